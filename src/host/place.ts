import { below, directoryOf, join, nameOf } from './path.ts'
import { renderedName } from './templates.ts'

/** Where an input stands on the machine that conflint runs on, and what was said about it. */
export interface Input {
  /** Absolute. */
  path: string
  /** The directory that was given as the root of the host, absolute. */
  root?: string
  /** Whether something stands at a path of this machine. */
  exists(path: string): boolean
}

/** What an input is for the daemon that reads it one day. */
export interface Standing {
  /** The path by which the daemon reaches the input. */
  path: string
  /** Where the daemon begins to read: the input itself, or the main file (on Debian, the directory) that it is a part of. */
  entry: string
  /** Which parts of this machine stand where on the daemon's host. `sealed`: links cannot lead out of `from`. */
  parts: readonly Part[]
  /** Whether accounts, owners and modes found here are those of the daemon's host. */
  facts: boolean
}

export interface Part {
  at: string
  from: string
  sealed: boolean
}

/** A configuration in its usual place, below any directory. */
const USUAL_PLACE = /^(?<before>.*)(?<place>\/etc\/(ssh(\/.*)?|pure-ftpd(\/.*)?|pure-ftpd\.conf))$/

/** What builders and panels put before `/etc` on the host itself. */
const USUAL_PREFIX = /^(?<root>.*?)(?<prefix>\/usr|\/usr\/local|\/www\/server\/pure-ftpd)$/

/** Names that mark a file as the main one, as it is or as a template. */
const SSHD_MAIN = 'sshd_config'
const PURE_FTPD_MAIN = 'pure-ftpd.conf'
const DROP_IN = /^(?<tree>.*)\/sshd_config\.d\/[^/]+$/
/** What stands below /etc/ssh may be a part of the main file, whatever its name. */
const PART_IN_USUAL_PLACE = /^(?<tree>.*\/etc\/ssh)\/.+$/

/** One directive of a Debian pure-ftpd, whose configuration is a directory. */
const DEBIAN_PART = /^(?<tree>.*\/pure-ftpd)\/(conf|auth)\/[^/]+$/

/**
 * Decides for which host an input is:
 *
 * 1. With a root, everything is below it, and its facts count. An input outside of it keeps its own path.
 * 2. In its usual place (`/etc/ssh`, `/etc/pure-ftpd`, …) it is for this machine, whose facts count.
 * 3. In its usual place below some directory X (`X/etc/ssh/sshd_config`) it is a copy from a host whose root is X.
 * 4. A lone `sshd_config` with `sshd_config.d` beside it, or a drop-in in such a directory, stands for `/etc/ssh`;
 *    a lone `pure-ftpd.conf` with `pureftpd.pdb` or `pureftpd.passwd` beside it stands for `/etc/pure-ftpd`.
 * 5. Anything else is known by itself and by what stands in its own directory under its own path.
 *
 * In the last three the accounts and owners of this machine say nothing.
 */
export function standing(input: Input): Standing {
  const { path, root, exists } = input
  const home: Part = { at: directoryOf(path), from: directoryOf(path), sealed: false }
  if (root !== undefined) {
    const whole: Part = { at: '/', from: root, sealed: root !== '/' }
    const inside = below(root, path)
    return inside === undefined
      ? { ...at(path, exists), parts: [whole, home], facts: true }
      : { ...at(inside || '/', (other) => exists(join(root, other))), parts: [whole], facts: true }
  }
  const usual = usualPlace(path)
  if (usual) {
    const { root: before, place } = usual
    const found = at(place, (other) => exists(join(before, other)))
    if (before === '') return { ...found, parts: [{ at: '/', from: '/', sealed: false }], facts: true }
    return { ...found, parts: [{ at: '/', from: before, sealed: true }, home], facts: false }
  }
  const alone = standsFor(path, exists)
  if (!alone) return { ...at(path, exists), parts: [treeOf(path) ?? home], facts: false }
  const name = (inTree: string) => join(alone.at, below(alone.tree, inTree) ?? '')
  const { entry } = at(path, exists)
  const tree: Part = { at: alone.tree, from: alone.tree, sealed: false }
  return {
    path: name(path),
    entry: name(entry),
    parts: [tree, { at: alone.at, from: alone.tree, sealed: false }, ...alone.further],
    facts: false,
  }
}

/** `/copy/usr/local/etc/ssh/sshd_config` is `/usr/local/etc/ssh/sshd_config` below `/copy`. */
function usualPlace(path: string): { root: string; place: string } | undefined {
  const { before, place } = USUAL_PLACE.exec(path)?.groups ?? {}
  if (before === undefined || place === undefined) return undefined
  const { root = before, prefix = '' } = USUAL_PREFIX.exec(before)?.groups ?? {}
  return { root, place: prefix + place }
}

/** A part of a tree is read from where the daemon begins, where that is there. */
function at(path: string, exists: (path: string) => boolean): { path: string; entry: string } {
  const tree = (DROP_IN.exec(path) ?? PART_IN_USUAL_PLACE.exec(path))?.groups?.tree
  const main = tree === undefined ? DEBIAN_PART.exec(path)?.groups?.tree : join(tree, SSHD_MAIN)
  return { path, entry: main !== undefined && exists(main) ? main : path }
}

/** Whether a file is one that a main sshd_config includes. */
export function isDropIn(path: string): boolean {
  return DROP_IN.test(path)
}

/** Whether a file is one that only Debian's pure-ftpd-wrapper may read, never the daemon itself. */
export function isWrapperPart(path: string): boolean {
  return DEBIAN_PART.test(path)
}

/** The directory whose `conf` or `auth` holds a part of a Debian pure-ftpd. */
function treeOf(path: string): Part | undefined {
  const tree = DEBIAN_PART.exec(path)?.groups?.tree
  return tree === undefined ? undefined : { at: tree, from: tree, sealed: false }
}

/** The directory that a file without a usual place, and what stands beside it, stand for. */
function standsFor(path: string, exists: (path: string) => boolean) {
  const tree = DROP_IN.exec(path)?.groups?.tree
  if (tree !== undefined) return { tree: tree || '/', at: '/etc/ssh', further: [] }
  const directory = directoryOf(path)
  if (renderedName(nameOf(path)) === SSHD_MAIN && exists(join(directory, 'sshd_config.d'))) {
    return { tree: directory, at: '/etc/ssh', further: [] }
  }
  const databases = ['pureftpd.pdb', 'pureftpd.passwd'].filter((name) => exists(join(directory, name)))
  if (renderedName(nameOf(path)) !== PURE_FTPD_MAIN || databases.length === 0) return undefined
  const further = databases.map((name) => ({
    at: `/etc/${name}`,
    from: join(directory, name),
    sealed: false,
  }))
  return { tree: directory, at: '/etc/pure-ftpd', further }
}

/** Where a path of the daemon's host stands on this machine; `undefined` where nothing of it is here. */
export function onThisMachine(path: string, parts: readonly Part[]): string | undefined {
  const longestFirst = [...parts].sort((a, b) => b.at.length - a.at.length)
  for (const { at: place, from } of longestFirst) {
    const rest = below(place, path)
    if (rest !== undefined) return join(from, rest)
  }
  return undefined
}
