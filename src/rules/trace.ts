/** What an answer depends on: connections that are alike in this have the same answer. */
export interface Trace {
  /** Keywords whose values took part, or whether a line sets them, in the order in which they were asked for. */
  readonly keywords: ReadonlySet<string>
  /** Those of which it has to be the same line. */
  readonly lines: ReadonlySet<string>
  /** Whether it takes more: the very blocks that hold, or the account. */
  readonly whole: boolean
}

/** A trace that grows. */
export class Tracing implements Trace {
  readonly keywords = new Set<string>()
  readonly lines = new Set<string>()
  whole = false

  add({ keywords, lines, whole }: Trace): void {
    for (const keyword of keywords) this.keywords.add(keyword)
    for (const keyword of lines) this.lines.add(keyword)
    this.whole ||= whole
  }
}

/** The trace of what is the same for everybody. */
export const NOTHING_READ: Trace = { keywords: new Set(), lines: new Set(), whole: false }
