/**
 * Absolute paths as the daemons write them: `/` between names. Pure, so that it also runs in a browser.
 */

/** Without `.`, `..`, doubled and trailing slashes; `..` in the root stays in the root. */
export function normalize(path: string): string {
  const names: string[] = []
  for (const name of namesOf(path)) {
    if (name === '..') names.pop()
    else names.push(name)
  }
  return `/${names.join('/')}`
}

/** The names in a path, in order; `..` is kept, `.` is not. */
export function namesOf(path: string): string[] {
  return stepsOf(path).filter((name) => name !== '.')
}

/** The names in a path as the kernel goes along them; a slash at the end is a `.`, a step into the directory. */
export function stepsOf(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '')
  return path.endsWith('/') ? [...names, '.'] : names
}

/** `join('/etc/ssh', 'sshd_config')`; a second absolute path is taken as below the first. */
export function join(directory: string, rest: string): string {
  return normalize(`${directory}/${rest}`)
}

/** The directory that holds a path; the root holds itself. */
export function directoryOf(path: string): string {
  return join(path, '..')
}

/** The last name of a path; empty for the root. */
export function nameOf(path: string): string {
  return namesOf(path).at(-1) ?? ''
}

/** What remains of `path` below `directory`, beginning with `/`, or empty where they are the same; `undefined` outside. */
export function below(directory: string, path: string): string | undefined {
  const prefix = directory === '/' ? '' : directory
  if (path === directory) return ''
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined
}

/** Names in the order of their UTF-8 bytes, as glob(3) sorts in the C locale. */
export function inByteOrder(names: readonly string[]): string[] {
  return [...names].sort(compareBytes)
}

/** UTF-16 puts surrogates before U+E000 to U+FFFF, UTF-8 after; comparing by code point gives the byte order. */
function compareBytes(a: string, b: string): number {
  const left = Array.from(a)
  const right = Array.from(b)
  for (const [index, character] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (character !== other) return (character.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0)
  }
  return left.length - right.length
}
