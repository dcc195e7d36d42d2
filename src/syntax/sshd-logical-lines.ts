/**
 * The lines of a file as sshd's load_server_config hands them to its parser: without leading blanks, and
 * without anything from a NUL byte on, line ending included, so that a NUL glues the next line on.
 */
export interface LogicalLine {
  /** What sshd sees of the line, trailing blanks removed. */
  text: string
  /** Where it stands in the file: from `start` up to `end`, line ending included. */
  start: number
  end: number
  /** The offset in the file of a character of `text`. */
  offset(index: number): number
}

/** Space, tab and carriage return are removed before a line, and before what a NUL glued on. */
const LEADING = ' \t\r'
/** Form feed counts as blank at the end of a line only. */
const TRAILING = ' \t\r\n\f'

/**
 * Cuts a file into logical lines, in one pass.
 * @param commentsAnywhere Up to OpenSSH 8.6 the first `#` of a line begins a comment, wherever it stands.
 */
export function* logicalLines(source: string, commentsAnywhere: boolean): Generator<LogicalLine> {
  let position = 0
  while (position < source.length) {
    const start = position
    const pieces: Piece[] = []
    let glued = true
    while (glued && position < source.length) {
      const newline = source.indexOf('\n', position)
      const end = newline === -1 ? source.length : newline
      let from = position
      while (from < end && LEADING.includes(source.charAt(from))) from++
      const visible = visibleEnd(source, from, end, commentsAnywhere)
      if (visible.end > from) pieces.push({ from, end: visible.end })
      glued = visible.nul && newline !== -1
      position = newline === -1 ? source.length : newline + 1
    }
    yield logicalLine(source, start, position, pieces)
  }
}

interface Piece {
  from: number
  end: number
}

function visibleEnd(source: string, from: number, end: number, commentsAnywhere: boolean) {
  const line = source.slice(from, end)
  const nul = line.indexOf('\0')
  const hash = commentsAnywhere ? line.indexOf('#') : -1
  if (hash !== -1 && (nul === -1 || hash < nul)) return { end: from + hash, nul: false }
  return nul === -1 ? { end, nul: false } : { end: from + nul, nul: true }
}

function logicalLine(source: string, start: number, end: number, pieces: readonly Piece[]): LogicalLine {
  const [only, ...others] = pieces
  if (others.length === 0) {
    const from = only?.from ?? end
    const text = only ? source.slice(only.from, only.end) : ''
    return { text: withoutTrailingBlanks(text), start, end, offset: (index) => from + index }
  }
  const text = pieces.map((piece) => source.slice(piece.from, piece.end)).join('')
  return { text: withoutTrailingBlanks(text), start, end, offset: gluedOffsets(pieces) }
}

/** The first character stays even where it is blank, as in process_server_config_line_depth. */
function withoutTrailingBlanks(text: string): string {
  let length = text.length
  while (length > 1 && TRAILING.includes(text.charAt(length - 1))) length--
  return text.slice(0, length)
}

/** Finds the piece that an index falls into by bisection: there may be as many pieces as NUL bytes. */
function gluedOffsets(pieces: readonly Piece[]): (index: number) => number {
  const starts: number[] = []
  let length = 0
  for (const { from, end } of pieces) {
    starts.push(length)
    length += end - from
  }
  return (index) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= index) low = middle
      else high = middle - 1
    }
    return (pieces[low]?.from ?? 0) + index - (starts[low] ?? 0)
  }
}
