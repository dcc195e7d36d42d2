import type { PatternList } from '../../dialect.ts'

/**
 * match_pattern of match.c: `*` stands for any text, `?` for one character; nothing escapes them.
 * Greedy with one point of return, so that the work is bounded by the product of the lengths.
 */
export function matchesPattern(text: string, pattern: string): boolean {
  return pattern.includes('?') && !isAscii(text)
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

/** Items of 1023 bytes and more make match_pattern_list give up: nothing matches. */
const TOO_LONG = 1023

/**
 * The items of a pattern list, as match_pattern_list cuts them: a `!` negates an item, and what follows the
 * last comma is an item only where it is not empty.
 */
export function patternList(text: string): PatternList {
  const items: { negated: boolean; pattern: string }[] = []
  let at = 0
  while (at < text.length) {
    const negated = text.charAt(at) === '!'
    if (negated) at++
    const comma = text.indexOf(',', at)
    const end = comma === -1 ? text.length : comma
    const pattern = text.slice(at, end)
    items.push({ negated, pattern })
    at = comma === -1 ? end : comma + 1
  }
  return items
}

/** match_pattern_list of match.c: `matches`, `refuses` by a negated item, or neither. */
export function matchPatternList(text: string, list: PatternList): 'matches' | 'refuses' | 'neither' {
  let positive = false
  for (const { negated, pattern } of list) {
    if (pattern.length >= TOO_LONG) return 'neither'
    if (!matchesPattern(text, pattern)) continue
    if (negated) return 'refuses'
    positive = true
  }
  return positive ? 'matches' : 'neither'
}
