import * as Bits from '../classes/bit-set.ts'
import type { Combination, Deciders, FirstDecides } from '../classes/combinations.ts'
import type { Dialect, Guard } from '../dialects/dialect.ts'
import { evaluate } from './condition.ts'
import type { Examination } from './examination.ts'
import { plainTestsOf } from './needs.ts'
import type { Condition, Rule } from './rule.ts'
import type { Subject } from './subject.ts'

/** The blocks of which the first one that holds decides a keyword, each with a number for the value that it gives. */
interface Choice {
  keyword: string
  values: ReadonlyMap<Guard, number>
  /** The number for the value where none of them holds. */
  otherwise: number
}

/** What is asked of the blocks that share some keywords, and what the answers were so far. */
export class Question {
  readonly deciders: Deciders
  readonly #choices: readonly Choice[]
  readonly #each: ReadonlySet<Guard>
  /** Values for which the answer is no. */
  readonly #refused = new Set<string>()
  /** Values for which the answer is yes, the keywords that are its evidence, and by the lines of these, for whom it was given. */
  readonly #found = new Map<string, { evidence: ReadonlySet<string>; given: Map<string, Combination[]> }>()

  /** @param mayHold whether the answer may be of interest where this block decides a keyword, or none does */
  constructor(
    keywords: ReadonlySet<string>,
    examination: Examination,
    mayHold: (keyword: string, winner: Guard | undefined) => boolean = () => true,
  ) {
    const { blocks } = examination
    const first: FirstDecides[] = []
    const choices: Choice[] = []
    const each = new Set<Guard>()
    for (const keyword of keywords) {
      const sharing = blocks.sharing(keyword)
      if (!sharing?.firstDecides) {
        for (const guard of sharing?.guards ?? []) each.add(guard)
        continue
      }
      const numberOf = (winner: Guard | undefined) => examination.valueOf(keyword, winner)
      const { guards } = sharing
      const interesting = new Map<number, boolean>()
      const isOfInterest = (winner: Guard | undefined) => {
        const value = numberOf(winner)
        const known = interesting.get(value) ?? mayHold(keyword, winner)
        interesting.set(value, known)
        return known
      }
      const useless = new Set(guards.filter((guard) => !isOfInterest(guard)))
      first.push({ guards, useless, needed: !isOfInterest(undefined) })
      const values = new Map(guards.map((guard) => [guard, numberOf(guard)]))
      choices.push({ keyword, values, otherwise: numberOf(undefined) })
    }
    this.deciders = { first, each }
    this.#choices = choices
    this.#each = each
  }

  /**
   * Whether there is nothing new to be learnt: with the same values the answer was no, or it was given with
   * the same lines for connections for which fewer blocks decide.
   */
  isSettled(combination: Combination): boolean {
    if (this.#refused.size === 0 && this.#found.size === 0) return false
    const values = this.#values(combination)
    if (this.#refused.has(values)) return true
    const found = this.#found.get(values)
    const given = found?.given.get(this.#lines(combination, found.evidence)) ?? []
    return given.some(({ holding }) => Bits.isSubset(holding, combination.holding))
  }

  /** No connections with the same values as these need to be asked again. */
  refuse(combination: Combination): void {
    this.#refused.add(this.#values(combination))
  }

  /** The answer was yes, and of all connections with the same values these keywords are the evidence. */
  accept(combination: Combination, evidence: ReadonlySet<string>): void {
    const values = this.#values(combination)
    const found = this.#found.get(values) ?? { evidence, given: new Map<string, Combination[]>() }
    this.#found.set(values, found)
    const lines = this.#lines(combination, found.evidence)
    found.given.set(lines, [...(found.given.get(lines) ?? []), combination])
  }

  /** What the keywords get, as far as blocks tell connections apart. */
  #values({ hold }: Combination): string {
    let text = ''
    for (const { values, otherwise } of this.#choices) {
      let value: number | undefined
      for (const guard of hold) value ??= values.get(guard)
      text += `${value ?? otherwise} `
    }
    for (const guard of hold) if (this.#each.has(guard)) text += `+${guard.index}`
    return text
  }

  /** The blocks from which some keywords get their values. */
  #lines({ hold }: Combination, evidence: ReadonlySet<string>): string {
    let text = ''
    for (const { keyword, values } of this.#choices)
      if (evidence.has(keyword)) text += `${hold.find((guard) => values.has(guard))?.index} `
    return text
  }
}

/**
 * Whether a rule may hold where a certain block decides a keyword, as far as tests of that keyword alone tell: a
 * value that fails them in the rule's own condition, or in all of its cases, is of no use.
 * @param subjectOf connections for which only this block holds, or none
 */
export function expectation(
  { when, cases }: Rule,
  dialect: Dialect,
  subjectOf: (winner: Guard | undefined) => Subject,
): (keyword: string, winner: Guard | undefined) => boolean {
  const common = plainTestsOf(when ?? {}, dialect)
  const variants = cases?.map((variant) => plainTestsOf(variant.when, dialect))
  return (keyword, winner) => {
    const passes = (tests: ReadonlyMap<string, readonly Condition[]>) =>
      (tests.get(keyword) ?? []).every((test) => evaluate(test, subjectOf(winner)).truth === true)
    return passes(common) && (variants?.some(passes) ?? true)
  }
}
