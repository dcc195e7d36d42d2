import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Connection } from '../../src/dialects/dialect.ts'
import type { Host } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { inShared } from '../shared.ts'

/** A tree of files with what seven versions of sshd said of it, for three connections. */
export interface RecordedTree {
  files: Readonly<Record<string, string>>
  connections: readonly RecordedConnection[]
  results: readonly RecordedResult[]
}

export interface RecordedConnection {
  user: string
  /** A user without groups does not exist. */
  groups: readonly string[]
  host: string
  addr: string
  laddr: string
  lport: string
}

/** `added` and `removed` are the differences to the defaults of that version. */
export interface RecordedResult {
  version: string
  connection: number
  rc: number
  stderr: readonly string[]
  added?: readonly string[]
  removed?: readonly string[]
}

/** What one version prints for an empty file. */
export interface RecordedDefaults {
  defaults: string
  dump: readonly string[]
}

export interface Recordings {
  defaults: readonly RecordedDefaults[]
  trees: readonly RecordedTree[]
}

export function recordings(): Recordings {
  const text = gunzipSync(readFileSync(inShared('oracle/sshd-recorded.jsonl.gz'))).toString()
  const rows = rowsOf<RecordedDefaults | RecordedTree>(text)
  return {
    defaults: rows.filter((row) => 'defaults' in row),
    trees: rows.filter((row) => 'files' in row),
  }
}

export function connectionOf(recorded: RecordedConnection): Connection {
  const { user, groups, host, addr, laddr, lport } = recorded
  return {
    user,
    groups,
    invalidUser: groups.length === 0,
    host,
    address: addr,
    localAddress: laddr,
    localPort: Number(lport),
  }
}

/** A sharp case with the answers of up to fourteen versions; `@D` is the folder that it stood in. */
export interface CuratedCase {
  conf: Content
  files: Readonly<Record<string, Content>>
  /** Further arguments of `sshd -T`: pairs of `-C` and a specification. */
  args: readonly string[]
  /** Keywords whose lines were recorded. */
  keys: readonly string[]
  results: readonly CuratedResult[]
}

export interface CuratedResult {
  versions: readonly string[]
  rc: number
  values: readonly string[]
  stderr: readonly string[]
}

type Content = string | { base64: string }

export function curatedCases(): readonly CuratedCase[] {
  return rowsOf(readFileSync(inShared('oracle/sshd-curated.jsonl')).toString())
}

/** The bytes of a recorded file that stood in `folder`. */
export function bytesOf(content: Content, folder: string): Uint8Array {
  return typeof content === 'string'
    ? new TextEncoder().encode(content.replaceAll('@D', folder))
    : Buffer.from(content.base64, 'base64')
}

/** A host with these files and nothing else, but the usual host keys. */
export function recordedHost(files: Readonly<Record<string, string | Uint8Array>>): Host {
  const host = memory(files)
  const keys = ['rsa', 'ecdsa', 'ed25519'].map((type) => `/etc/ssh/ssh_host_${type}_key`)
  const there = memory({}, { facts: Object.fromEntries(keys.map((key) => [key, { type: 'file' as const }])) })
  return {
    ...host,
    file(path) {
      const known = host.file(path)
      if (typeof known === 'object') return known
      const key = there.file(path.replace(/^\/+/, '/'))
      return typeof key === 'object' ? key : 'missing'
    },
  }
}

/** What the daemon says although it goes on: lines that it skips, and host keys that it cannot use. */
const NOTICES =
  / (Deprecated|Unsupported) option |^(Unable to load host key|Certificate file|Could not connect to agent|No matching private key|main: Host key|Disabled method )/

export function firstError(stderr: readonly string[]): string {
  return stderr.find((line) => line !== '' && !NOTICES.test(line)) ?? ''
}

function rowsOf<Row>(text: string): readonly Row[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line): Row => JSON.parse(line))
}
