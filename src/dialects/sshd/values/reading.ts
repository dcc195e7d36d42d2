import type { Host } from '../../../host/host.ts'
import type { Value } from '../../dialect.ts'
import type { KeywordRow } from '../keywords/row.ts'
import type { Keyword } from '../keywords/types.ts'
import { at, type Target } from '../releases.ts'

/** A line that the daemon does not take. */
export class Refused {
  /** What the daemon prints, one string a line. */
  readonly messages: readonly string[]
  /** False where the daemon only counts the error and reads on, to give up at the end of the file. */
  readonly immediate: boolean
  /** For people, behind "because", where the daemon's words do not tell. */
  readonly reason: string | undefined

  constructor(messages: readonly string[], immediate: boolean, reason?: string) {
    this.messages = messages
    this.immediate = immediate
    this.reason = reason
  }
}

/** What a reader of values is given: one line, and what was read before. */
export interface Line {
  /** The keyword as written, which the daemon repeats in its messages. */
  written: string
  keyword: Keyword
  row: KeywordRow
  /** `FILE line N`, which most messages begin with. */
  where: string
  words: Words
  target: Target
  host: Host
  /** True for the lines that count at startup. */
  active: boolean
  /** The settings of the same keyword that counted at startup so far. */
  before: readonly Value[]
}

/** Reads the arguments of a line into a value, or says why the daemon refuses them. */
export type Reader = (line: Line) => Value | Refused

/** The arguments of a line, taken one by one. */
export class Words {
  private readonly values: readonly string[]
  private readonly raws: readonly string[]
  private index = 0

  constructor(values: readonly string[], raws: readonly string[]) {
    this.values = values
    this.raws = raws
  }

  /** The next argument; `undefined` after the last. */
  next(): string | undefined {
    return this.values[this.index++]
  }

  /** The next argument without taking it. */
  peek(): string | undefined {
    return this.values[this.index]
  }

  /** The rest of the line as written, blanks trimmed; `undefined` after the last argument. */
  rest(): string | undefined {
    return this.index < this.raws.length ? this.raws.slice(this.index).join('').trimStart() : undefined
  }

  get left(): number {
    return Math.max(0, this.values.length - this.index)
  }

  /** Takes all that is left, so that nothing counts as surplus. */
  takeAll(): readonly string[] {
    const all = this.values.slice(this.index)
    this.index = this.values.length
    return all
  }
}

/** True up to 8.6, where arguments were cut by strdelim and most messages had other words. */
export function isOld(line: Line): boolean {
  return line.target.release < at('8.7')
}

/** The daemon stops at once. */
export function refuse(line: Line, text: string): Refused {
  return new Refused([`${line.where}: ${text}`], true)
}

/** The daemon counts the error and gives up at the end of the file. */
export function count(line: Line, text: string): Refused {
  return new Refused([`${line.where}: ${text}`], false)
}

/** The refusal of a line without argument, in the words of 8.7 and later, or in the older ones. */
export function missing(line: Line, older = 'missing argument.'): Refused {
  return refuse(line, isOld(line) ? older : `${line.written} missing argument.`)
}

/** All arguments; up to 8.6 an empty one ended the list without a word. */
export function* eachArgument(line: Line): Generator<string> {
  for (;;) {
    const word = line.words.next()
    if (word === undefined || (word === '' && isOld(line))) return
    yield word
  }
}
