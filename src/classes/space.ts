import type { Criterion, Guard } from '../dialects/dialect.ts'
import { type Host, UNKNOWN, type Unknown } from '../host/host.ts'
import { type Axis, axesOf, type Choice, criteriaOf } from './axes.ts'
import * as Bits from './bit-set.ts'
import type { Cell } from './cell.ts'
import { Effort } from './effort.ts'
import { type Identities, identities, type KnownIdentity, type OpenIdentity } from './identities.ts'
import { MembershipSearches } from './membership-searches.ts'
import { OptionIndex } from './option-index.ts'

/** What is left of a set of guards under a choice. */
export interface Partial {
  met: Bits.BitSet
  choice: Choice
}

/** Sets of guards that are kept at one stage of a search, at most. */
const mostPartials = 1000
/** Steps for all questions together, beyond the few that each of them has in any case. */
const mostSteps = 1_500_000
/** Steps to find the values of one attribute, and those that there are in any case. */
const walkSteps = { most: 100_000, least: 5000 }
/** Steps for one question, and those that there are in any case. */
const questionSteps = { most: 150_000, least: 5000 }
/** Answers that are remembered, at most. */
const mostAnswers = 20_000

/**
 * All connections that can exist, as far as some guards tell them apart. A guard is a conjunction, so
 * each attribute by itself says which guards it leaves possible, and the guards that hold for a connection
 * are those that all of its attributes leave possible.
 *
 * Guards are numbered by their place in the list that the space was made of.
 */
export class Space {
  readonly guards: readonly Guard[]
  /** What the guards have criteria on. */
  readonly kinds: ReadonlySet<Criterion['kind']>
  readonly axes: readonly Axis[]
  readonly identities: Identities
  /** Users, those that exist first. */
  readonly people: OptionIndex<KnownIdentity | OpenIdentity>
  /** Guards that ask for an address with an interface behind it. */
  readonly ofInterfaces: readonly number[]
  /** Guards that no constant (a false Version, a broken criterion) rules out. */
  readonly possible: Bits.BitSet
  /** False where some values of an attribute may have been missed. */
  readonly complete: boolean
  readonly hostOption: (host: string) => string
  readonly addressOption: (address: string) => string
  readonly #numbers: ReadonlyMap<Guard, number>
  /** By kind, the guards that have criteria of it. */
  readonly #asking: ReadonlyMap<Criterion['kind'], Bits.BitSet>

  readonly #effort: Effort
  readonly #answers = new Map<string, Cell | undefined | Unknown>()

  /** `effort`: what the work on this space and on its questions is taken from. */
  constructor(guards: readonly Guard[], host: Host, effort: Effort = new Effort(mostSteps)) {
    this.#effort = effort
    const building = () => effort.part(walkSteps.most, walkSteps.least)
    this.guards = guards
    this.#numbers = new Map(guards.map((guard, number) => [guard, number]))
    const kinds = new Set(guards.flatMap(({ criteria }) => criteria.map(({ kind }) => kind)))
    const hasKind = (guard: number, wanted: Criterion['kind']) =>
      guards[guard]?.criteria.some(({ kind }) => kind === wanted)
    this.#asking = new Map(
      [...kinds].map((kind) => [
        kind,
        this.setOf([...guards.keys()].filter((guard) => hasKind(guard, kind))),
      ]),
    )
    this.kinds = kinds
    this.ofInterfaces = [...guards.keys()].filter((guard) => guards[guard]?.criteria.some(asksForInterface))
    const { axes, hostOption, addressOption } = axesOf(guards, building)
    this.axes = axes
    this.hostOption = hostOption
    this.addressOption = addressOption
    this.identities = identitiesOf(guards, host, building)
    const { known, open, asking } = this.identities
    const exists = known.filter(({ membership }) => 'groups' in membership)
    const others = known.filter(({ membership }) => 'invalid' in membership)
    this.people = new OptionIndex([...exists, ...open, ...others], asking)
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

