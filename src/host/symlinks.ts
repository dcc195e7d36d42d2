import type { ReadFailure } from './host.ts'
import { stepsOf } from './path.ts'

/** What stands at a path, without following it: a link with its target as written, a directory, something else, or nothing. */
export type Entry = { link: string } | 'directory' | 'other' | ReadFailure

/** As many links as the kernel follows before it says ELOOP: path_resolution(7). */
const LINKS_AT_MOST = 40

export const missing = (path: string): ReadFailure => ({
  failure: 'missing',
  reason: `${path} does not exist`,
})

/** Something else than a directory stands where the path goes on: ENOTDIR. */
export const notInDirectory = (path: string): ReadFailure => ({
  failure: 'missing',
  error: 'ENOTDIR',
  reason: `${path} does not exist: a name in front of a slash is no directory`,
})

/**
 * Follows the symbolic links in a path, the way the kernel does after chroot(2): an absolute link starts at
 * the root again, and `..` cannot leave it; what has a slash behind it must be a directory. Gives the path
 * without links, or why there is none.
 */
export function follow(
  path: string,
  look: (path: string) => Entry,
  last: 'follow' | 'keep' = 'follow',
): string | ReadFailure {
  const todo = stepsOf(path)
  const done: string[] = []
  let links = 0
  for (let name = todo.shift(); name !== undefined; name = todo.shift()) {
    if (name === '.') continue
    if (name === '..') {
      done.pop()
      continue
    }
    const here = `/${[...done, name].join('/')}`
    const entry = look(here)
    if (typeof entry === 'object' && 'failure' in entry) return entry
    if (typeof entry === 'object' && !(last === 'keep' && todo.length === 0)) {
      links += 1
      if (links > LINKS_AT_MOST)
        return { failure: 'unreadable', error: 'ELOOP', reason: `${path} has too many symbolic links` }
      if (entry.link.startsWith('/')) done.length = 0
      todo.unshift(...stepsOf(entry.link))
      continue
    }
    if (entry === 'other' && todo.length > 0) return notInDirectory(path)
    done.push(name)
  }
  return `/${done.join('/')}`
}
