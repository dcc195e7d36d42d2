import { type Host, isFailure } from '../../../host/host.ts'
import { demandPermission, Unreadable } from '../../../host/unreadable.ts'
import { hasWildcard, segmentMatcher } from './glob-pattern.ts'

/**
 * glob of openbsd-compat/glob.c as Include uses it, without flags: `*`, `?`, `[…]` and `\`; no braces, no `~`; a
 * leading dot must be written, and `.*` is `.` and `..` as well. Paths come in byte order. A pattern without wildcards
 * is a path that must exist.
 */
export function glob(pattern: string, host: Host): readonly string[] {
  let found: string[] = ['']
  let rest = pattern
  while (rest !== '' && found.length > 0) {
    const [all = '', slashes = '', segment = ''] = /^(\/*)([^/]*)/.exec(rest) ?? []
    if (all === '') break
    rest = rest.slice(all.length)
    const parents = found.map((path) => path + slashes)
    if (segment === '') found = parents.filter((path) => exists(path, host))
    else if (hasWildcard(segment)) found = allChildren(parents, segment, host, pattern)
    else found = literalChildren(parents, unescaped(segment), rest === '', host)
  }
  return found.filter((path) => path !== '').sort(compareBytes)
}

function literalChildren(parents: readonly string[], name: string, last: boolean, host: Host): string[] {
  const paths = parents.map((parent) => parent + name)
  return last ? paths.filter((path) => exists(path, host)) : paths
}

function exists(path: string, host: Host): boolean {
  if (host.link(path) !== undefined) return true
  const facts = host.file(path)
  if (typeof facts === 'object' || facts === 'missing') return facts !== 'missing'
  const content = host.read(path)
  if (isFailure(content)) demandPermission(content)
  return !isFailure(content)
}

/** No configuration has so many drop-ins; a pattern over all directories of a machine may have no end at all. */
const MOST_PATHS = 20_000

function allChildren(parents: readonly string[], segment: string, host: Host, pattern: string): string[] {
  const found: string[] = []
  for (const parent of parents) {
    found.push(...children(parent, segment, host))
    if (found.length > MOST_PATHS)
      throw new Unreadable(
        `Include ${shortened(pattern)} matches more than ${MOST_PATHS} paths, more than conflint reads`,
      )
  }
  return found
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

function children(parent: string, segment: string, host: Host): string[] {
  const names = host.list(parent === '' ? '.' : parent)
  if (isFailure(names)) {
    demandPermission(names)
    return []
  }
  return ['.', '..', ...names].filter(segmentMatcher(segment)).map((name) => parent + name)
}

function unescaped(segment: string): string {
  return segment.replace(/\\([\s\S])/g, '$1')
}

/** The order of strcmp(3) on UTF-8 bytes, which is that of the code points. */
export function compareBytes(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let index = 0; index < length; index++) {
    if (one.charCodeAt(index) === other.charCodeAt(index)) continue
    const left = one.codePointAt(index) ?? 0
    const right = other.codePointAt(index) ?? 0
    if (left !== right) return left - right
  }
  return one.length - other.length
}
