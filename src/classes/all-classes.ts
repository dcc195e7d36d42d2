import { UNKNOWN } from '../host/host.ts'
import * as Bits from './bit-set.ts'
import type { Cell, FoundClass } from './cell.ts'
import { Effort } from './effort.ts'
import type { Partial, Space } from './space.ts'

/** Steps of one listing, at most. */
const mostSteps = 120_000

/** Every class of the space, with an existing user where one belongs to it; undefined where there are more than `limit`, or too many to tell. */
export function allClasses(space: Space, limit: number): FoundClass[] | undefined {
  const effort = new Effort(mostSteps)
  const partials = combine(space, limit * 2, effort)
  if (!partials) return undefined
  const found = new Map<string, FoundClass>()
  const add = (met: Bits.BitSet, cell: Cell) => {
    const key = Bits.keyOf(met)
    const known = found.get(key)
    if (!known || (doesNotExist(known.cell) && !doesNotExist(cell)))
      found.set(key, { met, refused: Bits.difference(space.possible, met), cell })
  }
  for (const { met, choice } of partials)
    for (const person of space.people.dividing(met)) {
      if (!effort.spend()) return undefined
      const left = Bits.intersection(met, person.met)
      if ('membership' in person) add(left, { user: person.user, membership: person.membership, choice })
      else {
        const outcomes = space.identities.memberships.outcomes(left, person.mayBeInvalid, effort)
        if (outcomes === UNKNOWN) return undefined
        for (const outcome of outcomes)
          add(outcome.met, { user: person.user, membership: outcome.membership, choice })
      }
      if (found.size > limit) return undefined
    }
  return [...found.values()]
}

function doesNotExist({ membership }: Cell): boolean {
  return 'invalid' in membership
}

/** All that choices of everything but the user can leave of the guards, the most general choices first. */
function combine(space: Space, limit: number, effort: Effort): Partial[] | undefined {
  let list: Partial[] = [{ met: space.possible, choice: {} }]
  const axes = space.axes.map(({ index }) => index).sort((a, b) => a.options.length - b.options.length)
  for (const axis of axes) {
    const found = new Map<string, Partial>()
    for (const partial of list)
      for (const { met, choice } of axis.dividing(partial.met)) {
        if (!effort.spend()) return undefined
        const left = Bits.intersection(partial.met, met)
        const key = Bits.keyOf(left)
        if (!found.has(key)) found.set(key, { met: left, choice: { ...partial.choice, ...choice } })
        if (found.size > limit) return undefined
      }
    list = [...found.values()]
  }
  return list
}
