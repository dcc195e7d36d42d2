import * as Bits from '../classes/bit-set.ts'
import type { Combination } from '../classes/combinations.ts'
import { type Choice, type Shared, valueGiven, winnerOf } from './choices.ts'
import type { Severity } from './finding.ts'
import { type Trace, takesTheLine } from './trace.ts'

/** The keyword at whose line a rule is reported, and in which words. */
export interface Report {
  keyword: string
  words: string
  severity: Severity
}

/** What is known of connections that are alike in all that was read. */
export interface Answer {
  trace: Trace
  /** Where the rule holds for them. */
  report: Report | undefined
}

/** What connections must have in common to be alike. */
interface Measure {
  name: string
  /** Keywords whose values are the same. */
  values: readonly Choice[]
  /** Keywords of which it is the same line. */
  lines: readonly Choice[]
  /** Blocks that each count: the same of them hold. */
  each: Bits.BitSet | undefined
}

/** What was learnt of one rule, so that connections that are alike need not be asked again. */
export class Answers {
  readonly #shared: Shared
  readonly #measures = new Map<string, Measure>()
  readonly #known = new Map<string, Answer>()
  /** For whom it was reported, by the place and the block of the line that stands there. */
  readonly #reported = new Map<string, Bits.BitSet[]>()

  constructor(shared: Shared) {
    this.#shared = shared
  }

  /** What is known of connections that are like these. */
  known(combination: Combination): Answer | undefined {
    for (const measure of this.#measures.values()) {
      const answer = this.#known.get(kindOf(measure, combination))
      if (answer) return answer
    }
    return undefined
  }

  /** @param keywords those of the trace, and what influences them */
  learn(combination: Combination, answer: Answer, keywords: readonly string[]): void {
    if (answer.trace.whole) return
    this.#known.set(kindOf(this.#measureOf(answer.trace, keywords), combination), answer)
  }

  /** Whether the same was reported at the same line for connections for which fewer blocks decide. */
  isReported(combination: Combination, report: Report): boolean {
    const reported = this.#reported.get(this.#placeOf(combination, report)) ?? []
    return reported.some((earlier) => Bits.isSubset(earlier, combination.holding))
  }

  reported(combination: Combination, report: Report): void {
    const place = this.#placeOf(combination, report)
    const known = this.#reported.get(place)
    if (known) known.push(combination.holding)
    else this.#reported.set(place, [combination.holding])
  }

  #placeOf(combination: Combination, { keyword, words }: Report): string {
    const each = this.#shared.each.get(keyword)
    // Blocks that each count may each have a line of the keyword.
    const line = each ? Bits.keyOf(Bits.intersection(each, combination.holding)) : ''
    const choice = this.#shared.choices.find((one) => one.keyword === keyword)
    return [keyword, words, line, choice && winnerOf(choice, combination)].join('\n')
  }

  #measureOf(trace: Trace, keywords: readonly string[]): Measure {
    const { choices, each } = this.#shared
    const asked = new Set(keywords)
    const values = choices.filter(({ keyword }) => asked.has(keyword) && !takesTheLine(trace, keyword))
    const ownLines = choices.filter(({ keyword }) => takesTheLine(trace, keyword))
    const names = (some: readonly Choice[]) => some.map(({ keyword }) => keyword).join()
    const counting = [...each].filter(([keyword]) => asked.has(keyword) || takesTheLine(trace, keyword))
    const name = `${names(values)}|${names(ownLines)}|${counting.map(([keyword]) => keyword).join()}`
    const known = this.#measures.get(name)
    if (known) return known
    const sets = counting.map(([, set]) => set)
    const measure = {
      name,
      values,
      lines: ownLines,
      each: sets.length > 0 ? sets.reduce(Bits.union) : undefined,
    }
    this.#measures.set(name, measure)
    return measure
  }
}

function kindOf({ name, values, lines, each }: Measure, combination: Combination): string {
  let kind = name
  for (const choice of values) kind += ` ${valueGiven(choice, winnerOf(choice, combination))}`
  for (const choice of lines) kind += ` ${winnerOf(choice, combination)}`
  if (each) kind += ` ${Bits.keyOf(Bits.intersection(each, combination.holding))}`
  return kind
}
