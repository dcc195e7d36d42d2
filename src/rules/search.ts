import * as Bits from '../classes/bit-set.ts'
import type { ConnectionClass } from '../classes/classes.ts'
import type { Combination } from '../classes/combinations.ts'
import type { Guard } from '../dialects/dialect.ts'
import { Answers, type Report } from './answers.ts'
import { type Choice, type Shared, valueGiven, winnerOf } from './choices.ts'
import type { Examination } from './examination.ts'
import type { Narrowed } from './narrowing.ts'
import { Places } from './places.ts'
import { type Trace, takesTheLine } from './trace.ts'

/** What a rule said of the connections for which some blocks decide. */
export interface Heard {
  /** What was read to find out. */
  trace: Trace
  /** Where it holds: the keyword at whose line that is reported, and in which words. */
  report?: Report
}

/** What blocks decide for connections that are looked at, with the questions that one may have about them. */
export interface Candidate {
  /** Blocks that hold, and decide something; all that would decide something else do not hold. */
  readonly guards: { readonly hold: readonly Guard[]; readonly fail: readonly Guard[] }
  /** The connections that are alike in all that was read; undefined where there are none. */
  classFor(trace: Trace): ConnectionClass | undefined
}

/** The trace of what looks at all of a question. */
export const EVERYTHING: Trace = { keywords: new Set(), lines: new Set(), blocks: new Set(), whole: true }

/** A combination, and the blocks that change something about it. */
interface Family {
  parent: Combination
  additions: Bits.BitSet
}

/**
 * Looks at everything that blocks can decide together, from general to special. A block is added only where it
 * changes something that was read: what a rule does not look at tells no connections apart.
 *
 * None is missing: a connection for which the rule holds, and for which other blocks decide what was read, has one
 * that decides a keyword differently, and that one is added.
 */
export class Search {
  readonly #shared: Shared
  readonly #examination: Examination
  readonly #given: Bits.BitSet
  readonly #excluded: Bits.BitSet
  readonly #none: Bits.BitSet
  /** Blocks that were added because nobody escapes them: they may decide nothing. */
  #unavoidable: Bits.BitSet
  readonly #answers: Answers
  readonly #places: Places

