import { asBytes } from '../matching/patterns.ts'

/** What a pattern asks of a name, one thing after another: any run of bytes, or one byte that is right. */
type Part = { any: true } | { one: (byte: string) => boolean }

/** The bytes of a pattern, each with the backslash before it, which makes an ordinary one of it. */
function elementsOf(pattern: string): readonly string[] {
  return asBytes(pattern).match(/\\?[\s\S]/g) ?? []
}

function literal(element = ''): string {
  return element.slice(-1)
}

/** True where a pattern may match several paths. */
export function hasWildcard(pattern: string): boolean {
  const elements = elementsOf(pattern)
  return elements.some((element, at) => {
    return element === '*' || element === '?' || (element === '[' && setAt(elements, at + 1) !== undefined)
  })
}

/** The matcher of one part of a path, by the parts of its pattern, with one point of return. */
export function segmentMatcher(segment: string): (name: string) => boolean {
  const parts = partsOf(elementsOf(segment))
  if (parts === 'wrong') return () => false
  const dotted = literal(elementsOf(segment)[0]) === '.'
  return (name) => {
    if (name.startsWith('.') && !dotted) return false
    const bytes = asBytes(name)
    let at = 0
    let part = 0
    let star = -1
    let starAt = 0
    while (at < bytes.length) {
      const expected = parts[part]
      if (expected && 'any' in expected) {
        star = part++
        starAt = at
      } else if (expected?.one(bytes[at] ?? '')) {
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

function partsOf(elements: readonly string[]): Part[] | 'wrong' {
  const parts: Part[] = []
  for (let at = 0; at < elements.length; at++) {
    const element = elements[at]
    const set = element === '[' ? setAt(elements, at + 1) : undefined
    if (set === 'wrong') return set
    if (element === '*') parts.push({ any: true })
    else if (element === '?') parts.push({ one: () => true })
    else if (set) {
      parts.push({ one: set.holds })
      at = set.last
    } else parts.push({ one: (byte) => byte === literal(element) })
  }
  return parts
}

/** A set of bytes, and where in the pattern it ends. */
interface ByteSet {
  holds(byte: string): boolean
  last: number
}

/**
 * The set that begins behind a `[`: bytes, ranges, classes such as `[:upper:]`, all but those after a `!`. The first
 * byte belongs to it, whatever it is. Without a closing bracket there is none.
 */
function setAt(elements: readonly string[], start: number): ByteSet | 'wrong' | undefined {
  const negated = elements[start] === '!'
  let at = negated ? start + 1 : start
  if (!elements.includes(']', at + 1)) return undefined
  const members: ByteSet['holds'][] = []
  do {
    const named = classAt(elements, at)
    if (named === 'wrong') return named
    if (named) {
      members.push(named.holds)
      at = named.last + 1
      continue
    }
    const from = literal(elements[at++])
    const range = elements[at] === '-' && elements[at + 1] !== ']'
    const to = range ? literal(elements[at + 1]) : from
    if (range) at += 2
    members.push((byte) => from <= byte && byte <= to)
  } while (at < elements.length && elements[at] !== ']')
  return { holds: (byte) => members.some((holds) => holds(byte)) !== negated, last: at }
}

const CLASSES: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /[0-9A-Za-z]/],
  ['alpha', /[A-Za-z]/],
  ['blank', /[ \t]/],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is their class
  ['cntrl', /[\0-\x1f\x7f]/],
  ['digit', /\d/],
  ['graph', /[!-~]/],
  ['lower', /[a-z]/],
  ['print', /[ -~]/],
  ['punct', /[!-/:-@[-`{-~]/],
  ['space', /[ \t\n\v\f\r]/],
  ['upper', /[A-Z]/],
  ['xdigit', /[0-9A-Fa-f]/],
])

/** A class in a set; `wrong` where there is none of that name, which no path matches. */
function classAt(elements: readonly string[], start: number): ByteSet | 'wrong' | undefined {
  if (elements[start] !== '[' || elements[start + 1] !== ':') return undefined
  const colon = elements.indexOf(':', start + 2)
  if (colon === -1 || elements[colon + 1] !== ']') return undefined
  const bytes = CLASSES.get(
    elements
      .slice(start + 2, colon)
      .map(literal)
      .join(''),
  )
  return bytes ? { holds: (byte) => bytes.test(byte), last: colon + 1 } : 'wrong'
}
