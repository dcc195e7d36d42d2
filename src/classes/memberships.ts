import type { PatternList } from '../dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../host/host.ts'
import * as Bits from './bit-set.ts'
import type { Effort } from './effort.ts'
import { findGroups } from './group-search.ts'
import { combinations, type Groups, GroupTable, mostCombinations, together } from './groups.ts'
import type { Names } from './names.ts'
import type { Lists } from './pattern-lists.ts'
import { namesAndLists } from './texts.ts'
import { toBytes } from './wildcards.ts'

/** What a user is to sshd: one that exists, with groups, or one that does not exist. */
export type Membership = { groups: readonly string[] } | { invalid: true }

/** What a guard asks of the membership: Group criteria, by number, and Invalid-User. */
export interface MembershipNeeds {
  groups: readonly number[]
  invalid: boolean
}

/** A membership, and the guards whose needs it meets. */
export interface Outcome {
  met: Bits.BitSet
  membership: Membership
}

/** Groups for people, for users of whom nothing is asked. */
const suggestions = ['users', 'staff', 'people']

/**
 * Which memberships are possible for a user of whom nothing is known: any set of groups that is not
 * empty, or no such user. A Group criterion holds where some group is accepted and none is refused
 * (ga_match_pattern_list in OpenSSH's groupaccess.c).
 */
export class Memberships {
  readonly complete: boolean
  readonly #names: Names
  readonly #lists: Lists
  readonly #table: GroupTable
  readonly #criteria: number
  readonly #needs: readonly { set: Bits.BitSet; invalid: boolean }[]
  /** Guards that ask for anything. */
  readonly asking: Bits.BitSet
  /** Guards whose needs a user that exists may meet, by groups of which nobody told. */
  readonly metByExisting: Bits.BitSet
  readonly #all: Bits.BitSet
  readonly #listings = new Map<string, readonly Outcome[] | Unknown>()

