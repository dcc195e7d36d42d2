import { UNKNOWN } from '../host/host.ts'
import type { Choice } from './axes.ts'
import * as Bits from './bit-set.ts'
import type { Cell, FoundClass } from './cell.ts'
import { Effort } from './effort.ts'
import type { Outcome } from './memberships.ts'
import type { Space } from './space.ts'

/** Steps of one listing, at most; each guard by itself is tried in any case. */
const mostSteps = 120_000

/**
 * The most general classes of a space that has too many: the one that no guard holds for, where there is
 * one; for each guard one class in which it holds and as little else as possible; the same for each pair of
 * guards that can hold together, then for three, and so on, `limit` classes in all.
 */
export function generalClasses(space: Space, limit: number): FoundClass[] {
  const effort = new Effort(mostSteps)
  const classFor = finder(space, effort)
  const found = new Map<string, FoundClass>()
  let sets: Iterable<number[]> = [[]]
  let attempts = limit * 4
  for (let size = 0; size <= space.guards.length; size++) {
    const possible: number[][] = []
    for (const set of sets) {
      if (found.size >= limit || attempts-- <= 0) return [...found.values()]
      if (size > 1 && effort.left === 0) return [...found.values()]
      const general = classFor(set)
      if (!general) continue
      possible.push(set)
      const key = Bits.keyOf(general.met)
      if (!found.has(key)) found.set(key, general)
    }
    sets = withOneMore(possible, space.guards.length)
  }
  return [...found.values()]
}

/** Each set with one guard more that stands behind its last one, the nearest guards first. */
function* withOneMore(sets: readonly number[][], guards: number): Iterable<number[]> {
  for (let distance = 1; distance <= guards; distance++)
    for (const set of sets) {
      const guard = (set.at(-1) ?? -1) + distance
      if (guard < guards) yield [...set, guard]
    }
}

/** Steps for the groups of one class, and those that there are in any case. */
const groupSteps = { most: 20_000, least: 10_000 }

/** Finds a class in which some guards hold, and few others. */
function finder(space: Space, effort: Effort): (guards: readonly number[]) => FoundClass | undefined {
  const { memberships } = space.identities
  const none = space.setOf([])
  const known = new Map<string, Outcome | undefined>()
  const outcomeFor = (guards: readonly number[], mayBeInvalid: boolean): Outcome | undefined => {
    const required = Bits.intersection(space.setOf(guards), memberships.asking)
    const key = Bits.keyOf(required) + mayBeInvalid
    if (known.has(key)) return known.get(key)
    const membership = memberships.find(
      required,
      none,
      mayBeInvalid,
      effort.part(groupSteps.most, groupSteps.least),
    )
    const outcome =
      membership && membership !== UNKNOWN ? { membership, met: memberships.metBy(membership) } : undefined
    known.set(key, outcome)
    return outcome
  }
  const options = space.axes.reduce(
    (sum, { index }) => sum + index.options.length,
    space.people.options.length,
  )
  // Testing an option for a guard is the smallest part of a step.
  const cost = 4 + (options >> 4)
  const foundClass = (met: Bits.BitSet, cell: Cell): FoundClass => ({
    met,
    refused: Bits.difference(space.possible, met),
    cell,
  })
  return (guards) => {
    effort.spend(cost)
    if (!guards.every((guard) => Bits.has(space.possible, guard))) return undefined
    let met = space.possible
    let choice: Choice = {}
    for (const { index } of space.axes) {
      const [option] = index.meeting(guards)
      if (!option) return undefined
      met = Bits.intersection(met, option.met)
      choice = { ...choice, ...option.choice }
    }
    for (const person of space.people.meeting(guards)) {
      const left = Bits.intersection(met, person.met)
      if ('membership' in person) {
        return foundClass(left, { user: person.user, membership: person.membership, choice })
      }
      const outcome = outcomeFor(guards, person.mayBeInvalid)
      if (!outcome) continue
      const { membership } = outcome
      return foundClass(Bits.intersection(left, outcome.met), { user: person.user, membership, choice })
    }
    return undefined
  }
}
