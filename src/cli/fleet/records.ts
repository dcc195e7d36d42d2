/** One value of a file that holds several, such as one line of NDJSON. */
export interface Record {
  bytes: Buffer
  /** The line in which it begins, from 1. */
  line: number
}

/** A record that is too long to be kept. */
export interface LongRecord {
  line: number
  tooLong: true
}

const [NEWLINE, OPENING, CLOSING, OPENING_LIST] = [0x0a, 0x7b, 0x7d, 0x5b]
const MARK = Buffer.from('\uFEFF')

/**
 * Takes a stream of JSON objects apart: one a line (NDJSON), or printed over several lines, one after the other or as the
 * elements of an array. An object that is printed over several lines ends with a brace that is indented as its first line is;
 * where one is cut off, the next one is found all the same.
 * @param longest how many bytes a record has at most
 */
export class Records {
  readonly #longest: number
  /** Pieces of a line whose end is not there yet. */
  #rest: Buffer[] = []
  #restLength = 0
  #line = 0
  #open: OpenRecord | undefined

  constructor(longest: number) {
    this.#longest = longest
  }

  /** The records that are complete now. */
  *push(piece: Buffer): Generator<Record | LongRecord> {
    let from = 0
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, from)) {
      this.#keep(piece.subarray(from, end))
      from = end + 1
      yield* this.#endLine()
    }
    this.#keep(piece.subarray(from))
  }

  /** What is left when there is no more. */
  *end(): Generator<Record | LongRecord> {
    if (this.#restLength > 0) yield* this.#endLine()
    if (this.#open) yield this.#close(this.#open)
  }

  #keep(part: Buffer): void {
    this.#restLength += part.length
    // What is too long is only counted.
    if (this.#restLength <= this.#longest) this.#rest.push(part)
  }

  *#endLine(): Generator<Record | LongRecord> {
    const [first = Buffer.alloc(0)] = this.#rest
    const whole = this.#rest.length > 1 ? Buffer.concat(this.#rest) : first
    const tooLong = this.#restLength > this.#longest
    this.#rest = []
    this.#restLength = 0
    this.#line += 1
    const line = this.#line === 1 && whole.indexOf(MARK) === 0 ? whole.subarray(MARK.length) : whole
    if (tooLong) {
      if (this.#open) this.#open.length = Number.POSITIVE_INFINITY
      else yield { line: this.#line, tooLong }
      return
    }
    yield* this.#take(trimmed(line))
  }

  *#take({ bytes, indent }: Line): Generator<Record | LongRecord> {
    const [first] = bytes
    const open = this.#open
    if (open && (indent !== open.indent || (first !== OPENING && first !== CLOSING))) {
      open.add(bytes, this.#longest)
      return
    }
    if (open && first === CLOSING) {
      open.add(bytes.subarray(0, 1), this.#longest)
      yield this.#close(open)
      return
    }
    // Where a new one begins, one that is still open was cut off.
    if (open) yield this.#close(open)
    const content = withoutBrackets(bytes)
    if (content.length === 0) return
    if (content[0] === OPENING && (content.length === 1 || content.at(-1) !== CLOSING))
      this.#open = new OpenRecord(content, indent, this.#line)
    else
      for (const record of first === OPENING_LIST ? elementsOf(content) : [content])
        yield { bytes: record, line: this.#line }
  }

  #close(open: OpenRecord): Record | LongRecord {
    this.#open = undefined
    return open.length > this.#longest
      ? { line: open.line, tooLong: true }
      : { bytes: Buffer.concat(open.parts), line: open.line }
  }
}

class OpenRecord {
  readonly parts: Buffer[] = []
  readonly indent: number
  readonly line: number
  length = 0

  constructor(first: Buffer, indent: number, line: number) {
    this.indent = indent
    this.line = line
    this.add(first, Number.POSITIVE_INFINITY)
  }

  add(bytes: Buffer, longest: number): void {
    this.length += bytes.length + 1
    if (this.length > longest) this.parts.length = 0
    else this.parts.push(...(this.parts.length > 0 ? [NEW_LINE] : []), bytes)
  }
}

const NEW_LINE = Buffer.from('\n')

interface Line {
  bytes: Buffer
  /** How many bytes stood before. */
  indent: number
}

function trimmed(line: Buffer): Line {
  let indent = 0
  let end = line.length
  while (indent < end && isBlank(line[indent])) indent += 1
  while (end > indent && isBlank(line[end - 1])) end -= 1
  return { bytes: line.subarray(indent, end), indent }
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d
}

/** The elements of an array that is all on one line, without its brackets; as it is where there is one, or none can be told. */
function elementsOf(content: Buffer): Buffer[] {
  try {
    const elements: unknown = JSON.parse(`[${content}]`)
    if (Array.isArray(elements) && elements.length > 1)
      return elements.map((element) => Buffer.from(JSON.stringify(element)))
  } catch {
    // Whoever judges it says what is wrong.
  }
  return [content]
}

/** The element of an array on this line, without what separates it from others. */
function withoutBrackets(line: Buffer): Buffer {
  let [from, to] = [0, line.length]
  while (from < to && (line[from] === 0x5b || line[from] === 0x2c || isBlank(line[from]))) from += 1
  while (to > from && (line[to - 1] === 0x5d || line[to - 1] === 0x2c || isBlank(line[to - 1]))) to -= 1
  return line.subarray(from, to)
}
