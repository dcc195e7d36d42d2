import * as Bits from '../classes/bit-set.ts'
import type { Combination, Deciders, FirstDecides } from '../classes/combinations.ts'
import type { Dialect, Guard } from '../dialects/dialect.ts'
import { evaluate } from './condition.ts'
import type { Examination } from './examination.ts'
import { plainTestsOf } from './needs.ts'
import type { Condition, Rule } from './rule.ts'
import { isNarrower, type Reach, type Subject } from './subject.ts'

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
  /** Values, or patterns, for which the answer is no. */
  readonly #refused = new Set<string>()
  /** Those for which it is yes, with the place where that is reported. */
  readonly #accepted = new Map<string, string>()
  /** For whom it was reported, by the place and the block of the line that stands there. */
  readonly #reported = new Map<string, Map<Guard | undefined, Combination[]>>()
  #looksAtPatterns = false

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
   * Whether there is nothing new to be learnt: for connections of the same kind the answer was no, or it was given
   * at the same line for some for which fewer blocks decide.
   */
  isSettled(combination: Combination): boolean {
    if (this.#refused.size === 0 && this.#accepted.size === 0) return false
    const values = this.#values(combination)
    return (
      this.#isSettledFor(values, combination) ||
      (this.#looksAtPatterns && this.#isSettledFor(values + this.#pattern(combination), combination))
    )
  }

  #isSettledFor(kind: string, { hold, holding }: Combination): boolean {
    if (this.#refused.has(kind)) return true
    const place = this.#accepted.get(kind)
    if (place === undefined) return false
    const reported = this.#reported.get(place)?.get(this.#winner(place, hold)) ?? []
    return reported.some((earlier) => Bits.isSubset(earlier.holding, holding))
  }

  /** The answer is no, for all connections that the reach of what was read makes alike. */
  refuse(combination: Combination, reach: Reach): void {
    const kind = this.#kindOf(combination, reach)
    if (kind !== undefined) this.#refused.add(kind)
  }

  /** The answer is yes, for all connections that the reach of what was read makes alike, at the line of one keyword. */
  accept(combination: Combination, reach: Reach, keyword: string): void {
    const kind = this.#kindOf(combination, reach)
    if (kind === undefined) return
    // Blocks that do not share a keyword as a choice may each have a line of it that counts.
    const isChoice = this.#choices.some((choice) => choice.keyword === keyword)
    const place = isChoice || this.#each.size === 0 ? keyword : `${keyword} ${kind}`
    this.#accepted.set(kind, place)
    const reported = this.#reported.get(place) ?? new Map<Guard | undefined, Combination[]>()
    this.#reported.set(place, reported)
    const winner = this.#winner(place, combination.hold)
    const known = reported.get(winner)
    if (known) known.push(combination)
    else reported.set(winner, [combination])
  }

  /** A text that connections share for which the answer is the same; undefined where that takes more than values. */
  #kindOf(combination: Combination, reach: Reach): string | undefined {
    if (!isNarrower(reach, 'same values')) return this.#values(combination)
    if (isNarrower(reach, 'same pattern')) return undefined
    this.#looksAtPatterns = true
    return this.#values(combination) + this.#pattern(combination)
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

  /** Which keywords get their values from the same block. */
  #pattern({ hold }: Combination): string {
    let text = '='
    for (const { values } of this.#choices) text += `${hold.findIndex((guard) => values.has(guard))} `
    return text
  }

  /** The block that decides a keyword. */
  #winner(keyword: string, hold: readonly Guard[]): Guard | undefined {
    const choice = this.#choices.find((each) => each.keyword === keyword)
    return hold.find((guard) => choice?.values.has(guard))
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
