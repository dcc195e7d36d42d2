import { type FactsAccount, type FactsFile, type FactsOfFile, factsOf, hostOf } from './facts.ts'
import type { FileFacts, Host, ReadFailure, Unknown } from './host.ts'
import { isFailure, UNKNOWN } from './host.ts'
import { directoryOf, inByteOrder, nameOf, normalize } from './path.ts'
import { type Entry, follow, missing } from './symlinks.ts'

/** A snapshot of a host, as `snapshot.schema.json` describes it. */
export interface SnapshotFile extends Omit<FactsFile, 'files' | 'accounts'> {
  'conflint-snapshot': 1
  host: string
  taken?: string
  system?: { id?: string; version?: string }
  versions?: { sshd?: string; 'pure-ftpd'?: string }
  configurations: readonly string[]
  files: Readonly<Record<string, SnapshotEntry | 'missing'>>
  accounts?: readonly SnapshotAccount[]
}

type SnapshotAccount = FactsAccount & { lock?: '!' | '*' }

interface SnapshotEntry extends FactsOfFile {
  text?: string
  base64?: string
  unread?: string
  names?: readonly string[]
}

/**
 * The host that a validated snapshot was taken of. What it does not mention is unknown, unless the listing of a
 * directory, or a directory that is missing, tells that it is not there.
 */
export function hostOfSnapshot(snapshot: SnapshotFile): Host {
  const { accounts, allAccounts, groups, shells } = snapshot
  const entries = new Map(Object.entries(snapshot.files).map(([path, entry]) => [normalize(path), entry]))
  const implied = directoriesAbove(entries)
  const state = (path: string): SnapshotEntry | 'missing' | Unknown =>
    entries.get(path) ?? (implied.has(path) ? { type: 'directory' } : stateFromAbove(path, entries))
  // Of a path that nobody spoke of, no links are known.
  const look = (path: string): Entry => {
    const entry = state(path)
    if (entry === 'missing') return missing(path)
    if (entry === UNKNOWN) return 'directory'
    if (entry.link !== undefined) return { link: entry.link }
    return entry.type === 'directory' ? 'directory' : 'other'
  }
  const locate = (path: string): SnapshotEntry | Unknown | ReadFailure => {
    const found = follow(path, look)
    if (isFailure(found)) return found
    const entry = state(found)
    return entry === 'missing' ? missing(path) : entry
  }
  return {
    read(path) {
      if (path === SHADOW && accounts) return locksOf(accounts)
      const entry = locate(path)
      if (entry === UNKNOWN) return { failure: 'missing', reason: `${path} is not in the snapshot` }
      return isFailure(entry) ? entry : contentOf(entry, path)
    },
    list(directory) {
      const entry = locate(directory)
      if (entry === UNKNOWN) return { failure: 'missing', reason: `${directory} is not in the snapshot` }
      if (isFailure(entry)) return entry
      if (entry.names) return inByteOrder(entry.names)
      return {
        failure: 'unreadable',
        reason: unreadReason(entry.unread, directory) ?? `the snapshot does not list ${directory}`,
      }
    },
    file(path): FileFacts | 'missing' | Unknown {
      const entry = locate(path)
      if (entry === UNKNOWN) return UNKNOWN
      if (isFailure(entry)) return entry.failure === 'missing' ? 'missing' : UNKNOWN
      const nothing = { mode: UNKNOWN, uid: UNKNOWN, gid: UNKNOWN, size: UNKNOWN, modified: UNKNOWN } as const
      return { type: 'file', ...nothing, ...factsOf(entry) }
    },
    link(path) {
      const found = follow(path, look, 'keep')
      const entry = isFailure(found) ? undefined : entries.get(found)
      return typeof entry === 'object' ? entry.link : undefined
    },
    ...accountFacts({
      ...(accounts && { accounts }),
      ...(allAccounts !== undefined && { allAccounts }),
      ...(groups && { groups }),
      ...(shells && { shells }),
    }),
  }
}

function accountFacts(facts: FactsFile): Pick<Host, 'account' | 'accounts' | 'shells'> {
  const { account, accounts, shells } = hostOf(facts)
  return { account, accounts, shells }
}

/** What the nearest path above that is known says of a path that is not. */
function stateFromAbove(path: string, entries: ReadonlyMap<string, SnapshotEntry | 'missing'>) {
  for (let child = path; child !== '/'; child = directoryOf(child)) {
    const above = entries.get(directoryOf(child))
    if (above === undefined) continue
    if (above === 'missing') return 'missing'
    if (above.names) return above.names.includes(nameOf(child)) ? UNKNOWN : 'missing'
    return above.type === 'file' ? 'missing' : UNKNOWN
  }
  return UNKNOWN
}

/** Whatever is there stands in directories that are there, too. */
function directoriesAbove(entries: ReadonlyMap<string, SnapshotEntry | 'missing'>): ReadonlySet<string> {
  const directories = new Set<string>(['/'])
  for (const [path, entry] of entries) {
    if (entry === 'missing') continue
    for (let above = directoryOf(path); !directories.has(above); above = directoryOf(above)) {
      if (!entries.has(above)) directories.add(above)
      if (above === '/') break
    }
  }
  return directories
}

function contentOf({ type, text, base64, unread }: SnapshotEntry, path: string): Uint8Array | ReadFailure {
  if (text !== undefined) return new TextEncoder().encode(text)
  if (base64 !== undefined) return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  if (type === 'directory') return { failure: 'directory', reason: `${path} is a directory` }
  return {
    failure: 'unreadable',
    reason: unreadReason(unread, path) ?? `the snapshot does not hold ${path}`,
  }
}

function unreadReason(unread: string | undefined, path: string): string | undefined {
  return unread === undefined ? undefined : `${path}: ${unread}`
}

const SHADOW = '/etc/shadow'

/** The file itself is never in a snapshot; whether a password is locked, and how, is. */
function locksOf(accounts: readonly SnapshotAccount[]): Uint8Array {
  const lines = accounts.flatMap(({ name, locked, lock }) =>
    locked === undefined ? [] : [`${name}:${locked ? (lock ?? '!') : 'x'}:\n`],
  )
  return new TextEncoder().encode(lines.join(''))
}