  /**
   * @param base blocks that hold for everybody whom the rule is about
   * @param excluded blocks that hold for nobody whom it is about
   * @param place the keyword at whose line the rule is reported wherever a block gives it its value
   */
  constructor(
    shared: Narrowed,
    examination: Examination,
    base: readonly Guard[],
    excluded: Iterable<Guard>,
    place: string | undefined,
  ) {
    this.#shared = shared
    this.#examination = examination
    this.#given = examination.blocks.numbersOf(base)
    this.#excluded = examination.blocks.numbersOf(excluded)
    this.#none = examination.blocks.numbersOf([])
    this.#unavoidable = this.#none
    this.#answers = new Answers(shared)
    this.#places = new Places(
      shared.choices.find(({ keyword }) => keyword === place),
      base.length,
      (block) => shared.worstByBlock.get(block) ?? shared.worst,
    )
  }

  /** @param ask asks the rule; it is not asked again about connections that are alike */
  run(ask: (candidate: Candidate) => Heard): void {
    const combinations = this.#examination.combinations()
    const mayGoOn = this.#examination.allowance()
    const families: Family[] = []
    const visit = (combination: Combination) => {
      const additions = Bits.difference(this.#additionsTo(combination, ask), this.#excluded)
      families.push({ parent: combination, additions })
    }
    visit(combinations.of(this.#given))
    for (const { parent, additions } of families) {
      if (this.#places.isDone(parent)) continue
      for (const combination of combinations.withEach(parent, additions)) {
        if (!this.#places.look(combination)) {
          if (this.#places.isDone(parent)) break
          continue
        }
        if (!mayGoOn()) return
        // Where a block decides nothing any more, the others without it are looked at as well.
        if (!this.#hasIdleBlock(combination)) visit(combination)
      }
    }
  }

  #hasIdleBlock(combination: Combination): boolean {
    const { choices, each } = this.#shared
    const winners = choices.map((choice) => winnerOf(choice, combination))
    return combination.numbers.some(
      (number) =>
        !winners.includes(number) &&
        !Bits.has(this.#given, number) &&
        !Bits.has(this.#unavoidable, number) &&
        ![...each.values()].some((set) => Bits.has(set, number)),
    )
  }

  /** Asks about a combination, unless the answer is known, and says which blocks would change it. */
  #additionsTo(combination: Combination, ask: (candidate: Candidate) => Heard): Bits.BitSet {
    const useless = this.#fixingUselessValue(combination)
    if (useless) return useless
    const known = this.#answers.known(combination)
    if (known && (!known.report || this.#answers.isReported(combination, known.report)))
      return this.#changing(combination, known.trace, known.report?.keyword)
    let isEmpty = false
    const heard = ask({
      guards: this.#guardsOf(combination),
      classFor: (trace) => {
        const found = this.#examination.classOf(combination.holding, this.#failing(combination, trace))
        isEmpty = found === undefined
        return found
      },
    })
    const { trace, report } = heard
    this.#answers.learn(combination, { trace, report }, this.#keywordsOf(trace))
    if (report && !isEmpty) {
      this.#answers.reported(combination, report)
      this.#places.report(combination, report.severity)
    }
    return isEmpty
      ? this.#makingPossible(combination, trace)
      : this.#changing(combination, trace, report?.keyword)
  }

  /** Where no connection is without some other block, that one; else all that give something that was read another line. */
  #makingPossible(combination: Combination, trace: Trace): Bits.BitSet {
    const different = this.#different(combination, trace)
    const unavoidable = this.#examination.unavoidable(combination.holding, different)
    if (unavoidable === undefined) return different
    this.#unavoidable = Bits.withMember(this.#unavoidable, unavoidable)
    return Bits.withMember(this.#none, unavoidable)
  }

  /** Where a value is of no use, the blocks that give a useful one in its place. */
  #fixingUselessValue(combination: Combination): Bits.BitSet | undefined {
    for (const choice of this.#shared.choices) {
      const winner = winnerOf(choice, combination)
      if (choice.offers.has(valueGiven(choice, winner))) continue
      return winner === undefined ? choice.useful : Bits.before(choice.useful, winner)
    }
    return undefined
  }

  /** Blocks that give something that was read another value, or another line where that counts. */
  #changing(combination: Combination, trace: Trace, place: string | undefined): Bits.BitSet {
    return this.#deciding(combination, trace, (choice, winner) => {
      const { keyword } = choice
      if (trace.whole || takesTheLine(trace, keyword) || keyword === place) return choice.useful
      const same = choice.offers.get(valueGiven(choice, winner))
      return same ? Bits.difference(choice.useful, same.setters) : choice.useful
    })
  }

  /** Blocks that give something that was read another line. */
  #different(combination: Combination, trace: Trace): Bits.BitSet {
    return this.#deciding(combination, trace, (choice) => choice.useful)
  }

  /** Blocks that must not hold, or they would decide something that was read. */
  #failing(combination: Combination, trace: Trace): Bits.BitSet {
    return this.#deciding(combination, trace, (choice) => choice.setters)
  }

  /** Blocks beside those that hold that would decide something that was read, among some for each keyword. */
  #deciding(
    combination: Combination,
    trace: Trace,
    among: (choice: Choice, winner: number | undefined) => Bits.BitSet,
  ): Bits.BitSet {
    const asked = trace.whole ? undefined : new Set(this.#keywordsOf(trace))
    const { holding } = combination
    let deciding = Bits.difference(holding, holding)
    for (const choice of this.#shared.choices) {
      if (asked && !asked.has(choice.keyword)) continue
      const winner = winnerOf(choice, combination)
      const own = among(choice, winner)
      deciding = Bits.union(deciding, winner === undefined ? own : Bits.before(own, winner))
    }
    for (const [keyword, set] of this.#shared.each)
      if (!asked || asked.has(keyword)) deciding = Bits.union(deciding, set)
    return Bits.difference(deciding, holding)
  }

  #guardsOf(combination: Combination): Candidate['guards'] {
    const fail = () => this.#examination.blocks.named(this.#failing(combination, EVERYTHING))
    return {
      hold: combination.hold,
      get fail() {
        return fail()
      },
    }
  }

  #keywordsOf({ keywords }: Trace): readonly string[] {
    return this.#examination.withInfluences(keywords)
  }
}
