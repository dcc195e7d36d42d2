/** A word cut out of a line: from `start` up to `end`, quotes included, and what the daemon makes of it. */
export interface Token {
  value: string
  start: number
  end: number
}

/** What one call of strdelim(3) of OpenSSH's misc.c does. */
export interface Delimited {
  /** `undefined` where a quotation mark has no partner: the daemon then sees nothing any more. */
  token: Token | undefined
  /** Where reading goes on; `undefined` at the end of the text. */
  next: number | undefined
}

const BLANK = ' \t\r\n'

/**
 * Cuts the next word as strdelim does: up to a blank, a `"`, or the first `=` (unless `splitEquals` is
 * false: strdelimw). A `"` inside a word is dropped, and the word ends at its partner.
 */
export function strdelim(text: string, from: number, splitEquals = true): Delimited {
  let at = from
  while (at < text.length && !isDelimiter(text.charAt(at), splitEquals)) at++
  if (at === text.length) return { token: { value: text.slice(from), start: from, end: at }, next: undefined }
  if (text.charAt(at) === '"') {
    const partner = text.indexOf('"', at + 1)
    if (partner === -1) return { token: undefined, next: undefined }
    const value = text.slice(from, at) + text.slice(at + 1, partner)
    return { token: { value, start: from, end: partner + 1 }, next: skipBlanks(text, partner + 1) }
  }
  const token = { value: text.slice(from, at), start: from, end: at }
  let next = skipBlanks(text, at + 1)
  // Only one `=` is skipped, and blanks around it.
  if (splitEquals && text.charAt(at) !== '=' && text.charAt(next) === '=') next = skipBlanks(text, next + 1)
  return { token, next }
}

/** All words that repeated calls of strdelim return, up to the end or to a quotation mark without partner. */
export function strdelimAll(text: string, from: number | undefined, splitEquals = true): Token[] {
  const tokens: Token[] = []
  let at = from
  while (at !== undefined) {
    const { token, next } = strdelim(text, at, splitEquals)
    if (!token) break
    tokens.push(token)
    at = next
  }
  return tokens
}

/**
 * Cuts arguments as argv_split of OpenSSH 8.7 and later does, up to a word that begins with `#`.
 * Single and double quotes quote; a backslash escapes a quote, a backslash and, outside quotes, a space.
 * Returns `undefined` for quotes without partner: `invalid quotes`.
 */
export function argvSplit(text: string, from: number): Token[] | undefined {
  const tokens: Token[] = []
  let at = from
  while (at < text.length) {
    const character = text.charAt(at)
    if (character === ' ' || character === '\t') {
      at++
      continue
    }
    if (character === '#') break
    const token = argvToken(text, at)
    if (!token) return undefined
    tokens.push(token)
    at = token.end
  }
  return tokens
}

function argvToken(text: string, start: number): Token | undefined {
  const pieces: string[] = []
  let quote = ''
  let at = start
  for (; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\') {
      const next = text.charAt(at + 1)
      const escapes = next === "'" || next === '"' || next === '\\' || (quote === '' && next === ' ')
      if (escapes) at++
      pieces.push(text.charAt(at))
    } else if (quote === '' && (character === ' ' || character === '\t')) {
      break
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character
    } else if (character === quote) {
      quote = ''
    } else {
      pieces.push(character)
    }
  }
  return quote === '' ? { value: pieces.join(''), start, end: at } : undefined
}

function isDelimiter(character: string, splitEquals: boolean): boolean {
  return BLANK.includes(character) || character === '"' || (splitEquals && character === '=')
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && BLANK.includes(text.charAt(at))) at++
  return at
}
