import { UNKNOWN, type Unknown } from '../host/host.ts'
import * as Bits from './bit-set.ts'
import type { Effort } from './effort.ts'

/** Some groups (at first: one), the criteria that accept one of them, and those that refuse whoever is in one of them. */
export interface Groups {
  names: readonly string[]
  accept: Bits.BitSet
  refuse: Bits.BitSet
}

/** Combinations of groups that are looked at in one listing, at most. */
export const mostCombinations = 8192

/** One group for each way in which a group can meet the criteria. */
export class GroupTable {
  readonly groups: readonly Groups[]
  /** By criterion, the groups that it accepts, and those that it refuses. */
  readonly #accepting: readonly (readonly Groups[])[]
  readonly #refusing: readonly (readonly Groups[])[]

  constructor(groups: readonly Groups[], criteria: number) {
    this.groups = distinct(groups)
    const byCriterion = (of: (group: Groups) => Bits.BitSet) => {
      const found = Array.from({ length: criteria }, (): Groups[] => [])
      for (const group of this.groups)
        for (const criterion of Bits.members(of(group))) found[criterion]?.push(group)
      return found
    }
    this.#accepting = byCriterion(({ accept }) => accept)
    this.#refusing = byCriterion(({ refuse }) => refuse)
  }

  /** The groups that a criterion accepts. */
  accepting(criterion: number): readonly Groups[] {
    return this.#accepting[criterion] ?? []
  }

  /** The groups that any of some criteria refuses. */
  refusing(criteria: Bits.BitSet): readonly Groups[] {
    return [...new Set(Bits.members(criteria).flatMap((criterion) => this.#refusing[criterion] ?? []))]
  }

  /** The same for some of the criteria. */
  seenBy(criteria: Bits.BitSet): Groups[] {
    const asked = Bits.members(criteria)
    const concerned = new Set([
      ...asked.flatMap((criterion) => this.accepting(criterion)),
      ...this.refusing(criteria),
    ])
    const other = this.groups.find((group) => !concerned.has(group))
    return distinct([...(other ? [other] : []), ...concerned].map((group) => only(group, criteria)))
  }
}

/** All that the groups can come to together, the fewer groups the earlier; unknown where that is too much. */
export function combinations(groups: readonly Groups[], effort: Effort): readonly Groups[] | Unknown {
  const found = [...groups]
  const parts = indivisible(groups)
  const seen = new Set(found.map(keyOfGroups))
  for (const some of found)
    for (const group of parts) {
      if (!effort.spend(3)) return UNKNOWN
      const more = together(some, group)
      const key = keyOfGroups(more)
      if (seen.has(key)) continue
      if (seen.size >= mostCombinations) return UNKNOWN
      seen.add(key)
      found.push(more)
    }
  return found
}

/** The groups that do not come to the same as smaller ones together: what groups can come to, these can. */
function indivisible(groups: readonly Groups[]): Groups[] {
  const parts: Groups[] = []
  for (const group of groups) {
    const smaller = parts.filter(
      ({ accept, refuse }) => Bits.isSubset(accept, group.accept) && Bits.isSubset(refuse, group.refuse),
    )
    const [first, ...others] = smaller
    if (!first || keyOfGroups(others.reduce(together, first)) !== keyOfGroups(group)) parts.push(group)
  }
  return parts
}

/** The same groups, seen by some of the criteria only. */
function only(groups: Groups, criteria: Bits.BitSet): Groups {
  return {
    names: groups.names,
    accept: Bits.intersection(groups.accept, criteria),
    refuse: Bits.intersection(groups.refuse, criteria),
  }
}

export function together(a: Groups, b: Groups): Groups {
  return {
    names: [...a.names, ...b.names],
    accept: Bits.union(a.accept, b.accept),
    refuse: Bits.union(a.refuse, b.refuse),
  }
}

export function keyOfGroups({ accept, refuse }: Groups): string {
  return Bits.keyOf(accept) + Bits.keyOf(refuse)
}

/** Groups that no criterion tells apart are one; those that meet the fewest criteria come first. */
function distinct(groups: readonly Groups[]): Groups[] {
  const found = new Map<string, Groups>()
  for (const group of groups) {
    const key = keyOfGroups(group)
    if (!found.has(key)) found.set(key, group)
  }
  const weight = ({ accept, refuse }: Groups) => Bits.count(accept) + Bits.count(refuse)
  return [...found.values()].sort((a, b) => weight(a) - weight(b))
}
