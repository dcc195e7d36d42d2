import type { Encoding } from '../../../syntax/bytes.ts'
import type { PatternList } from '../../dialect.ts'

/**
 * match_pattern of match.c: `*` stands for any text, `?` for one character; nothing escapes them.
 * @param bytes whether the characters of both stand for bytes already
 *
 * Greedy with one point of return, so that the work is bounded by the product of the lengths.
 */
export function matchesPattern(text: string, pattern: string, bytes?: true): boolean {
  return !bytes && pattern.includes('?') && !isAscii(text)
    ? matchesBytes(asBytes(text), asBytes(pattern))
    : matchesBytes(text, pattern)
}

/** One character for each byte of UTF-8: sshd's `?` stands for a byte. */
export function asBytes(text: string): string {
  return isAscii(text)
    ? text
    : [...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join('')
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  return /^[\x00-\x7f]*$/.test(text)
}

function matchesBytes(text: string, pattern: string): boolean {
  let at = 0
  let inPattern = 0
  let star = -1
  let starAt = 0
  while (at < text.length) {
    const expected = pattern.charAt(inPattern)
    if (expected === '*') {
      star = inPattern++
      starAt = at
    } else if (expected !== '' && (expected === '?' || expected === text.charAt(at))) {
      inPattern++
      at++
    } else if (star !== -1) {
      inPattern = star + 1
      at = ++starAt
    } else {
      return false
    }
  }
  while (pattern.charAt(inPattern) === '*') inPattern++
  return inPattern === pattern.length
}

/** In bytes, what makes match_pattern_list give up: from there on nothing matches, and only a negated item before it counts. */
const TOO_LONG = 1023

/**
 * The items of a pattern list, as match_pattern_list cuts them: a `!` negates an item, and what follows the
 * last comma is an item only where it is not empty. Those that can decide nothing are left out.
 */
export function patternList(text: string, encoding: Encoding = 'utf-8'): PatternList {
  const items: PatternList[number][] = []
  let at = 0
  while (at < text.length) {
    const negated = text.charAt(at) === '!'
    if (negated) at++
    const comma = text.indexOf(',', at)
    const end = comma === -1 ? text.length : comma
    const pattern = text.slice(at, end)
    const bytes = encoding === 'utf-8' ? asBytes(pattern) : pattern
    if (bytes.length >= TOO_LONG) return items.filter((item) => item.negated)
    items.push({ negated, pattern, ...(encoding === 'latin1' && { bytes: true }) })
    at = comma === -1 ? end : comma + 1
  }
  return items
}

/** match_pattern_list of match.c: `matches`, `refuses` by a negated item, or neither. */
export function matchPatternList(text: string, list: PatternList): 'matches' | 'refuses' | 'neither' {
  let positive = false
  for (const { negated, pattern, bytes } of list) {
    if (!matchesPattern(text, pattern, bytes)) continue
    if (negated) return 'refuses'
    positive = true
  }
  return positive ? 'matches' : 'neither'
}
