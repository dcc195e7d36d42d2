import { type Encoding, encodeText } from '../../../syntax/bytes.ts'
import { isSpace } from '../../../syntax/pure-ftpd-lines.ts'
import type { DirectiveRow } from '../directives.ts'
import { firstOf, type Match, matchDirective, matchOneNumber } from './forms.ts'
import { LineBuffer } from './line-buffer.ts'
import type { RuleNames } from './names.ts'

/** What the daemon makes of a line: an option, a switch that is off, or a message. */
export type Matched =
  | { kind: 'option'; row: DirectiveRow; argument: string | undefined }
  | { kind: 'off'; row: DirectiveRow }
  | Misunderstood

/** A line that the daemon refuses. */
export interface Misunderstood {
  kind: 'syntax error' | 'property not found'
  /** The line as the daemon compares it. */
  line: string
  /** In bytes, from 0. */
  column: number
  /** What the message quotes. */
  rest: string
}

/** Compares the lines of one file with the rules, one after the other (simpleconf.c, try_entry). */
export class LineMatcher {
  readonly #names: RuleNames
  readonly #version: string
  readonly #encoding: Encoding
  readonly #buffer: LineBuffer
  /** Byte offset of the last mismatch: the daemon does not forget it from line to line. */
  #mismatch: number | undefined

  constructor(names: RuleNames, version: string, { text, encoding }: { text: string; encoding: Encoding }) {
    this.#names = names
    this.#version = version
    this.#encoding = encoding
    this.#buffer = new LineBuffer(encoding, text.length)
  }

  /** The daemon reads a line into its buffer, whatever it holds. */
  read(printed: string): void {
    this.#buffer.write(printed)
  }

  /** What the daemon makes of the line that it has read last, when it is no comment. */
  match(printed: string): Matched {
    const line = chomp(printed)
    const before = this.#mismatch
    for (const row of this.#names.beginning(line)) {
      const match = this.#try(row, line)
      if (match === undefined || match.kind === 'mismatch') continue
      if (match.kind === 'option') return { kind: 'option', row, argument: match.argument }
      if (match.kind === 'off') return { kind: 'off', row }
      this.#mismatch = before
      const at = placeIn(line, match.at)
      return { kind: 'syntax error', line, column: this.#bytesBefore(line, at), rest: line.slice(at) }
    }
    const column = this.#mismatch
    this.#mismatch = before
    const rest = column === undefined ? '' : this.#buffer.from(column)
    return rest === '' || column === undefined
      ? { kind: 'property not found', line, column: 0, rest: line }
      : { kind: 'syntax error', line, column, rest }
  }

  /** Tries the rules of one directive; remembers where a rule mismatched. */
  #try(row: DirectiveRow, line: string): Match | undefined {
    const attempts = [matchDirective(row, line, this.#version)]
    if (row.form === 'one-or-two-numbers' && attempts[0]?.kind === 'mismatch') {
      attempts.push(matchOneNumber(line, row.name))
    }
    for (const attempt of attempts) {
      if (attempt?.kind !== 'mismatch') continue
      this.#mismatch = this.#bytesBefore(line, placeIn(line, attempt.at))
    }
    return attempts.at(-1)
  }

  #bytesBefore(line: string, offset: number): number {
    return encodeText(line.slice(0, offset), this.#encoding).length
  }
}

/** What the daemon compares: up to a NUL, without trailing white space. */
function chomp(line: string): string {
  const nul = line.indexOf('\0')
  let end = nul === -1 ? line.length : nul
  while (end > 0 && isSpace(line.charCodeAt(end - 1))) end--
  return line.slice(0, end)
}

/** The length of the line stands for its beginning. */
function placeIn(line: string, at: number): number {
  return at === line.length ? firstOf(line) : at
}
