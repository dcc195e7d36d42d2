import { UNKNOWN } from '../host/host.ts'
import type { Choice } from './axes.ts'
import * as Bits from './bit-set.ts'
import type { FoundClass } from './cell.ts'
import type { Outcome } from './memberships.ts'
import type { Space } from './space.ts'

/**
 * The most general classes of a space that has too many: the one that no guard holds for, where there is
 * one; for each guard one class in which it holds and as little else as possible; the same for each pair of
 * guards that can hold together, then for three, and so on, `limit` classes in all.
 */
export function generalClasses(space: Space, limit: number): FoundClass[] {
  const classFor = finder(space)
  const found = new Map<string, FoundClass>()
  let sets: number[][] = [[]]
  let attempts = limit * 4
  while (sets.length > 0) {
    const larger: number[][] = []
    for (const set of sets) {
      if (found.size >= limit || attempts-- <= 0) return [...found.values()]
      const general = classFor(set)
      if (!general) continue
      const key = Bits.keyOf(general.met)
      if (!found.has(key)) found.set(key, general)
      for (let guard = (set.at(-1) ?? -1) + 1; guard < space.guards.length; guard++)
        if (larger.length < attempts) larger.push([...set, guard])
    }
    sets = larger
  }
  return [...found.values()]
}

/** What can be chosen for one attribute, sought by the guards that it must leave possible. */
class Index<Option extends { met: Bits.BitSet }> {
  readonly #options: readonly Option[]
  readonly #asking: Bits.BitSet
  readonly #byGuard = new Map<number, readonly Option[]>()

  constructor(options: readonly Option[], asking: Bits.BitSet) {
    this.#options = options
    this.#asking = asking
  }

  /** The first options first. */
  meeting(guards: readonly number[]): readonly Option[] {
    const asking = guards.filter((guard) => Bits.has(this.#asking, guard))
    const lists = asking.map((guard) => this.#meetingOne(guard))
    const [first = this.#options, ...others] = lists.sort((a, b) => a.length - b.length)
    if (others.length === 0) return first
    return first.filter(({ met }) => asking.every((guard) => Bits.has(met, guard)))
  }

  #meetingOne(guard: number): readonly Option[] {
    const known = this.#byGuard.get(guard) ?? this.#options.filter(({ met }) => Bits.has(met, guard))
    this.#byGuard.set(guard, known)
    return known
  }
}

/** Finds a class in which some guards hold, and few others. */
function finder(space: Space): (guards: readonly number[]) => FoundClass | undefined {
  const axes = space.axes.map(({ options, asking }) => new Index(options, asking))
  const everybody = new Index(space.people(space.setOf([])), space.possible)
  const { memberships } = space.identities
  const none = space.setOf([])
  const known = new Map<string, Outcome | undefined>()
  const outcomeFor = (guards: readonly number[], mayBeInvalid: boolean): Outcome | undefined => {
    const required = Bits.intersection(space.setOf(guards), memberships.asking)
    const key = Bits.keyOf(required) + mayBeInvalid
    if (known.has(key)) return known.get(key)
    const membership = memberships.find(required, none, mayBeInvalid)
    const outcome =
      membership && membership !== UNKNOWN ? { membership, met: memberships.metBy(membership) } : undefined
    known.set(key, outcome)
    return outcome
  }
  return (guards) => {
    if (!guards.every((guard) => Bits.has(space.possible, guard))) return undefined
    let met = space.possible
    let choice: Choice = {}
    for (const axis of axes) {
      const [option] = axis.meeting(guards)
      if (!option) return undefined
      met = Bits.intersection(met, option.met)
      choice = { ...choice, ...option.choice }
    }
    for (const person of everybody.meeting(guards)) {
      const left = Bits.intersection(met, person.met)
      if ('membership' in person) {
        return { met: left, cell: { user: person.user, membership: person.membership, choice } }
      }
      const outcome = outcomeFor(guards, person.mayBeInvalid)
      if (!outcome) continue
      const { membership } = outcome
      return { met: Bits.intersection(left, outcome.met), cell: { user: person.user, membership, choice } }
    }
    return undefined
  }
}
