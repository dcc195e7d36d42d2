import { type BitSet, difference, setOf, union } from './bit-set.ts'

/** What guards ask of one attribute: criteria, by number, all of which must hold. */
export class Requirements {
  /** Guards that ask for anything. */
  readonly asking: BitSet
  readonly #free: BitSet
  readonly #counts: readonly number[]
  readonly #guardsOf: readonly (readonly number[])[]

  /** `needs`: for each guard, the different criteria that it needs. */
  constructor(needs: readonly (readonly number[])[]) {
    this.#counts = needs.map(({ length }) => length)
    const asking = [...needs.keys()].filter((guard) => this.#counts[guard] !== 0)
    this.asking = setOf(needs.length, asking)
    this.#free = difference(setOf(needs.length, needs.keys()), this.asking)
    const guardsOf: number[][] = []
    for (const guard of asking)
      for (const criterion of needs[guard] ?? []) {
        guardsOf[criterion] ??= []
        guardsOf[criterion].push(guard)
      }
    this.#guardsOf = guardsOf
  }

  /** The guards that have all they ask for where these criteria hold. */
  metBy(holding: readonly number[]): BitSet {
    const met: number[] = []
    const seen = new Map<number, number>()
    for (const criterion of holding)
      for (const guard of this.#guardsOf[criterion] ?? []) {
        const count = (seen.get(guard) ?? 0) + 1
        seen.set(guard, count)
        if (count === this.#counts[guard]) met.push(guard)
      }
    return union(setOf(this.#counts.length, met), this.#free)
  }
}
