import type { Guard } from '../dialects/dialect.ts'
import * as Bits from './bit-set.ts'

/** Blocks that hold together, as far as pairs of them tell: all at once, they may still hold for nobody. */
export interface Combination {
  /** In their order. */
  readonly hold: readonly Guard[]
  /** The same by the positions of the blocks among all. */
  readonly numbers: readonly number[]
  readonly holding: Bits.BitSet
  /** Blocks that may be added: those that can hold beside all of them (a few too many, perhaps). */
  readonly room: Bits.BitSet
}

/** Makes combinations of blocks. */
export class Combinations {
  readonly #guards: readonly Guard[]
  readonly #room: (guard: number) => Bits.BitSet

  /**
   * @param guards all blocks, in the order in which they are asked
   * @param room which blocks can hold together with a block
   */
  constructor(guards: readonly Guard[], room: (guard: number) => Bits.BitSet) {
    this.#guards = guards
    this.#room = room
  }

  /** These blocks, and as many others as one likes. */
  of(numbers: Bits.BitSet): Combination {
    const all = Bits.setOf(this.#guards.length, this.#guards.keys())
    const members = Bits.members(numbers)
    const room = members.reduce((left, number) => Bits.intersection(left, this.#room(number)), all)
    return {
      hold: members.flatMap((number) => this.#guards[number] ?? []),
      numbers: members,
      holding: numbers,
      room: Bits.difference(room, numbers),
    }
  }

  /**
   * For each of some blocks, the combination with that block and without those before it: whatever combination has
   * any of them comes of exactly one.
   */
  *withEach(parent: Combination, blocks: Bits.BitSet): Generator<Combination> {
    let { room } = parent
    for (const number of Bits.members(Bits.intersection(blocks, room))) {
      room = Bits.withoutMember(room, number)
      yield this.#with(parent, number, Bits.intersection(room, this.#room(number)))
    }
  }

  #with({ hold, numbers, holding }: Combination, number: number, room: Bits.BitSet): Combination {
    const guard = this.#guards[number]
    const later = numbers.findIndex((other) => other > number)
    const at = later === -1 ? numbers.length : later
    return {
      hold: [...hold.slice(0, at), ...(guard ? [guard] : []), ...hold.slice(at)],
      numbers: [...numbers.slice(0, at), number, ...numbers.slice(at)],
      holding: Bits.withMember(holding, number),
      room,
    }
  }
}
