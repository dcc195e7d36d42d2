import type { Dialect } from '../dialects/dialect.ts'
import { copyOf } from '../host/copy.ts'
import { hostOf } from '../host/facts.ts'
import { type Host, isFailure } from '../host/host.ts'
import { mounted } from '../host/mounted.ts'
import { withNullDevice } from '../host/null-device.ts'
import { overlay } from '../host/overlay.ts'
import { normalize } from '../host/path.ts'
import { onThisMachine, type Standing, standing } from '../host/place.ts'
import { renderedName, templateFor, withTemplates } from '../host/templates.ts'
import { Unreadable } from '../host/unreadable.ts'
import { readFrom, type Tree } from '../judgement/tree.ts'
import { DIALECTS, detectDialect } from './dialects.ts'
import { ConflintError } from './error.ts'
import { type Given, givenBy, isHost } from './given.ts'
import type { Input, ReadOptions } from './options.ts'
import { featuresOf, versionFor } from './versions.ts'

/** The configurations in what was given, each with all of its parts, as their daemons read them. */
export function treesOf(input: Input, options: ReadOptions): readonly Tree[] {
  const given = givenBy(input, options)
  const trees: Tree[] = []
  for (const path of given.paths) {
    const isKnown = trees.some(({ config, machine }) =>
      config.sources.some((source) => machine(source.path) === path),
    )
    if (!isKnown) trees.push(readable(() => treeAt(path, given, options)))
  }
  return trees
}

/** The one configuration that is meant. */
export function treeOf(input: Input, options: ReadOptions): Tree {
  const [tree, ...more] = treesOf(input, options)
  if (tree && more.length === 0) return tree
  const found = [tree, ...more].flatMap((each) => (each ? [each.shown(each.config.entry)] : []))
  throw new ConflintError(`there are several configurations; say path: ${found.join(', ')}`)
}

/** What cannot be read is no configuration, and no call of the library is right with it. */
function readable<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    throw error instanceof Unreadable ? new ConflintError(error.message) : error
  }
}

function treeAt(path: string, given: Given, options: ReadOptions): Tree {
  const exists = (other: string) => given.exists(other) || templateFor(other, given.exists) !== undefined
  // A template stands for the file that it makes, unless that is there, too.
  const rendered = renderedName(path)
  const place = standing({
    path: given.exists(rendered) ? path : rendered,
    exists,
    ...(given.isHost && { root: '/' }),
  })
  const machine = (inTree: string) => {
    if (inTree === place.path) return path
    const there = onThisMachine(inTree, place.parts)
    return there === undefined ? inTree : (templateFor(there, given.exists) ?? there)
  }
  const host = hostFor(place, given, options)
  const dialect = dialectOf(place, host, given.named(path), options)
  const version = versionFor(dialect.name, options)
  const features = featuresOf(options)
  const treeFrom = (entry: string): Tree => ({
    ...readFrom(entry, host, dialect, { version, features, reader: options.reader }),
    machine,
    shown: (inTree) => given.named(machine(inTree)),
  })
  const tree = treeFrom(place.entry)
  const isWhole =
    place.path === place.entry || tree.config.sources.some((source) => source.path === place.path)
  if (isWhole) return tree
  // What the main file does not include is judged by itself, and may be something else.
  dialectOf({ ...place, entry: place.path }, host, given.named(path), options)
  return treeFrom(place.path)
}

function hostFor(place: Standing, { host }: Given, { facts }: ReadOptions): Host {
  const parts = mounted(place.parts.map(({ at, from }) => ({ at, from, host })))
  const files = place.facts ? parts : copyOf(withTemplates(parts))
  return withNullDevice(facts ? overlay(isHost(facts) ? facts : hostOf(facts), files) : files)
}

function dialectOf(place: Standing, host: Host, name: string, { dialect }: ReadOptions): Dialect {
  if (!isFailure(host.list(place.entry))) return DIALECTS['pure-ftpd']
  if (dialect) return DIALECTS[dialect]
  const content = host.read(normalize(place.path))
  if (isFailure(content)) throw new ConflintError(content.reason)
  const detected = detectDialect(place.entry, new TextDecoder().decode(content))
  if (detected) return detected
  throw new ConflintError(
    `neither name nor content of ${name} tells whether it is for sshd or for pure-ftpd; say dialect`,
  )
}