  /** The numbers of some guards; those that the space does not have are left out. */
  numbersOf(guards: readonly Guard[]): Bits.BitSet {
    return this.setOf(guards.flatMap((guard) => this.#numbers.get(guard) ?? []))
  }

  /** What some guards have criteria on. */
  kindsIn(guards: Bits.BitSet): ReadonlySet<Criterion['kind']> {
    const some = [...this.#asking].filter(([, asking]) => Bits.intersects(asking, guards))
    return new Set(some.map(([kind]) => kind))
  }

  /** Whether two sets of guards ask for the same attribute of a connection; a user and its groups are one. */
  askAlike(some: Bits.BitSet, others: Bits.BitSet): boolean {
    const attributesIn = (guards: Bits.BitSet) =>
      [...this.kindsIn(guards)].map((kind) =>
        kind === 'group' || kind === 'invalid-user' ? 'user' : kind === 'host' ? 'address' : kind,
      )
    const asked = new Set(attributesIn(some))
    return attributesIn(others).some((attribute) => asked.has(attribute))
  }

  /**
   * A connection for which all guards in `holds` hold, and none in `fails`. Undefined where there certainly
   * is none; unknown where the search was given up.
   */
  find(holds: Bits.BitSet, fails: Bits.BitSet): Cell | undefined | Unknown {
    if (!Bits.isSubset(holds, this.possible)) return undefined
    const key = Bits.keyOf(holds) + Bits.keyOf(fails)
    if (this.#answers.has(key)) return this.#answers.get(key)
    const answer = this.#search(holds, fails)
    if (this.#answers.size < mostAnswers) this.#answers.set(key, answer)
    return answer
  }

  #search(holds: Bits.BitSet, fails: Bits.BitSet): Cell | undefined | Unknown {
    const effort = this.#effort.part(questionSteps.most, questionSteps.least)
    const partials = this.remaining(holds, Bits.intersection(fails, this.possible), effort)
    const searches = new MembershipSearches(this.identities.memberships, holds, effort)
    let unsure = !this.complete || partials.bounded
    const people = this.people.meeting(Bits.members(holds))
    for (const { met, choice } of partials.list)
      for (const person of people) {
        if (!effort.spend()) return UNKNOWN
        const left = Bits.intersection(met, person.met)
        if ('membership' in person) {
          if (Bits.isEmpty(left)) return { user: person.user, membership: person.membership, choice }
          continue
        }
        const membership = searches.find(left, person.mayBeInvalid)
        if (membership === UNKNOWN) unsure = true
        else if (membership) return { user: person.user, membership, choice }
      }
    return unsure ? UNKNOWN : undefined
  }

  /** All guards that may hold for some connection for which the guards in `holds` do; a few too many, perhaps. */
  possibleWith(holds: Bits.BitSet): Bits.BitSet {
    const required = Bits.members(holds)
    const left = (possible: Bits.BitSet, index: OptionIndex<{ met: Bits.BitSet }>) =>
      Bits.intersection(possible, index.possibleWith(required) ?? this.setOf([]))
    return left(
      this.axes.reduce((possible, { index }) => left(possible, index), this.possible),
      this.people,
    )
  }

  /**
   * The first of some guards that holds for every connection for which the guards in `holds` do. Undefined where there
   * is none; guards that ask for groups are left out.
   */
  unavoidable(holds: Bits.BitSet, among: Bits.BitSet): number | undefined {
    if (!this.complete) return undefined
    const required = Bits.members(holds)
    let certain = Bits.difference(Bits.intersection(among, this.possible), holds)
    certain = Bits.difference(certain, this.identities.memberships.asking)
    for (const index of [...this.axes.map((axis) => axis.index), this.people]) {
      if (Bits.isEmpty(certain)) return undefined
      certain = Bits.intersection(certain, index.certainWith(required) ?? this.setOf([]))
    }
    return Bits.members(certain)[0]
  }

  /**
   * What choices of everything but the user leave of the guards in `fails`, where they leave all in `holds`.
   * Only the smallest such sets: whoever fails all guards of a set fails all guards of its subsets.
   */
  remaining(
    holds: Bits.BitSet,
    fails: Bits.BitSet,
    effort: Effort = this.#effort.part(questionSteps.most, questionSteps.least),
  ): { list: readonly Partial[]; bounded: boolean } {
    const required = Bits.members(holds)
    // Half of the steps at most, so that some are left for the users.
    const half = effort.part(effort.left >> 1, 0)
    const mayGoOn = (steps = 1) => {
      const enough = half.spend(steps)
      bounded ||= !enough
      return enough
    }
    let list: Partial[] = [{ met: fails, choice: {} }]
    let bounded = false
    for (const { index } of this.axes) {
      const options = index.meeting(required)
      const found = new Map<string, Partial>()
      for (const partial of list) {
        const least = Bits.difference(partial.met, index.asking)
        for (const { met, choice } of options) {
          if (!mayGoOn() && found.size > 0) break
          const left = Bits.intersection(partial.met, met)
          const key = Bits.keyOf(left)
          if (!found.has(key)) found.set(key, { met: left, choice: { ...partial.choice, ...choice } })
          if (Bits.isSubset(left, least)) break
        }
      }
      list = smallest([...found.values()], mayGoOn)
      if (list.length > mostPartials) {
        list.length = mostPartials
        bounded = true
      }
    }
    return { list, bounded }
  }
}

function identitiesOf(guards: readonly Guard[], host: Host, effort: () => Effort): Identities {
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
    effort,
  )
}

/** Those of which no other is a subset; a few too many, perhaps, where the work is bounded. */
function smallest(partials: Partial[], mayGoOn: (steps: number) => boolean): Partial[] {
  const counted = partials.map((partial) => ({ partial, count: Bits.count(partial.met) }))
  counted.sort((a, b) => a.count - b.count)
  const kept: Partial[] = []
  for (const { partial } of counted) {
    if (!mayGoOn(1 + (kept.length >> 2)) || !kept.some(({ met }) => Bits.isSubset(met, partial.met)))
      kept.push(partial)
    if (kept.length === 1 && Bits.isEmpty(partial.met)) break
  }
  return kept
}

function asksForInterface(criterion: Criterion): boolean {
  if (criterion.kind !== 'address' && criterion.kind !== 'local-address') return false
  return criterion.networks.some((item) => 'network' in item && item.network.scope !== undefined)
}
