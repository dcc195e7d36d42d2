import { type Host, isFailure } from '../../../host/host.ts'
import { demandPermission, Unreadable } from '../../../host/unreadable.ts'
import { asBytes } from '../matching/patterns.ts'

/**
 * glob(3) as Include uses it, without flags: `*`, `?`, `[…]` and `\`; no braces, no `~`; a leading dot must
 * be written. Paths come in byte order. A pattern without wildcards is a path that must exist.
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

/** True where a pattern may match several paths. */
export function hasWildcard(pattern: string): boolean {
  return /^(?:\\[\s\S]|[^\\*?[])*(?:[*?]|\[[^\]]*\])/.test(pattern)
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
  const matches = segmentMatcher(segment)
  return names
    .filter((name) => (!name.startsWith('.') || segment.startsWith('.')) && matches(name))
    .map((name) => parent + name)
}

type Part = { any: true } | { one: (character: string) => boolean }

/** The matcher of one part of a path, by the parts of its pattern, with one point of return. */
function segmentMatcher(segment: string): (name: string) => boolean {
  const parts = partsOf(asBytes(segment))
  return (name) => {
    const characters = asBytes(name)
    let at = 0
    let part = 0
    let star = -1
    let starAt = 0
    while (at < characters.length) {
      const expected = parts[part]
      if (expected && 'any' in expected) {
        star = part++
        starAt = at
      } else if (expected?.one(characters[at] ?? '')) {
        part++
        at++
      } else if (star !== -1) {
        part = star + 1
        at = ++starAt
      } else {
        return false
      }
    }
    return parts.slice(part).every((left) => 'any' in left)
  }
}

function partsOf(segment: string): Part[] {
  const parts: Part[] = []
  const characters = [...segment]
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? ''
    const close = character === '[' ? closingBracket(characters, at) : -1
    if (character === '*') parts.push({ any: true })
    else if (character === '?') parts.push({ one: () => true })
    else if (close !== -1) {
      parts.push({ one: bracket(characters.slice(at + 1, close)) })
      at = close
    } else {
      const literal = character === '\\' ? (characters[++at] ?? '\\') : character
      parts.push({ one: (given) => given === literal })
    }
  }
  return parts
}

/**
 * Where a set ends: a `]` directly after `[` or `[!` belongs to it, and so does that of a class such as
 * `[:upper:]`. Without a closing one `[` is a letter: -1.
 */
function closingBracket(characters: readonly string[], open: number): number {
  let at = characters[open + 1] === '!' ? open + 3 : open + 2
  if (characters[at - 1] === '[' && characters[at] === ':') at--
  while (at < characters.length) {
    const end = characters[at] === '[' && characters[at + 1] === ':' ? classEnd(characters, at) : -1
    if (end !== -1) at = end
    else if (characters[at] === ']') return at
    at++
  }
  return -1
}

function classEnd(characters: readonly string[], open: number): number {
  const end = characters.indexOf(']', open)
  return end !== -1 && characters[end - 1] === ':' ? end : -1
}

function bracket(inside: readonly string[]): (character: string) => boolean {
  const negated = inside[0] === '!'
  const set = negated ? inside.slice(1) : inside
  return (character) => inSet(set, character) !== negated
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  digit: /\d/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
}

/** In characters, with its brackets. */
const LONGEST_CLASS = '[:xdigit:]'.length

function inSet(set: readonly string[], character: string): boolean {
  for (let at = 0; at < set.length; at++) {
    const named = /^\[:(\w+):\]/.exec(set.slice(at, at + LONGEST_CLASS).join(''))
    const kind = named?.[1] === undefined ? undefined : CLASSES[named[1]]
    if (named && kind) {
      if (kind.test(character)) return true
      at += named[0].length - 1
      continue
    }
    const from = set[at] ?? ''
    const to = set[at + 1] === '-' && set[at + 2] !== undefined ? (set[at + 2] ?? from) : from
    if (compareBytes(from, character) <= 0 && compareBytes(character, to) <= 0) return true
    if (to !== from) at += 2
  }
  return false
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
