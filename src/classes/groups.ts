import * as Bits from './bit-set.ts'

/** Some groups (at first: one), the criteria that accept one of them, and those that refuse whoever is in one of them. */
export interface Groups {
  names: readonly string[]
  accept: Bits.BitSet
  refuse: Bits.BitSet
}

/** The same groups, seen by some of the criteria only. */
export function only(groups: Groups, criteria: Bits.BitSet): Groups {
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
export function distinct(groups: readonly Groups[]): Groups[] {
  const found = new Map<string, Groups>()
  for (const group of groups) {
    const key = keyOfGroups(group)
    if (!found.has(key)) found.set(key, group)
  }
  const weight = ({ accept, refuse }: Groups) => Bits.count(accept) + Bits.count(refuse)
  return [...found.values()].sort((a, b) => weight(a) - weight(b))
}
