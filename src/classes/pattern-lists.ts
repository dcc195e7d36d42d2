import type { AddressList } from '../dialects/dialect.ts'

/** An item of a pattern list or an address list, with the number of what it asks for. */
export interface Item {
  negated: boolean
  asks: number
}

/**
 * The criteria on one attribute, each a list of items as match_pattern_list and addr_match_list read
 * them: a matching negated item refuses, else one matching item is needed.
 */
export class Lists {
  readonly #lists: readonly (readonly Item[])[]
  readonly #mentions = new Map<number, Set<number>>()

  constructor(lists: readonly (readonly Item[])[]) {
    this.#lists = lists
    for (const [number, items] of lists.entries())
      for (const { asks } of items) {
        const mentions = this.#mentions.get(asks)
        if (mentions) mentions.add(number)
        else this.#mentions.set(asks, new Set([number]))
      }
  }

  /** The lists that accept, and those that refuse by a negated item, a value of which `met` holds; ascending. */
  verdicts(met: readonly number[]): { accept: number[]; refuse: number[] } {
    const holding = new Set(met)
    const touched = new Set<number>()
    for (const asked of met) for (const list of this.#mentions.get(asked) ?? []) touched.add(list)
    const accept: number[] = []
    const refuse: number[] = []
    for (const number of [...touched].sort((a, b) => a - b)) {
      const matching = (this.#lists[number] ?? []).filter(({ asks }) => holding.has(asks))
      if (matching.some(({ negated }) => negated)) refuse.push(number)
      else accept.push(number)
    }
    return { accept, refuse }
  }
}

/** Numbers things in the order in which they first appear; equal keys get the same number. */
export class Numbering<Thing> {
  readonly #numbers = new Map<string, number>()
  readonly things: Thing[] = []

  of(key: string, thing: Thing): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.things.length)
    return this.things.push(thing) - 1
  }
}

export type Network = Extract<AddressList[number], { network: object }>['network']
