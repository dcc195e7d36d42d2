import * as Bits from '../classes/bit-set.ts'
import type { Config, Guard, Setting } from '../dialects/dialect.ts'

/** How the blocks that set one keyword share it. */
export interface Sharing {
  /** In the order of reading. */
  guards: readonly Guard[]
  /** Whether the first one that holds decides, or each one counts. */
  firstDecides: boolean
}

/** The blocks of a configuration that tell connections apart, and what they set. */
export class Blocks {
  readonly guards: readonly Guard[]
  readonly #config: Config
  readonly #numbers: ReadonlyMap<Guard, number>
  readonly #settings = new Map<string, Setting[]>()
  readonly #sharings = new Map<string, Sharing>()

  /** @param others further blocks, which set nothing */
  constructor(config: Config, others: readonly Guard[] = []) {
    this.#config = config
    const guards = new Set(others)
    for (const setting of config.settings) {
      const { keyword, guard } = setting
      if (!guard || chancesOf(guard) === 'never') continue
      if (chancesOf(guard) === 'sometimes') guards.add(guard)
      const own = this.#settings.get(keyword)
      if (own) own.push(setting)
      else this.#settings.set(keyword, [setting])
    }
    this.guards = [...guards].sort((a, b) => a.index - b.index)
    this.#numbers = new Map(this.guards.map((guard, number) => [guard, number]))
  }

  /** Whether any block sets anything. */
  get setAnything(): boolean {
    return this.#settings.size > 0
  }

  /** Some blocks by their positions among all. */
  numbersOf(guards: Iterable<Guard>): Bits.BitSet {
    const numbers = [...guards].flatMap((guard) => this.#numbers.get(guard) ?? [])
    return Bits.setOf(this.guards.length, numbers)
  }

  named(numbers: Bits.BitSet): Guard[] {
    return Bits.members(numbers).flatMap((number) => this.guards[number] ?? [])
  }

  /** How blocks share a keyword; undefined where none sets it. */
  sharing(keyword: string): Sharing | undefined {
    const settings = this.#settings.get(keyword)
    if (!settings) return undefined
    const known = this.#sharings.get(keyword) ?? this.#shared(keyword, settings)
    this.#sharings.set(keyword, known)
    return known.guards.length > 0 ? known : undefined
  }

  #shared(keyword: string, settings: readonly Setting[]): Sharing {
    const first = this.#config.firstBlockDecides?.(keyword) === true
    // Where the first line counts, nobody gets as far as behind a block that holds for everybody.
    const end = first ? settings.findIndex(({ guard }) => guard && chancesOf(guard) === 'always') : -1
    const asked = end === -1 ? settings : settings.slice(0, end)
    const guards = [
      ...new Set(asked.flatMap(({ guard }) => (guard && chancesOf(guard) === 'sometimes' ? [guard] : []))),
    ]
    // Blocks that an Include parts may be asked in another order than they begin in.
    const inOrder = guards.every((guard, at) => at === 0 || (guards[at - 1]?.index ?? 0) < guard.index)
    return { guards, firstDecides: first && inOrder }
  }
}

const known = new WeakMap<Guard, 'always' | 'sometimes' | 'never'>()

/** Whether a block tells connections apart at all. */
function chancesOf(guard: Guard): 'always' | 'sometimes' | 'never' {
  const earlier = known.get(guard)
  if (earlier) return earlier
  const { criteria, reachable = true } = guard
  const never = !reachable || criteria.some((criterion) => criterion.kind === 'constant' && !criterion.holds)
  const always = criteria.every(({ kind }) => kind === 'constant')
  const chances = never ? 'never' : always ? 'always' : 'sometimes'
  known.set(guard, chances)
  return chances
}
