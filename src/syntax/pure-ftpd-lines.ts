/**
 * One line as the daemon's reader gets it: fgets(3) with a buffer of 65,536 bytes cuts a longer line in
 * pieces, and each piece counts as a line of its own.
 */
export interface ReadLine {
  /** Offsets in the text, in UTF-16 units: from the first character to behind the line ending. */
  start: number
  end: number
}

/** The buffer holds 65,536 bytes, one of them for the terminating NUL (simpleconf.c, SC_MAX_ARG_LENGTH). */
const LONGEST_PIECE = 65_535

/** The lines of a text, in order, without gaps. Pieces of overlong lines are cut where the daemon cuts them. */
export function readLines(text: string, bytesOf: (code: number) => number = utf8Bytes): ReadLine[] {
  const lines: ReadLine[] = []
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline + 1
    // A character takes at most three bytes for each UTF-16 unit.
    if ((end - start) * 3 <= LONGEST_PIECE) lines.push({ start, end })
    else lines.push(...pieces(text, start, end, bytesOf))
    start = end
  }
  return lines
}

function pieces(text: string, start: number, end: number, bytesOf: (code: number) => number): ReadLine[] {
  const lines: ReadLine[] = []
  let bytes = 0
  let from = start
  for (let index = start; index < end; ) {
    const code = text.codePointAt(index) ?? 0
    const size = bytesOf(code)
    if (bytes + size > LONGEST_PIECE) {
      lines.push({ start: from, end: index })
      from = index
      bytes = 0
    }
    bytes += size
    index += code > 0xffff ? 2 : 1
  }
  lines.push({ start: from, end })
  return lines
}

/** Bytes of one code point in UTF-8. */
export function utf8Bytes(code: number): number {
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

/** White space as isspace(3) in the C locale sees it: space, tab, line feed, vertical tab, form feed, carriage return. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}

/** The offset of the first character from `start` on that is no white space; `end` where there is none. */
export function skipSpaces(text: string, start: number, end: number): number {
  let index = start
  while (index < end && isSpace(text.charCodeAt(index))) index++
  return index
}

/** The offset behind the last character before `end` that is no white space; `start` where there is none. */
export function trimSpaces(text: string, start: number, end: number): number {
  let index = end
  while (index > start && isSpace(text.charCodeAt(index - 1))) index--
  return index
}
