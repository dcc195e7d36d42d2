import type { Dialect } from '../../dialects/dialect.ts'
import { type Host, isFailure, UNKNOWN } from '../../host/host.ts'
import { memory } from '../../host/memory.ts'
import { withNullDevice } from '../../host/null-device.ts'
import { overlay } from '../../host/overlay.ts'
import { normalize } from '../../host/path.ts'
import { isWrapperPart, standing } from '../../host/place.ts'
import { readFrom } from '../../judgement/tree.ts'
import { detectDialect, loadDialect } from '../dialects.ts'
import { inputFailure, usageFailure } from '../failure.ts'
import { AUTO, orderedVersions } from '../versions.ts'
import type { Input, InSnapshot } from './input.ts'
import type { ReadingOptions, Tree } from './tree.ts'

/** Reads a configuration of a snapshot as the daemon of that host does, unless `known` has it already. */
export async function readSnapshotTree(
  input: Input,
  snapshot: InSnapshot,
  options: ReadingOptions,
  known: readonly Tree[],
): Promise<Tree> {
  const host = hostOf(input, snapshot, options)
  const exists = (path: string) => {
    const facts = host.file(path)
    return facts !== UNKNOWN && facts !== 'missing'
  }
  const place = standing({ path: snapshot.path, root: '/', exists })
  // No path of this machine: nothing of a snapshot can be written here.
  const machine = (path: string) => `${input.path}:${path}`
  const earlier = known.find((tree) => tree.entry === machine(place.entry))
  if (earlier) return earlier
  const shown = (path: string) => `${snapshot.name}:${normalize(path)}`
  const dialect = await dialectOf(snapshot.path, host, options, shown)
  const noted = snapshot.versions[dialect.name]
  const told = options.versions[dialect.name] ?? (noted === undefined ? [] : [noted])
  // What is installed is what the snapshot says, not the daemon of this machine.
  const named = told
    .map((version) => (version === AUTO ? noted : version))
    .filter((version) => version !== undefined)
  if (named.length < told.length)
    throw usageFailure(
      `${snapshot.name} does not tell the version of its daemon, which auto asks for; name one`,
    )
  const versions = await orderedVersions(dialect.name, named, undefined)
  const { reader, features } = options
  const treeFrom = (entry: string, version = versions.at(-1)): Tree => ({
    ...readFrom(entry, host, dialect, { version, reader, features }),
    entry: machine(entry),
    versions,
    forVersion: (version) => treeFrom(entry, version),
    machine,
    written: (path) => ({ path: machine(path), shown: shown(path) }),
    hostName: snapshot.name,
    shown,
    readOnly: `${snapshot.name} is only a snapshot`,
  })
  const tree = treeFrom(place.entry)
  const isWhole =
    place.path === place.entry ||
    isWrapperPart(place.path) ||
    tree.config.sources.some(({ path }) => path === snapshot.path)
  return isWhole ? tree : treeFrom(place.path)
}

function hostOf({ content }: Input, { host, path }: InSnapshot, { facts }: ReadingOptions): Host {
  const withInput = content ? overlay(memory({ [path]: content }), host) : host
  return withNullDevice(facts ? overlay(facts, withInput) : withInput)
}

async function dialectOf(
  path: string,
  host: Host,
  { dialect }: ReadingOptions,
  shown: (path: string) => string,
): Promise<Dialect> {
  const facts = host.file(path)
  if (typeof facts === 'object' && facts.type === 'directory') return loadDialect('pure-ftpd')
  const content = host.read(path)
  if (isFailure(content)) {
    // The reason may be a directory above it.
    if (!content.reason.includes(path)) throw inputFailure(`${shown(path)}: ${content.reason}`)
    throw inputFailure(content.reason.replace(path, () => shown(path)))
  }
  return dialect ? loadDialect(dialect) : detectDialect(path, content, shown(path))
}
