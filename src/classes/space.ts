import type { Guard } from '../dialects/dialect.ts'
import { type Host, UNKNOWN, type Unknown } from '../host/host.ts'
import { type Axis, axesOf, type Choice, criteriaOf } from './axes.ts'
import * as Bits from './bit-set.ts'
import type { Cell } from './cell.ts'
import { type Identities, identities } from './identities.ts'

/** What is left of a set of guards under a choice. */
export interface Partial {
  met: Bits.BitSet
  choice: Choice
}

/** Sets of guards that are kept at one stage of a search, at most. */
const mostPartials = 5000

/**
 * All connections that can exist, as far as some guards tell them apart. A guard is a conjunction, so
 * each attribute by itself says which guards it leaves possible, and the guards that hold for a connection
 * are those that all of its attributes leave possible.
 *
 * Guards are numbered by their place in the list that the space was made of.
 */
export class Space {
  readonly guards: readonly Guard[]
  readonly axes: readonly Axis[]
  readonly identities: Identities
  /** Guards that no constant (a false Version, a broken criterion) rules out. */
  readonly possible: Bits.BitSet
  /** False where some values of an attribute may have been missed. */
  readonly complete: boolean
  readonly hostOption: (host: string) => string
  readonly addressOption: (address: string) => string

  constructor(guards: readonly Guard[], host: Host) {
    this.guards = guards
    const { axes, hostOption, addressOption } = axesOf(guards)
    this.axes = axes
    this.hostOption = hostOption
    this.addressOption = addressOption
    this.identities = identitiesOf(guards, host)
    this.possible = this.setOf(
      [...guards.keys()].filter(
        (guard) =>
          !guards[guard]?.criteria.some((criterion) => criterion.kind === 'constant' && !criterion.holds),
      ),
    )
    this.complete = this.identities.complete && axes.every((axis) => axis.complete)
  }

  setOf(numbers: Iterable<number>): Bits.BitSet {
    return Bits.setOf(this.guards.length, numbers)
  }

  /**
   * A connection for which all guards in `holds` hold, and none in `fails`. Undefined where there certainly
   * is none; unknown where the search was given up.
   */
  find(holds: Bits.BitSet, fails: Bits.BitSet): Cell | undefined | Unknown {
    if (!Bits.isSubset(holds, this.possible)) return undefined
    const partials = this.remaining(holds, Bits.intersection(fails, this.possible))
    let unsure = !this.complete || partials.bounded
    for (const { met, choice } of partials.list)
      for (const person of this.people(holds)) {
        const left = Bits.intersection(met, person.met)
        if ('membership' in person) {
          if (Bits.isEmpty(left)) return { user: person.user, membership: person.membership, choice }
          continue
        }
        const membership = this.identities.memberships.find(holds, left, person.mayBeInvalid)
        if (membership === UNKNOWN) unsure = true
        else if (membership) return { user: person.user, membership, choice }
      }
    return unsure ? UNKNOWN : undefined
  }

  /** Users whose name (and membership, where it is known) leaves all of these guards possible; those that exist first. */
  people(holds: Bits.BitSet) {
    const { known, open } = this.identities
    const exists = known.filter(({ membership }) => 'groups' in membership)
    const others = known.filter(({ membership }) => 'invalid' in membership)
    return [...exists, ...open, ...others].filter(({ met }) => Bits.isSubset(holds, met))
  }

  /**
   * What choices of everything but the user leave of the guards in `fails`, where they leave all in `holds`.
   * Only the smallest such sets: whoever fails all guards of a set fails all guards of its subsets.
   */
  remaining(holds: Bits.BitSet, fails: Bits.BitSet): { list: readonly Partial[]; bounded: boolean } {
    let list: Partial[] = [{ met: fails, choice: {} }]
    let bounded = false
    for (const axis of this.axes) {
      const options = axis.options.filter(({ met }) => Bits.isSubset(holds, met))
      const found = new Map<string, Partial>()
      for (const partial of list)
        for (const { met, choice } of options) {
          const left = Bits.intersection(partial.met, met)
          const key = Bits.keyOf(left)
          if (!found.has(key)) found.set(key, { met: left, choice: { ...partial.choice, ...choice } })
        }
      list = smallest([...found.values()])
      if (list.length > mostPartials) {
        list.length = mostPartials
        bounded = true
      }
    }
    return { list, bounded }
  }
}

function identitiesOf(guards: readonly Guard[], host: Host): Identities {
  const users = criteriaOf(guards, 'user')
  const groups = criteriaOf(guards, 'group')
  const needs = guards.map(({ criteria }, guard) => ({
    users: users.needs[guard] ?? [],
    groups: groups.needs[guard] ?? [],
    invalid: criteria.some(({ kind }) => kind === 'invalid-user'),
  }))
  return identities(
    users.criteria.map(({ patterns }) => patterns),
    groups.criteria.map(({ patterns }) => patterns),
    needs,
    host,
  )
}

/** Those of which no other is a subset. */
function smallest(partials: Partial[]): Partial[] {
  const counted = partials.map((partial) => ({ partial, count: Bits.count(partial.met) }))
  counted.sort((a, b) => a.count - b.count)
  const kept: Partial[] = []
  for (const { partial } of counted) {
    if (!kept.some(({ met }) => Bits.isSubset(met, partial.met))) kept.push(partial)
    if (kept.length === 1 && Bits.isEmpty(partial.met)) break
  }
  return kept
}
