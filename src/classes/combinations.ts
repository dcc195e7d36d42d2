import type { Guard } from '../dialects/dialect.ts'
import * as Bits from './bit-set.ts'

/** What a question about connections asks of blocks. */
export interface Deciders {
  /** Blocks of which the first one that holds decides something, whatever the later ones say. */
  first: readonly FirstDecides[]
  /** Blocks that count whichever others hold. */
  each: ReadonlySet<Guard>
}

export interface FirstDecides {
  /** In the order in which they are asked. */
  guards: readonly Guard[]
  /** Blocks with whose decision the answer is certainly of no interest. */
  useless: ReadonlySet<Guard>
  /** Whether the answer is certainly of no interest where none of them decides. */
  needed: boolean
}

/** Connections that a question does not tell apart: those for which the same blocks decide. */
export interface Combination {
  /** Blocks that hold, and decide something. */
  readonly hold: readonly Guard[]
  /** Blocks that must not hold, or they would decide something as well. All others do not matter. */
  readonly fail: readonly Guard[]
  /** The same by the positions of the blocks among all. */
  readonly holding: Bits.BitSet
  readonly failing: Bits.BitSet
}

interface Numbered {
  set: Bits.BitSet
  useless: Bits.BitSet
  needed: boolean
}

/** A combination that may get more blocks. */
interface Growing {
  set: Bits.BitSet
  /** The block that was added last: more come behind it. */
  last: number
  /** Blocks that can hold beside it. */
  room: Bits.BitSet
  /** What nobody has decided yet. */
  open: readonly Numbered[]
}

/**
 * Every way in which blocks can decide a question together, the fewest blocks first, then in file order. Some
 * of them no connection may meet: blocks that can hold in pairs need not hold all at once.
 *
 * A connection belongs to the combination that one gets by asking all blocks that hold for it in their order,
 * and keeping those that decide something that is not decided yet. So none is missing.
 * @param guards all blocks, in the order in which they are asked
 * @param room which blocks can hold beside a block; a few too many, perhaps
 * @param mayGoOn asked at every step; the search ends where it says no
 * @param base blocks that always hold, beyond what the question asks
 */
export function* combinations(
  guards: readonly Guard[],
  { first, each }: Deciders,
  room: (guard: number) => Bits.BitSet,
  mayGoOn: () => boolean,
  base: readonly Guard[] = [],
): Generator<Combination> {
  const numbers = new Map(guards.map((guard, number) => [guard, number]))
  const setOf = (some: Iterable<Guard>) =>
    Bits.setOf(
      guards.length,
      [...some].flatMap((guard) => numbers.get(guard) ?? []),
    )
  const always = setOf(each)
  const given = setOf(base)
  const lists = first.map((list): Numbered => {
    const set = setOf(list.guards)
    // What a block of the base decides is not for this search to judge.
    if (Bits.intersects(set, given)) return { set, useless: setOf([]), needed: false }
    return { set, useless: setOf(list.useless), needed: list.needed }
  })
  const all = lists.reduce((union, { set }) => Bits.union(union, set), always)
  const around = Bits.members(given).reduce((left, guard) => Bits.intersection(left, room(guard)), all)
  let level: Growing[] = [{ set: given, last: -1, room: Bits.difference(around, given), open: lists }]
  for (const { set, open } of level) if (isOfInterest(open)) yield combination(set)
  while (level.length > 0) {
    const next: Growing[] = []
    for (const growing of level)
      for (const number of candidates(growing, always)) {
        if (!mayGoOn()) return
        const larger = {
          set: Bits.withMember(growing.set, number),
          last: number,
          room: Bits.intersection(growing.room, room(number)),
          open: growing.open.filter((list) => !Bits.has(list.set, number)),
        }
        next.push(larger)
        if (isOfInterest(larger.open)) yield combination(larger.set)
      }
    level = next
  }

  function combination(set: Bits.BitSet): Combination {
    return new NumberedCombination(guards, set, lists, always)
  }
}

function isOfInterest(open: readonly Numbered[]): boolean {
  return !open.some(({ needed }) => needed)
}

/** The blocks behind the last one that decide something that is open, and not in vain. */
function candidates({ open, room, last }: Growing, always: Bits.BitSet): number[] {
  // Something that must be decided, and that nobody is left for.
  const isLost = ({ needed, set, useless }: Numbered) =>
    needed && !Bits.intersects(Bits.difference(set, useless), room)
  if (open.some(isLost)) return []
  let deciding = always
  for (const { set } of open) deciding = Bits.union(deciding, set)
  for (const { useless } of open) deciding = Bits.difference(deciding, useless)
  deciding = Bits.intersection(deciding, room)
  return Bits.members(deciding).filter((number) => number > last)
}

/** Who must fail is worked out when somebody asks. */
class NumberedCombination implements Combination {
  readonly hold: readonly Guard[]
  readonly holding: Bits.BitSet
  readonly #guards: readonly Guard[]
  readonly #lists: readonly Numbered[]
  readonly #always: Bits.BitSet

  constructor(
    guards: readonly Guard[],
    holding: Bits.BitSet,
    lists: readonly Numbered[],
    always: Bits.BitSet,
  ) {
    this.holding = holding
    this.hold = named(guards, holding)
    this.#guards = guards
    this.#lists = lists
    this.#always = always
  }

  get fail(): readonly Guard[] {
    return named(this.#guards, this.failing)
  }

  get failing(): Bits.BitSet {
    let failing = this.#always
    for (const { set } of this.#lists) {
      const decided = Bits.intersection(set, this.holding)
      failing = Bits.union(failing, Bits.isEmpty(decided) ? set : Bits.before(set, decided))
    }
    return Bits.difference(failing, this.holding)
  }
}

function named(guards: readonly Guard[], numbers: Bits.BitSet): Guard[] {
  return Bits.members(numbers).flatMap((number) => guards[number] ?? [])
}
