import * as Bits from '../classes/bit-set.ts'
import type { Combination } from '../classes/combinations.ts'
import type { Guard } from '../dialects/dialect.ts'
import type { Choice, Shared } from './choices.ts'
import { isNarrower, type Reach } from './subject.ts'

/** Where and in which words a rule is reported. */
interface ReportPlace {
  keyword: string
  name: string
}

/** What is known of one rule after it was asked for some connections, so that others need not be asked again. */
export class Answers {
  readonly #choices: readonly Choice[]
  readonly #each: ReadonlySet<Guard>
  /** Kinds of connections for which the rule does not hold: by values, or by values and their pattern. */
  readonly #refused = new Set<string>()
  /** Kinds for which it does, with the place where that is reported. */
  readonly #accepted = new Map<string, ReportPlace>()
  /** For whom it was reported, by the place and the block of the line that stands there. */
  readonly #reported = new Map<string, Map<Guard | undefined, Combination[]>>()
  #looksAtPatterns = false

  constructor({ choices, each }: Shared) {
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
    const reported = this.#reported.get(place.name)?.get(this.#winner(place.keyword, hold)) ?? []
    return reported.some((earlier) => Bits.isSubset(earlier.holding, holding))
  }

  /** The answer is no, for all connections that the reach of what was read makes alike. */
  refuse(combination: Combination, reach: Reach): void {
    const kind = this.#kindOf(combination, reach)
    if (kind !== undefined) this.#refused.add(kind)
  }

  /**
   * The answer is yes, for all connections that the reach of what was read makes alike, at the line of one keyword.
   * @param words what is said there: other words are another report
   */
  accept(combination: Combination, reach: Reach, keyword: string, words: string): void {
    const kind = this.#kindOf(combination, reach)
    if (kind === undefined) return
    // Blocks that do not share a keyword as a choice may each have a line of it that counts.
    const isChoice = this.#choices.some((choice) => choice.keyword === keyword)
    const own = isChoice || this.#each.size === 0 ? '' : kind
    const name = [keyword, words, own].join('\n')
    this.#accepted.set(kind, { keyword, name })
    const reported = this.#reported.get(name) ?? new Map<Guard | undefined, Combination[]>()
    this.#reported.set(name, reported)
    const winner = this.#winner(keyword, combination.hold)
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
