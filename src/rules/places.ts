import * as Bits from '../classes/bit-set.ts'
import type { Combination } from '../classes/combinations.ts'
import { type Choice, winnerOf } from './choices.ts'
import type { Severity } from './finding.ts'

/** Reports at one line with something else each time, at most: nobody reads more. */
const mostReports = 8
/** Connections that are looked at for something worse at a line that is reported for everybody who has it, at most. */
const mostLooks = 32
/** The same only to count them, for all lines together. */
const mostIdleLooks = 30

/**
 * The lines of one keyword, of a rule that is reported there wherever a block gives it its value. Where everybody
 * with such a line has been reported, connections that differ in other things need not be looked at.
 */
export class Places {
  readonly #choice: Choice | undefined
  readonly #given: number
  readonly #worstAt: (block: number) => Severity
  /** By block, how often its line may still be reported, or looked at. */
  readonly #reportsLeft = new Map<number, number>()
  readonly #looksLeft = new Map<number, number>()
  #idleLooksLeft = mostIdleLooks
  /** Blocks whose lines can be reported with nothing worse. */
  readonly #worst = new Set<number>()
  /** Blocks with a line of which all is reported; undefined where there are none. */
  #done: Bits.BitSet | undefined

  /**
   * @param choice of that keyword; undefined where the rule may be reported elsewhere
   * @param given how many blocks hold for everybody whom the rule is about
   * @param worstAt the worst that the rule has to say of the line of a block
   */
  constructor(choice: Choice | undefined, given: number, worstAt: (block: number) => Severity) {
    this.#choice = choice
    this.#given = given
    this.#worstAt = worstAt
  }

  /** A report for connections that there are. */
  report(combination: Combination, severity: Severity): void {
    const winner = this.#choice && winnerOf(this.#choice, combination)
    if (winner === undefined) return
    const isWorst = severity === this.#worstAt(winner)
    const reportsLeft = (this.#reportsLeft.get(winner) ?? mostReports) - 1
    this.#reportsLeft.set(winner, reportsLeft)
    const isForAll = combination.numbers.length <= this.#given + 1
    if (isForAll) this.#looksLeft.set(winner, mostLooks)
    if (isWorst) this.#worst.add(winner)
    if (isWorst && reportsLeft <= 0) this.#finish(combination, winner)
  }

  /** Counts a look at some blocks; false where nothing is to be learnt from it. */
  look(combination: Combination): boolean {
    const winner = this.#choice && winnerOf(this.#choice, combination)
    const looksLeft = winner === undefined ? undefined : this.#looksLeft.get(winner)
    if (winner === undefined || looksLeft === undefined) return true
    this.#looksLeft.set(winner, looksLeft - 1)
    const isEnough = this.#worst.has(winner) && this.#idleLooksLeft-- <= 0
    if (looksLeft === 0 || isEnough) this.#finish(combination, winner)
    return !this.isDone(combination)
  }

  /** Whether nothing is to be learnt from some blocks, and from whatever may be added, because it is all reported. */
  isDone(combination: Combination): boolean {
    if (!this.#choice || !this.#done) return false
    const winner = winnerOf(this.#choice, combination)
    if (winner === undefined || !Bits.has(this.#done, winner)) return false
    const others = Bits.difference(Bits.before(this.#choice.useful, winner), this.#done)
    return !Bits.intersects(others, combination.room)
  }

  #finish({ holding }: Combination, winner: number): void {
    this.#done = Bits.withMember(this.#done ?? Bits.difference(holding, holding), winner)
  }
}
