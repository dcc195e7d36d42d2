import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { accountsFromFiles, noAccounts } from './account-files.ts'
import type { FileFacts, Host, ReadFailure } from './host.ts'
import { isFailure, UNKNOWN } from './host.ts'
import { below, inByteOrder } from './path.ts'
import { type Entry, follow, missing, notInDirectory } from './symlinks.ts'

/** Configurations, key files and databases are far smaller; what is larger is no input. In bytes. */
export const LARGEST_FILE = 16 * 1024 * 1024

export interface LiveOptions {
  /** All paths are looked up below this directory, and symbolic links cannot lead out of it. */
  root?: string
  /** What is found, links followed, must stand below this directory of the machine (absolute, without links in it). */
  within?: string
  /** Whether /etc/passwd and its companions below the root are read; true by default. */
  accounts?: boolean
}

/**
 * The machine that conflint runs on: what is readable, and nothing else. Only regular files are ever
 * opened: no device, pipe or socket, so that no file makes conflint wait.
 */
export function live({ accounts = true, ...place }: LiveOptions = {}): Host {
  const { locate, look } = locator(place)
  const read = (path: string): Uint8Array | ReadFailure => {
    const found = locate(path)
    return isFailure(found) ? found : readRegularFile(found, path)
  }
  return {
    read,
    list(directory) {
      const found = locate(directory)
      if (isFailure(found)) return found
      try {
        return inByteOrder(readdirSync(found))
      } catch (error) {
        return failureOf(error, directory)
      }
    },
    file(path) {
      const found = locate(path)
      if (isFailure(found)) return found.failure === 'missing' ? 'missing' : UNKNOWN
      try {
        return factsOf(statSync(found))
      } catch (error) {
        return failureOf(error, path).failure === 'missing' ? 'missing' : UNKNOWN
      }
    },
    link(path) {
      const found = follow(path, look, 'keep')
      if (isFailure(found)) return undefined
      const entry = look(found)
      return typeof entry === 'object' && 'link' in entry ? entry.link : undefined
    },
    ...(accounts
      ? accountsFromFiles((path) => {
          const bytes = read(path)
          return isFailure(bytes) ? bytes : new TextDecoder().decode(bytes)
        })
      : noAccounts),
  }
}

/** Finds where paths lead to on this machine, all links followed: absolute, or why there is nothing. */
export function locator({ root, within }: Pick<LiveOptions, 'root' | 'within'>) {
  const base = root === undefined ? '' : realDirectory(root)
  const machine = (path: string) => `${base}${path}` || '/'
  // Most paths lie below the same few directories.
  const directories = new Set<string>()
  const look = (path: string): Entry => {
    if (directories.has(path)) return 'directory'
    const entry = lookAt(machine(path), path)
    if (entry === 'directory') directories.add(path)
    return entry
  }
  const locate = (path: string): string | ReadFailure => {
    const found = follow(path, look)
    if (isFailure(found)) return found
    const there = machine(found)
    return within === undefined || below(within, there) !== undefined
      ? there
      : { failure: 'unreadable', reason: `${path} leads out of ${within}, where nothing is read` }
  }
  return { locate, look }
}

/** Links in the way to the root are followed now, once; below a root that is not there, nothing is. */
function realDirectory(root: string): string {
  try {
    const real = realpathSync(root)
    return real === '/' ? '' : real
  } catch {
    return root
  }
}

function lookAt(machinePath: string, path: string): Entry {
  try {
    const stats = lstatSync(machinePath)
    if (stats.isSymbolicLink()) return { link: readlinkSync(machinePath) }
    return stats.isDirectory() ? 'directory' : 'other'
  } catch (error) {
    return failureOf(error, path)
  }
}

/** `machinePath` has no symbolic links left; `path` is its name for people. */
function readRegularFile(machinePath: string, path: string): Uint8Array | ReadFailure {
  let descriptor: number | undefined
  try {
    const before = refusal(lstatSync(machinePath), path)
    if (before) return before
    // Should a pipe have taken the place of the file since, O_NONBLOCK keeps the opening from waiting.
    descriptor = openSync(
      machinePath,
      constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW | constants.O_NOCTTY,
    )
    const stats = fstatSync(descriptor)
    return refusal(stats, path) ?? readAtMost(descriptor, stats.size, path)
  } catch (error) {
    return failureOf(error, path)
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

function refusal(stats: Stats, path: string): ReadFailure | undefined {
  if (stats.isDirectory()) return { failure: 'directory', reason: `${path} is a directory` }
  if (!stats.isFile()) return { failure: 'not-a-file', reason: `${path} is no regular file` }
  return stats.size > LARGEST_FILE ? tooLarge(path) : undefined
}

/**
 * All that a file or a pipe holds, unless that is too much.
 * @param size what stat(2) tells, which may be wrong (files in /proc, growing files): what is read is what counts
 * @param path for people
 */
export function readAtMost(descriptor: number, size: number, path: string): Uint8Array | ReadFailure {
  let bytes = Buffer.allocUnsafeSlow(size + 1)
  let total = 0
  for (;;) {
    const length = readSync(descriptor, bytes, total, bytes.length - total, null)
    if (length === 0) return bytes.subarray(0, total)
    total += length
    if (total > LARGEST_FILE) return tooLarge(path)
    if (total === bytes.length) bytes = Buffer.concat([bytes], 2 * total + SMALLEST_PIECE)
  }
}

/** How much to read at once where stat(2) tells no size; in bytes. */
const SMALLEST_PIECE = 64 * 1024

function tooLarge(path: string): ReadFailure {
  return { failure: 'too-large', reason: `${path} is larger than ${LARGEST_FILE / 1024 / 1024} MiB` }
}

function failureOf(error: unknown, path: string): ReadFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  if (code === 'ENOTDIR') return notInDirectory(path)
  if (['ENOENT', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code)) return missing(path)
  if (code === 'EACCES' || code === 'EPERM') return denied(path)
  if (code === 'EISDIR') return { failure: 'directory', reason: `${path} is a directory` }
  return { failure: 'unreadable', reason: `${path} cannot be read (${code})` }
}

/** What is closed to root, as parts of /proc are, is closed to the daemon, too. */
function denied(path: string): ReadFailure {
  const reason = `no permission to read ${path}`
  return process.geteuid?.() === 0
    ? { failure: 'unreadable', error: 'EACCES', reason }
    : { failure: 'denied', reason: `${reason}; run conflint as root` }
}

function factsOf(stats: Stats): FileFacts {
  return {
    type: stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : stats.isSocket() ? 'socket' : 'other',
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    size: stats.size,
    modified: stats.mtimeMs,
  }
}