  /** `needs`: by the number of the guard. */
  constructor(criteria: readonly PatternList[], needs: readonly MembershipNeeds[], effort: Effort) {
    const options = { suggestions, empty: false, lowerCase: false }
    const { names, lists } = namesAndLists(criteria, options, effort)
    this.complete = names.complete
    this.#names = names
    this.#lists = lists
    this.#criteria = criteria.length
    const groups = names.list.map(({ text, matches }) => this.#single(text, matches))
    this.#table = new GroupTable(groups, criteria.length)
    this.#needs = needs.map(({ groups, invalid }) => ({ set: Bits.setOf(criteria.length, groups), invalid }))
    this.asking = Bits.setOf(
      needs.length,
      [...needs.keys()].filter((guard) => needs[guard]?.invalid || needs[guard]?.groups.length),
    )
    this.#all = Bits.setOf(needs.length, needs.keys())
    this.metByExisting = Bits.setOf(
      needs.length,
      [...needs.keys()].filter((guard) => !needs[guard]?.invalid),
    )
  }

  /** Guards whose needs a known membership meets. */
  metBy(membership: Membership): Bits.BitSet {
    if ('invalid' in membership) return this.#metByInvalid(this.#all)
    const groups = membership.groups.map((name) => this.#single(name, this.#names.matchesOf(toBytes(name))))
    return this.#metByGroups(this.#all, groups.reduce(together, this.#noGroups()))
  }

  /** All outcomes that some of the guards `among` tell apart, the fewer groups the earlier; unknown where there are too many. */
  outcomes(among: Bits.BitSet, mayBeInvalid: boolean, effort: Effort): readonly Outcome[] | Unknown {
    const asking = Bits.intersection(among, this.asking)
    if (Bits.isEmpty(asking)) return [{ met: among, membership: { groups: [] } }]
    const key = Bits.keyOf(asking) + mayBeInvalid
    const known = this.#listings.get(key) ?? this.#list(asking, mayBeInvalid, effort)
    this.#listings.set(key, known)
    if (known === UNKNOWN || !effort.spend(known.length)) return UNKNOWN
    const unasking = Bits.difference(among, this.asking)
    return known.map(({ met, membership }) => ({ met: Bits.union(met, unasking), membership }))
  }

  /** A membership that meets the needs of all guards in `required` and of none in `refused`. */
  find(
    required: Bits.BitSet,
    refused: Bits.BitSet,
    mayBeInvalid: boolean,
    effort: Effort,
  ): Membership | undefined | Unknown {
    if (!Bits.isSubset(refused, this.asking)) return undefined
    if (Bits.isEmpty(this.asking)) return { groups: [] }
    if (!Bits.members(required).some((guard) => this.#needs[guard]?.invalid)) {
      const needs = Bits.members(refused).flatMap((guard) => this.#needs[guard] ?? [])
      const sets = needs.filter(({ invalid }) => !invalid).map(({ set }) => set)
      const groups = findGroups(this.#table, this.#criteriaOf(required), sets, effort)
      if (groups) return groups === UNKNOWN ? UNKNOWN : { groups }
    }
    if (!mayBeInvalid) return undefined
    const met = this.#metByInvalid(Bits.union(required, refused))
    if (!Bits.isSubset(required, met) || Bits.intersects(refused, met)) return undefined
    return { invalid: true }
  }

  #list(asking: Bits.BitSet, mayBeInvalid: boolean, effort: Effort): Outcome[] | Unknown {
    const groups = this.#table.seenBy(this.#criteriaOf(asking))
    if (!effort.spend(10 * groups.length)) return UNKNOWN
    if (2 ** this.#independent(asking, groups) > mostCombinations) return UNKNOWN
    const all = combinations(groups, effort)
    if (all === UNKNOWN || !effort.spend(all.length * (2 + (Bits.count(asking) >> 2)))) return UNKNOWN
    const found = new Map<string, Outcome>()
    const add = (outcome: Outcome) => {
      const key = Bits.keyOf(outcome.met)
      if (!found.has(key)) found.set(key, outcome)
    }
    for (const some of all) add({ met: this.#metByGroups(asking, some), membership: { groups: some.names } })
    if (mayBeInvalid) add({ met: this.#metByInvalid(asking), membership: { invalid: true } })
    return [...found.values()]
  }

  /** The Group criteria that some of these guards need. */
  #criteriaOf(guards: Bits.BitSet): Bits.BitSet {
    let criteria = Bits.emptySet(this.#criteria)
    for (const guard of Bits.members(guards))
      criteria = Bits.union(criteria, this.#needs[guard]?.set ?? criteria)
    return criteria
  }

  /** How many guards surely hold or fail independently of each other: those that ask for one group that nothing else asks for. */
  #independent(asking: Bits.BitSet, singles: readonly Groups[]): number {
    const free = new Set(
      singles.filter(({ refuse }) => Bits.isEmpty(refuse)).map(({ accept }) => Bits.keyOf(accept)),
    )
    const needs = new Set<string>()
    for (const guard of Bits.members(asking)) {
      const need = this.#needs[guard]
      if (need && !need.invalid && Bits.count(need.set) === 1) needs.add(Bits.keyOf(need.set))
    }
    return [...needs].filter((need) => free.has(need)).length
  }

  #metByInvalid(among: Bits.BitSet): Bits.BitSet {
    const met = Bits.members(among).filter((guard) => Bits.isEmpty(this.#needs[guard]?.set ?? this.#all))
    return Bits.setOf(this.#needs.length, met)
  }

  #metByGroups(among: Bits.BitSet, { accept, refuse }: Groups): Bits.BitSet {
    const holding = Bits.difference(accept, refuse)
    const met = Bits.members(among).filter((guard) => {
      const need = this.#needs[guard]
      return need && !need.invalid && Bits.isSubset(need.set, holding)
    })
    return Bits.setOf(this.#needs.length, met)
  }

  #single(name: string, matches: readonly number[]): Groups {
    const { accept, refuse } = this.#lists.verdicts(matches)
    return {
      names: [name],
      accept: Bits.setOf(this.#criteria, accept),
      refuse: Bits.setOf(this.#criteria, refuse),
    }
  }

  #noGroups(): Groups {
    return { names: [], accept: Bits.emptySet(this.#criteria), refuse: Bits.emptySet(this.#criteria) }
  }
}
