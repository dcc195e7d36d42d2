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
  /** Where each thing is asked for. */
  readonly #mentions = new Map<number, { list: number; negated: boolean }[]>()

  constructor(lists: readonly (readonly Item[])[]) {
    for (const [list, items] of lists.entries())
      for (const { asks, negated } of items) {
        const mentions = this.#mentions.get(asks)
        if (mentions) mentions.push({ list, negated })
        else this.#mentions.set(asks, [{ list, negated }])
      }
  }

  /** The lists that accept, and those that refuse by a negated item, a value of which `met` holds; ascending. */
  verdicts(met: readonly number[]): { accept: number[]; refuse: number[] } {
    const refused = new Map<number, boolean>()
    for (const asked of met)
      for (const { list, negated } of this.#mentions.get(asked) ?? [])
        refused.set(list, negated || refused.get(list) === true)
    const touched = [...refused].sort(([one], [other]) => one - other)
    return {
      accept: touched.filter(([, refuses]) => !refuses).map(([list]) => list),
      refuse: touched.filter(([, refuses]) => refuses).map(([list]) => list),
    }
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
