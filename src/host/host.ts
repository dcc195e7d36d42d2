/**
 * Where files and facts come from: the live machine, a snapshot, memory, one laid over another.
 * A Host is the only thing that touches the outside; all the rest of conflint is pure.
 */
export interface Host {
  /** The bytes of a regular file, following symbolic links, or why there are none. `path` is absolute, as the daemon names it. */
  read(path: string): Uint8Array | ReadFailure
  /** The names in a directory (without `.` and `..`), in byte order, or why there are none. */
  list(directory: string): readonly string[] | ReadFailure
  /** What is known of a path, symbolic links followed. `missing`: it is certainly not there. */
  file(path: string): FileFacts | 'missing' | Unknown
  /** Where a symbolic link points, as written in the link; `undefined` where the path is no link. */
  link(path: string): string | undefined
  /** An account by name. `missing`: there is certainly no such account. */
  account(name: string): Account | 'missing' | Unknown
  /** All accounts; unknown where the list is not complete. */
  accounts(): readonly Account[] | Unknown
  /** Shells that getusershell(3) would return; unknown where nobody told. */
  shells(): readonly string[] | Unknown
}

/** A fact that nobody told us. It is never guessed, and never counts as true. */
export const UNKNOWN = Symbol.for('conflint.unknown')
export type Unknown = typeof UNKNOWN

/** Why a path could not be read, in words for people. */
export interface ReadFailure {
  failure: 'missing' | 'denied' | 'directory' | 'not-a-file' | 'too-large' | 'unreadable'
  /** What the kernel says, where `failure` does not tell: errno(3). */
  error?: 'ENOTDIR' | 'ELOOP' | 'EACCES'
  reason: string
}

export interface FileFacts {
  type: 'file' | 'directory' | 'socket' | 'other'
  /** Permission bits, octal 0 to 07777. */
  mode: number | Unknown
  /** User id of the owner. */
  uid: number | Unknown
  /** Group id. */
  gid: number | Unknown
  /** In bytes. */
  size: number | Unknown
  /** Modification time in milliseconds since the epoch. */
  modified: number | Unknown
}

export interface Account {
  name: string
  uid: number
  gid: number | Unknown
  home: string | Unknown
  shell: string | Unknown
  /** Names of all groups, the primary one first. */
  groups: readonly string[] | Unknown
  /** The password field of shadow begins with `!` or is `*`: true where locked. */
  locked: boolean | Unknown
}

/** The words of strerror(3) that a daemon prints where it cannot open a file. */
export function strerror({ failure, error, reason }: ReadFailure): string {
  if (error === 'ENOTDIR') return 'Not a directory'
  if (error === 'ELOOP') return 'Too many levels of symbolic links'
  if (failure === 'missing') return 'No such file or directory'
  return failure === 'denied' || error === 'EACCES' ? 'Permission denied' : reason
}

export function isFailure(answer: unknown): answer is ReadFailure {
  return typeof answer === 'object' && answer !== null && 'failure' in answer
}
