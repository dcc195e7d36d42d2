import { decodeBytes, type Encoding, encodeText } from '../../../syntax/bytes.ts'
import { type VirtualAccount, virtualAccount } from './record.ts'

/** The text that `pure-pw` edits and `pure-pw mkdb` makes the database of. */
export interface PasswdText {
  accounts: readonly VirtualAccount[]
  /** Lines that mkdb leaves out: no colon, or nothing behind it. */
  skipped: readonly { line: number; text: string }[]
}

/** In bytes: what fgets(3) takes at once into the buffer of mkdb, which has LINE_MAX bytes (pure-pw.c, do_mkdb). */
const LONGEST_LINE = 2046

/** Reads `pureftpd.passwd`. mkdb checks nothing: it stores every line that has a colon and something behind it. */
export function readPasswdText(text: string, encoding: Encoding = 'utf-8'): PasswdText {
  const accounts: VirtualAccount[] = []
  const skipped: { line: number; text: string }[] = []
  for (const [index, whole] of text.split('\n').entries()) {
    for (const raw of piecesOf(whole, encoding)) {
      // A NUL ends a string of C, and strip_lf ends it at the first CR, wherever that stands.
      const line = /^[^\0\r]*/.exec(raw)?.[0] ?? ''
      if (line === '' || line.startsWith('#')) continue
      const colon = line.indexOf(':')
      if (colon === -1 || colon === line.length - 1) skipped.push({ line: index + 1, text: line })
      else accounts.push(virtualAccount(line.slice(0, colon), line.slice(colon + 1), index + 1))
    }
  }
  return { accounts, skipped }
}

/** What is longer than the buffer becomes several lines, and so several records, or none. */
function piecesOf(line: string, encoding: Encoding): readonly string[] {
  if (line.length * 3 <= LONGEST_LINE) return [line]
  const bytes = encodeText(line, encoding)
  if (bytes.length <= LONGEST_LINE) return [line]
  const pieces: string[] = []
  for (let start = 0; start < bytes.length; start += LONGEST_LINE) {
    const piece = bytes.subarray(start, start + LONGEST_LINE)
    pieces.push(
      encoding === 'utf-8'
        ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(piece)
        : decodeBytes(piece, 'latin1').text,
    )
  }
  return pieces
}
