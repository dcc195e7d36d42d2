import type { Guard } from '../dialects/dialect.ts'
import { type Host, UNKNOWN, type Unknown } from '../host/host.ts'
import * as Bits from './bit-set.ts'
import { type ConnectionClass, DescribedClass } from './classes.ts'
import { Combinations } from './combinations.ts'
import { Effort } from './effort.ts'
import { Space } from './space.ts'

/** Spaces for single questions that are kept, at most. */
const mostSpaces = 100

/** Steps for all questions together, beyond the few that each of them has in any case. */
const mostSteps = 1_500_000

/** All connections that can exist, as far as the blocks of a configuration tell them apart: prepared once, asked many questions. */
export class Connections {
  readonly #guards: readonly Guard[]
  readonly #numbers: ReadonlyMap<Guard, number>
  readonly #host: Host
  readonly #effort = new Effort(mostSteps)
  #whole: Space | undefined
  readonly #spaces = new Map<string, Space>()
  readonly #rooms = new Map<number, Bits.BitSet>()

  /** `guards`: in the order in which they are asked. */
  constructor(guards: readonly Guard[], host: Host) {
    this.#guards = guards
    this.#numbers = new Map(guards.map((guard, number) => [guard, number]))
    this.#host = host
  }

  /** Combinations of these blocks, from the beginning. */
  combinations(): Combinations {
    return new Combinations(this.#guards, (guard) => this.#room(guard))
  }

  /**
   * The connections for which some blocks hold and some others do not, by their positions among all; all further
   * blocks do not matter. Undefined where there are none, unknown where that was too hard to tell.
   */
  classOf(holding: Bits.BitSet, failing: Bits.BitSet): ConnectionClass | undefined | Unknown {
    const space = this.#space
    const found = classIn(space, holding, failing)
    if (found !== UNKNOWN || space.complete || this.#effort.left === 0) return found
    const [hold, fail] = [holding, failing].map((set) =>
      Bits.members(set).flatMap((number) => this.#guards[number] ?? []),
    )
    const own = this.#spaceOf([...(hold ?? []), ...(fail ?? [])])
    return classIn(own, own.numbersOf(hold ?? []), own.numbersOf(fail ?? []))
  }

  /** The first of some blocks that holds wherever some others do, by position; undefined where there is none. */
  unavoidable(holding: Bits.BitSet, among: Bits.BitSet): number | undefined {
    return this.#space.unavoidable(holding, among)
  }

  get #space(): Space {
    this.#whole ??= new Space(this.#guards, this.#host, this.#effort)
    return this.#whole
  }

  /** A space of some guards only, in which nothing needs to be left out. */
  #spaceOf(guards: readonly Guard[]): Space {
    const numbers = guards.map((guard) => this.#numbers.get(guard) ?? -1).sort((a, b) => a - b)
    const key = numbers.join()
    const space =
      this.#spaces.get(key) ??
      new Space(
        numbers.flatMap((number) => this.#guards[number] ?? []),
        this.#host,
        this.#effort,
      )
    if (this.#spaces.size < mostSpaces) this.#spaces.set(key, space)
    return space
  }

  /** Blocks that can hold together with one: all, where that is too hard to tell. */
  #room(guard: number): Bits.BitSet {
    const space = this.#space
    const room =
      this.#rooms.get(guard) ??
      (space.complete ? space.possibleWith(space.setOf([guard])) : space.setOf(this.#guards.keys()))
    this.#rooms.set(guard, room)
    return room
  }
}

function classIn(
  space: Space,
  met: Bits.BitSet,
  failing: Bits.BitSet,
): ConnectionClass | undefined | Unknown {
  const refused = Bits.intersection(failing, space.possible)
  const cell = space.find(met, refused)
  return cell === undefined || cell === UNKNOWN ? cell : new DescribedClass(space, { met, refused, cell })
}
