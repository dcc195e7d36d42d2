import { execFileSync } from 'node:child_process'
import type { Host, ReadFailure } from './host.ts'
import { isFailure, UNKNOWN } from './host.ts'
import { below, inByteOrder, join, normalize } from './path.ts'
import { type Entry, follow, missing } from './symlinks.ts'

/** The files of a git repository as they were at a revision, under the paths where they stand in the work tree. */
export interface Revision {
  /** The top of the work tree. */
  top: string
  exists(path: string): boolean
  isDirectory(path: string): boolean
  /** Links are followed. */
  isFile(path: string): boolean
  /** The names in a directory, and whether they are directories. */
  entries(path: string): readonly { name: string; isDirectory: boolean }[]
  /** The files below a directory of the work tree, or all under their own paths. */
  files(root?: string): Host
}

/**
 * Asks git for a revision. Nothing is checked out: names come from `git ls-tree`, contents from `git show`.
 * @throws Error in one sentence where `directory` is in no repository, or the revision does not exist
 */
export function revision(name: string, directory: string): Revision {
  const git = (...given: string[]): Buffer =>
    execFileSync('git', given, {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    })
  const top = answer(
    () => git('rev-parse', '--show-toplevel').toString().trim(),
    `${directory} is in no git repository`,
  )
  const listing = answer(
    () => git('ls-tree', '-r', '-z', '--full-tree', name).toString(),
    `git knows no revision ${name}`,
  )
  const entries = new Map<string, 'file' | 'link'>()
  const directories = new Map<string, Set<string>>()
  for (const line of listing.split('\0').filter((entry) => entry !== '')) {
    const [facts = '', path = ''] = line.split('\t')
    entries.set(join(top, path), facts.startsWith('120000') ? 'link' : 'file')
    const parts = join(top, path).split('/')
    for (let depth = 1; depth < parts.length; depth++) {
      const parent = parts.slice(0, depth).join('/') || '/'
      directories.set(parent, (directories.get(parent) ?? new Set()).add(parts[depth] ?? ''))
    }
  }
  const show = (path: string) => git('show', `${name}:${(below(top, path) ?? '').replace(/^\//, '')}`)
  const exists = (path: string) => entries.has(normalize(path)) || directories.has(normalize(path))
  const isDirectory = (path: string) => directories.has(normalize(path))
  const files = (root = '') => hostBelow(root, { entries, directories, show })
  return {
    top,
    exists,
    isDirectory,
    isFile: (path) => !isFailure(files().read(path)),
    entries: (path) =>
      [...(directories.get(normalize(path)) ?? [])].map((name) => ({
        name,
        isDirectory: isDirectory(join(path, name)),
      })),
    files,
  }
}

interface Listing {
  entries: ReadonlyMap<string, 'file' | 'link'>
  directories: ReadonlyMap<string, ReadonlySet<string>>
  show(path: string): Buffer
}

function hostBelow(root: string, { entries, directories, show }: Listing): Host {
  const machine = (path: string) => normalize(`${root}${path}`)
  const look = (path: string): Entry => {
    const place = machine(path)
    if (entries.get(place) === 'link') return { link: show(place).toString() }
    if (entries.has(place)) return 'other'
    return directories.has(place) ? 'directory' : missing(path)
  }
  return {
    read(path): Uint8Array | ReadFailure {
      const found = follow(path, look)
      if (isFailure(found)) return found
      if (look(found) === 'directory') return { failure: 'directory', reason: `${path} is a directory` }
      return new Uint8Array(show(machine(found)))
    },
    list(directory) {
      const found = follow(directory, look)
      if (isFailure(found)) return found
      return inByteOrder([...(directories.get(machine(found)) ?? [])])
    },
    file: () => UNKNOWN,
    link(path) {
      const entry = look(path)
      return typeof entry === 'object' && 'link' in entry ? entry.link : undefined
    },
    account: () => UNKNOWN,
    accounts: () => UNKNOWN,
    shells: () => UNKNOWN,
  }
}

function answer<Answer>(ask: () => Answer, complaint: string): Answer {
  try {
    return ask()
  } catch {
    throw new Error(complaint)
  }
}
