import * as Bits from './bit-set.ts'

/** What can be chosen for an attribute, sought by the guards that it leaves possible. */
export class OptionIndex<Option extends { met: Bits.BitSet }> {
  readonly options: readonly Option[]
  /** Guards that ask for anything of the attribute: all options leave all others possible. */
  readonly asking: Bits.BitSet
  readonly #byGuard = new Map<number, readonly Option[]>()
  /** The guards that some option leaves possible. */
  #possible: Bits.BitSet | undefined
  /** The guards that every option leaves possible. */
  #certain: Bits.BitSet | undefined

  /** `options`: preferred in their order. */
  constructor(options: readonly Option[], asking: Bits.BitSet) {
    this.options = options
    this.asking = asking
  }

  /** The options that leave all of these guards possible, in their order. */
  meeting(guards: readonly number[]): readonly Option[] {
    const asking = guards.filter((guard) => Bits.has(this.asking, guard))
    const [first, ...others] = asking
      .map((guard) => this.#meetingOne(guard))
      .sort((a, b) => a.length - b.length)
    if (!first) return this.options
    if (others.length === 0) return first
    return first.filter(({ met }) => asking.every((guard) => Bits.has(met, guard)))
  }

  /** The guards that some option leaves possible beside all of these; undefined where there is no such option. */
  possibleWith(guards: readonly number[]): Bits.BitSet | undefined {
    const asking = guards.filter((guard) => Bits.has(this.asking, guard))
    const options = this.meeting(asking)
    if (options.length < this.options.length) return unionOf(options)
    this.#possible ??= unionOf(this.options)
    return this.#possible
  }

  /** The guards that every option leaves possible that leaves these; undefined where there is no such option. */
  certainWith(guards: readonly number[]): Bits.BitSet | undefined {
    const asking = guards.filter((guard) => Bits.has(this.asking, guard))
    const options = this.meeting(asking)
    if (options.length < this.options.length) return intersectionOf(options)
    this.#certain ??= intersectionOf(this.options)
    return this.#certain
  }

  /** Options enough to leave every part of `guards` that some option leaves, in their order. */
  dividing(guards: Bits.BitSet): readonly Option[] {
    const asking = Bits.members(Bits.intersection(guards, this.asking))
    const chosen = new Set<Option>()
    for (const guard of asking) for (const option of this.#meetingOne(guard)) chosen.add(option)
    if (chosen.size * 2 > this.options.length) return this.options
    const other = this.options.find((option) => !chosen.has(option))
    return other ? [other, ...chosen] : [...chosen]
  }

  #meetingOne(guard: number): readonly Option[] {
    const known = this.#byGuard.get(guard) ?? this.options.filter(({ met }) => Bits.has(met, guard))
    this.#byGuard.set(guard, known)
    return known
  }
}

function unionOf(options: readonly { met: Bits.BitSet }[]): Bits.BitSet | undefined {
  return options.length > 0 ? Bits.unionOf(options.map(({ met }) => met)) : undefined
}

function intersectionOf(options: readonly { met: Bits.BitSet }[]): Bits.BitSet | undefined {
  return options.length > 0 ? Bits.intersectionOf(options.map(({ met }) => met)) : undefined
}
