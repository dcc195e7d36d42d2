/** What an answer depends on: connections that are alike in this have the same answer. */
export interface Trace {
  /** Keywords whose values took part, or whether a line sets them, in the order in which they were asked for. */
  readonly keywords: ReadonlySet<string>
  /** Those of which it has to be the same line. */
  readonly lines: ReadonlySet<string>
  /** Those of which the block counts, and that only in so far as it is the same for others of them, or none. */
  readonly blocks: ReadonlySet<string>
  /** Whether it takes more: the very blocks that hold, or the account. */
  readonly whole: boolean
}

const NONE: ReadonlySet<string> = new Set()

/** A trace that grows. */
export class Tracing implements Trace {
  readonly #valuesMatter: boolean
  #keywords: Set<string> | undefined
  #lines: Set<string> | undefined
  #blocks: Set<string> | undefined
  #whole = false

  /** @param valuesMatter false where all connections get the same values: then nobody asks for them */
  constructor(valuesMatter = true) {
    this.#valuesMatter = valuesMatter
  }

  get keywords(): ReadonlySet<string> {
    return this.#keywords ?? NONE
  }

  get lines(): ReadonlySet<string> {
    return this.#lines ?? NONE
  }

  get blocks(): ReadonlySet<string> {
    return this.#blocks ?? NONE
  }

  get whole(): boolean {
    return this.#whole
  }

  add({ keywords, lines, blocks, whole }: Trace): void {
    if (this.#valuesMatter) {
      for (const keyword of keywords) this.addValue(keyword)
      for (const keyword of lines) this.addLine(keyword)
      for (const keyword of blocks) this.addBlock(keyword)
    }
    this.#whole ||= whole
  }

  /** The value of a keyword, or whether a line sets it. */
  addValue(keyword: string): void {
    if (!this.#valuesMatter) return
    this.#keywords ??= new Set()
    this.#keywords.add(keyword)
  }

  /** The line of a keyword. */
  addLine(keyword: string): void {
    if (!this.#valuesMatter) return
    this.addValue(keyword)
    this.#lines ??= new Set()
    this.#lines.add(keyword)
  }

  /** The block of the line of a keyword. */
  addBlock(keyword: string): void {
    if (!this.#valuesMatter) return
    this.addValue(keyword)
    this.#blocks ??= new Set()
    this.#blocks.add(keyword)
  }

  /** All that tells connections apart. */
  addWhole(): void {
    this.#whole = true
  }
}

/** The trace of what is the same for everybody. */
export const NOTHING_READ: Trace = { keywords: NONE, lines: NONE, blocks: NONE, whole: false }

/** Whether it takes more of a keyword than its value: its line, or the block of it. */
export function takesTheLine({ lines, blocks }: Trace, keyword: string): boolean {
  return lines.has(keyword) || blocks.has(keyword)
}
