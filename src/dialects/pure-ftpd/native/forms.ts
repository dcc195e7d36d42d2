import { isSpace } from '../../../syntax/pure-ftpd-lines.ts'
import type { DirectiveRow, Form } from '../directives.ts'
import { atLeast } from '../versions.ts'

/**
 * What the daemon's reader says of one line and one of its rules (simpleconf.c, try_entry).
 * `at`: the offset in the line where it stumbled; the length of the line stands for its beginning.
 * After a mismatch the next rule is tried, after a syntax error nothing more.
 */
export type Match =
  | { kind: 'option'; argument: string | undefined; value: string }
  | { kind: 'off' }
  | { kind: 'mismatch' | 'syntax'; at: number }

/** A line as the daemon has it: without its ending, trailing white space, or what follows a NUL. */
type Line = string

/** Compares one line with the rule of one directive. `undefined`: the line has another name. */
export function matchDirective(row: DirectiveRow, line: Line, version: string): Match | undefined {
  const start = firstOf(line)
  const behind = start + row.name.length
  if (line.slice(start, behind).toLowerCase() !== row.name.toLowerCase()) return undefined
  const value = skipSeparator(line, behind)
  return typeof value === 'number' ? matchValue(row.form, line, value, version) : value
}

/** Where the first character stands that is no white space. */
export function firstOf(line: Line): number {
  return spacesEnd(line, 0)
}

/** White space, or `=` or `:` with white space around it. More than one of these marks is a syntax error. */
function skipSeparator(line: Line, behind: number): number | Match {
  const mark = spacesEnd(line, behind)
  if (mark === behind && !isMark(line, mark)) return syntax(behind)
  if (!isMark(line, mark)) return mark
  const value = spacesEnd(line, mark + 1)
  return isMark(line, value) ? syntax(value) : value
}

function isMark(line: Line, index: number): boolean {
  return line[index] === '=' || line[index] === ':'
}

function matchValue(form: Form, line: Line, start: number, version: string): Match {
  switch (form) {
    case 'flag':
      return matchFlag(line, start)
    case 'number':
      return whole(line, start, runEnd(line, start, isDigit))
    case 'word':
      return whole(line, start, runEnd(line, start, isAlphanumeric))
    case 'token':
      return line[start] === '"' && atLeast(version, '1.0.53')
        ? matchQuotedToken(line, start)
        : whole(line, start, runEnd(line, start, isGraph))
    case 'rest-of-line':
      return whole(line, start, runEnd(line, start, isPrintable))
    case 'include': {
      const end = runEnd(line, start, isPrintable)
      if (end < line.length || end === start) return mismatch(end)
      return option(line.slice(start))
    }
    case 'two-numbers':
      return matchTwoNumbers(line, start)
    case 'one-or-two-numbers':
      return matchTwoNumbers(line, start)
    case 'number-pair':
      return matchPair(line, start)
    case 'two-words':
      return matchTwoWords(line, start)
  }
}

const TRUE = ['yes', 'on', 'true', '1']
const FALSE = ['no', 'off', 'false', '0']

function matchFlag(line: Line, start: number): Match {
  // Behind `=` or `:` nothing counts as no: the reader is at the end of the line and of its rule at once.
  if (start === line.length) return { kind: 'off' }
  const rest = line.slice(start, start + 5).toLowerCase()
  const word = [...TRUE, ...FALSE].find((candidate) => rest.startsWith(candidate))
  if (word === undefined) return syntax(start)
  const end = start + word.length
  if (end < line.length) return mismatch(end)
  return TRUE.includes(word) ? { kind: 'option', argument: undefined, value: '' } : { kind: 'off' }
}

/** The run of fitting characters must not be empty and must reach to the end of the line. */
function whole(line: Line, start: number, end: number): Match {
  if (end === start) return mismatch(line.length)
  return end < line.length ? mismatch(end) : option(line.slice(start))
}

/** Since 1.0.53 the quotes around a token are taken off. */
function matchQuotedToken(line: Line, start: number): Match {
  const end = runEnd(line, start + 1, (code) => isGraph(code) && code !== QUOTE)
  if (line.charCodeAt(end) !== QUOTE) return syntax(end)
  if (end === start + 1) return mismatch(line.length)
  return end + 1 < line.length ? mismatch(end + 1) : option(line.slice(start + 1, end))
}

function matchTwoNumbers(line: Line, start: number): Match {
  const firstEnd = runEnd(line, start, isDigit)
  const second = spacesEnd(line, firstEnd)
  const end = runEnd(line, second, isDigit)
  if (firstEnd === start || end === second) return mismatch(line.length)
  if (end < line.length) return mismatch(end)
  return option(`${line.slice(start, firstEnd)}:${line.slice(second)}`)
}

/** The second rule of AnonymousBandwidth and UserBandwidth, tried where the first mismatches. */
export function matchOneNumber(line: Line, name: string): Match {
  const value = skipSeparator(line, firstOf(line) + name.length)
  return typeof value === 'number' ? whole(line, value, runEnd(line, value, isDigit)) : value
}

function matchPair(line: Line, start: number): Match {
  const colon = runEnd(line, start, isDigit)
  if (colon === start) return mismatch(line.length)
  if (line[colon] !== ':') return mismatch(colon)
  const end = runEnd(line, colon + 1, isDigit)
  // An empty second number is noticed at once, except before white space: there the check runs over its end.
  if (end === colon + 1 && !isSpace(line.charCodeAt(end))) return mismatch(line.length)
  return end < line.length ? mismatch(end) : option(line.slice(start))
}

/** Each word may stand in quotes and then hold blanks; behind a closing quote no blank is needed. */
function matchTwoWords(line: Line, start: number): Match {
  const first = matchWordOrQuoted(line, start)
  if ('kind' in first) return first
  const second = matchWordOrQuoted(line, spacesEnd(line, first.end))
  if ('kind' in second) return second
  if (second.end < line.length) return mismatch(second.end)
  return option(`${first.word},${second.word}`)
}

function matchWordOrQuoted(line: Line, start: number): Match | { word: string; end: number } {
  if (line.charCodeAt(start) !== QUOTE) {
    const end = runEnd(line, start, isGraph)
    return end === start ? mismatch(line.length) : { word: line.slice(start, end), end }
  }
  const close = runEnd(line, start + 1, (code) => isPrintable(code) && code !== QUOTE)
  if (line.charCodeAt(close) !== QUOTE) return syntax(close)
  const word = line.slice(start + 1, close).trim()
  return word === '' ? mismatch(line.length) : { word, end: close + 1 }
}

const QUOTE = 34

function option(value: string): Match {
  return { kind: 'option', argument: value, value }
}

function mismatch(at: number): Match {
  return { kind: 'mismatch', at }
}

function syntax(at: number): Match {
  return { kind: 'syntax', at }
}

function runEnd(line: Line, start: number, fits: (code: number) => boolean): number {
  let end = start
  while (end < line.length && fits(line.charCodeAt(end))) end++
  return end
}

function spacesEnd(line: Line, start: number): number {
  return runEnd(line, start, isSpace)
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isAlphanumeric(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

/** isgraph(3) and isprint(3) in the C locale. */
function isGraph(code: number): boolean {
  return code > 32 && code < 127
}

function isPrintable(code: number): boolean {
  return code >= 32 && code < 127
}
