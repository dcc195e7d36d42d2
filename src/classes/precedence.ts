import type { Guard } from '../dialects/dialect.ts'
import { UNKNOWN } from '../host/host.ts'
import * as Bits from './bit-set.ts'
import type { Space } from './space.ts'

/** Deciders that are named, at most. */
const mostDeciders = 8

/** Blocks in the order in which they are asked; for each connection the first one that holds decides. */
export class Precedence {
  readonly #space: Space
  readonly #numbers: ReadonlyMap<Guard, number>
  readonly #guards: readonly Guard[]
  readonly #queue: number[] = []
  #set: Bits.BitSet

  /** `guards`: those of the space, by number, as the caller knows them. */
  constructor(space: Space, numbers: ReadonlyMap<Guard, number>, guards: readonly Guard[]) {
    this.#space = space
    this.#numbers = numbers
    this.#guards = guards
    this.#set = space.setOf([])
  }

  /** Adds a block that is asked after all others. */
  append(guard: Guard): void {
    const number = this.#numbers.get(guard)
    if (number === undefined || Bits.has(this.#set, number)) return
    this.#queue.push(number)
    this.#set = Bits.union(this.#set, this.#space.setOf([number]))
  }

  /**
   * The blocks that decide for the connections of one more block (undefined: for all connections), in their
   * order, the first few of them. Undefined where a connection is, or may be, left for the new block, and
   * where it has no connections at all.
   */
  decidersFor(guard: Guard | undefined): Guard[] | undefined {
    const space = this.#space
    const number = guard && this.#numbers.get(guard)
    const own = space.setOf(number === undefined ? [] : [number])
    const repeated = number !== undefined && Bits.has(this.#set, number)
    if (!repeated && space.find(own, this.#set) !== undefined) return undefined
    const someone = space.find(own, space.setOf([]))
    if (someone === undefined || someone === UNKNOWN) return undefined
    const near = space.possibleWith(own)
    const queue = this.#queue.filter((asked) => Bits.has(near, asked))
    const deciders: Guard[] = []
    let before = space.setOf([])
    for (const asked of queue.slice(0, this.#needed(own, queue))) {
      const one = space.setOf([asked])
      const decider = this.#guards[asked]
      if (decider && space.find(Bits.union(own, one), before) !== undefined) deciders.push(decider)
      if (deciders.length >= mostDeciders) break
      before = Bits.union(before, one)
    }
    return deciders
  }

  /** How many of the blocks in the queue it takes until nobody is left. */
  #needed(own: Bits.BitSet, queue: readonly number[]): number {
    let [low, high] = [0, queue.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const enough = this.#space.find(own, this.#space.setOf(queue.slice(0, middle))) === undefined
      if (enough) high = middle
      else low = middle + 1
    }
    return low
  }
}
