import { UNKNOWN, type Unknown } from '../host/host.ts'
import * as Bits from './bit-set.ts'
import type { Effort } from './effort.ts'
import { type Groups, type GroupTable, keyOfGroups, together } from './groups.ts'

/**
 * Groups for one user such that all criteria of `required` hold and no set of `refused` holds as a whole.
 * Undefined where there are none. Every step adds a group that something asks for: one that an open
 * criterion accepts, or one that refuses a criterion of a set that holds; so nothing is missed.
 */
export function findGroups(
  table: GroupTable,
  required: Bits.BitSet,
  refused: readonly Bits.BitSet[],
  effort: Effort,
): readonly string[] | undefined | Unknown {
  const seen = new Set<string>()

  const search = (chosen: Groups | undefined): Groups | undefined | Unknown => {
    if (chosen) {
      const key = keyOfGroups(chosen)
      if (seen.has(key)) return undefined
      seen.add(key)
    }
    const asked = askedFor(chosen)
    // Testing a group for one criterion is the smallest part of a step.
    if (!effort.spend(2 + ((asked?.length ?? 0) >> 3))) return UNKNOWN
    if (asked === undefined) return chosen
    for (const group of asked) {
      if (Bits.intersects(group.refuse, required)) continue
      const found = search(chosen ? together(chosen, group) : group)
      if (found) return found
    }
    return undefined
  }

  /** Which groups help on; undefined where nothing is amiss. */
  const askedFor = (chosen: Groups | undefined): readonly Groups[] | undefined => {
    const open = chosen ? Bits.difference(required, chosen.accept) : required
    const [criterion] = Bits.members(open)
    if (criterion !== undefined) return table.accepting(criterion)
    if (!chosen) return table.groups
    const holding = Bits.difference(chosen.accept, chosen.refuse)
    const wrong = refused.find((set) => Bits.isSubset(set, holding))
    return wrong && table.refusing(wrong)
  }

  const found = search(undefined)
  return found === UNKNOWN ? UNKNOWN : found?.names
}
