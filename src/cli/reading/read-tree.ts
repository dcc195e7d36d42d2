import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import type { Dialect, DialectName } from '../../dialects/dialect.ts'
import { copyOf } from '../../host/copy.ts'
import { type Host, isFailure, type ReadFailure } from '../../host/host.ts'
import { live, locator } from '../../host/live.ts'
import { memory } from '../../host/memory.ts'
import { mounted } from '../../host/mounted.ts'
import { withNullDevice } from '../../host/null-device.ts'
import { overlay } from '../../host/overlay.ts'
import { below, nameOf } from '../../host/path.ts'
import { isWrapperPart, onThisMachine, type Standing, standing } from '../../host/place.ts'
import { renderedName, templateFor, withTemplates } from '../../host/templates.ts'
import { readFrom } from '../../judgement/tree.ts'
import { detectDialect, loadDialect } from '../dialects.ts'
import { inputFailure } from '../failure.ts'
import { orderedVersions } from '../versions.ts'
import { includedElsewhere } from './included-elsewhere.ts'
import type { Input } from './input.ts'
import { installedVersion } from './installed.ts'
import { repositoryOf } from './repository.ts'
import { isDirectory } from './search.ts'
import { readSnapshotTree } from './snapshot-tree.ts'
import type { ReadingOptions, Tree } from './tree.ts'

/** Reads the tree that an input belongs to, unless `known` has it already. */
export async function readTree(
  input: Input,
  options: ReadingOptions,
  known: readonly Tree[] = [],
): Promise<Tree> {
  if (input.snapshot) return readSnapshotTree(input, input.snapshot, options, known)
  const { root, revision } = options
  const isThere = revision?.exists ?? existsSync
  const exists = (path: string) => isThere(path) || templateFor(path, isThere) !== undefined
  // A template stands for the file that it makes, unless that is there, too.
  const rendered = renderedName(input.path)
  const path = isThere(rendered) ? input.path : rendered
  let place = standing({ path, exists, ...(root !== undefined && { root }) })
  const machine = (path: string) => {
    if (path === place.path) return input.path
    const there = onThisMachine(path, place.parts)
    return there === undefined ? undefined : (templateFor(there, isThere) ?? there)
  }
  const covering = known.find(
    ({ config, machine }) =>
      !input.content && config.sources.some(({ path }) => machine(path) === input.path),
  )
  if (covering) return covering
  const holdsInput = ({ config }: Tree) =>
    place.path === place.entry ||
    isWrapperPart(place.path) ||
    config.sources.some(({ path }) => machine(path) === input.path)
  const earlier = known.find((tree) => tree.entry === machine(place.entry) && input.content === undefined)
  if (earlier && holdsInput(earlier)) return earlier

  let host = hostOf(input, place, options)
  const dialect = await dialectOf(input, place, host, options)
  const versions = await versionsOf(dialect.name, place, options)
  const { reader, features } = options
  const shown = (path: string) => {
    const there = machine(path)
    if (there === undefined) return path
    return input.absolute ? there : relative(options.directory, there) || '.'
  }
  const treeFrom = (entry: string, version = versions.at(-1)): Tree => ({
    ...readFrom(entry, host, dialect, { version, reader, features }),
    entry: machine(entry) ?? entry,
    versions,
    forVersion: (version) => treeFrom(entry, version),
    machine: (path) => machine(path) ?? path,
    written(path) {
      if (input.candidate && path === place.path) return input.candidate
      const there = writtenAt(machine(path) ?? path, place)
      return isFailure(there) ? there : { path: there, shown: shown(path) }
    },
    shown,
  })
  let tree = treeFrom(place.entry)
  const repository = repositoryOf(input.path)
  const here = live({ accounts: false })
  let elsewhere = includedElsewhere(tree.config, place, here, repository)
  // What is read there may include more.
  while (!revision && elsewhere.parts.length > 0) {
    place = { ...place, parts: [...place.parts, ...elsewhere.parts] }
    host = hostOf(input, place, options)
    tree = treeFrom(place.entry)
    elsewhere = includedElsewhere(tree.config, place, here, repository)
  }
  tree.unread = elsewhere.unread
  if (holdsInput(tree)) return tree
  // What the main file does not include is judged by itself. It may be something else, unless --as says what it is for.
  if (!input.content) await dialectOf(input, { ...place, entry: place.path }, host, options)
  return { ...treeFrom(place.path), ...(input.content && { surroundings: tree }) }
}

/** The versions to judge for, oldest first: those that somebody named, or what is installed on this machine. */
async function versionsOf(
  dialect: DialectName,
  { facts }: Standing,
  { root, versions }: ReadingOptions,
): Promise<readonly string[]> {
  const told = versions[dialect]
  if (told) return orderedVersions(dialect, told, root)
  const isLive = facts && (root === undefined || root === '/')
  const installed = isLive ? await installedVersion(dialect) : undefined
  return installed === undefined ? [] : [installed]
}

/** Links in a root lead to what is in that root, whatever stands at their path on this machine. */
function writtenAt(path: string, { parts }: Standing): string | ReadFailure {
  const root = parts.find(({ sealed, from }) => sealed && below(from, path) !== undefined)?.from
  return root === undefined ? path : locator({ root }).locate(below(root, path) || '/')
}

function hostOf(input: Input, place: Standing, { facts, revision }: ReadingOptions): Host {
  const repository = place.facts ? undefined : repositoryOf(input.path)
  const parts = mounted(
    place.parts.map(({ at, from, sealed }) => ({
      at,
      from: sealed ? '/' : from,
      host:
        revision?.files(sealed ? from : undefined) ??
        live({
          accounts: place.facts,
          ...(sealed ? { root: from } : repository !== undefined && { within: repository }),
        }),
    })),
  )
  // Templates are found in repositories, never on the host itself.
  const files = place.facts ? parts : copyOf(withTemplates(parts))
  const withInput = input.content ? overlay(memory({ [place.path]: input.content }), files) : files
  return withNullDevice(facts ? overlay(facts, withInput) : withInput)
}

async function dialectOf(
  input: Input,
  place: Standing,
  host: Host,
  options: ReadingOptions,
): Promise<Dialect> {
  const isDebianTree = place.entry !== place.path && nameOf(place.entry) === 'pure-ftpd'
  if (isDebianTree || (!input.content && (options.revision?.isDirectory ?? isDirectory)(input.path)))
    return loadDialect('pure-ftpd')
  const name = input.absolute ? input.path : relative(options.directory, input.path)
  const content = host.read(place.path)
  if (isFailure(content)) throw inputFailure(content.reason.replace(place.path, () => name))
  if (options.dialect) return loadDialect(options.dialect)
  // A part of a main file is what that is, whatever its name.
  return detectDialect(place.entry, content, name)
}
