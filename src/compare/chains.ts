import * as Bits from '../classes/bit-set.ts'
import type { ConnectionClass } from '../classes/classes.ts'
import { Connections } from '../classes/connections.ts'
import type { Config, EffectiveSetting, Guard } from '../dialects/dialect.ts'
import { type Host, UNKNOWN } from '../host/host.ts'
import { Blocks } from '../rules/blocks.ts'
import { sameValue } from './same-value.ts'

/** Pairs of blocks that are looked at for one keyword, at most. */
const mostPairs = 20_000

/** What decides a keyword for whom nothing before it in its chain decides: a block, or, last of all, none. */
interface Link {
  guard: Guard | undefined
  setting: EffectiveSetting
}

/** Connections for which a block (or none) decides a keyword before a change, and another one after it. */
export interface Decided {
  before: EffectiveSetting
  after: EffectiveSetting
  connectionClass: ConnectionClass
}

/** What a change makes of a keyword of which the first block that holds gives the value. */
export interface ChainedDifferences {
  /** From general to special. */
  list: readonly Decided[]
  /** Whether every connection sees one of them. */
  everybody: boolean
  /** False where the connections were too many to compare all. */
  complete: boolean
}

/** Compares keywords of which the first block that holds gives the value, block by block. */
export class Chains {
  readonly #sides: readonly { config: Config; blocks: Blocks }[]
  readonly #one: (guard: Guard) => Guard
  readonly #host: Host

  /** @param one the same guard for guards with the same criteria */
  constructor(before: Config, after: Config, host: Host, one: (guard: Guard) => Guard) {
    this.#sides = [before, after].map((config) => ({ config, blocks: new Blocks(config) }))
    this.#one = one
    this.#host = host
  }

  /** Undefined where it takes more than the first block that holds. */
  compare(keyword: string): ChainedDifferences | undefined {
    const [before, after] = this.#sides.map(({ config, blocks }) => this.#chainOf(keyword, config, blocks))
    return before && after && this.#differences(before, after)
  }

  #chainOf(keyword: string, config: Config, blocks: Blocks): Link[] | undefined {
    if (config.firstBlockDecides?.(keyword) !== true) return undefined
    const sharing = blocks.sharing(keyword)
    if (sharing && !sharing.firstDecides) return undefined
    const links = new Map<Guard | undefined, Link>()
    for (const guard of [...(sharing?.guards ?? []), undefined]) {
      const own = guard ? [guard] : []
      const setting = config.effective((other) => other === guard, own).get(keyword)
      const shown = guard && this.#one(guard)
      // Of two blocks for the same connections the first one decides.
      if (!links.has(shown)) links.set(shown, { guard: shown, setting })
    }
    return [...links.values()]
  }

  /** Where the chains differ: behind what they begin with alike, and before what they end with alike. */
  #differences(before: readonly Link[], after: readonly Link[]): ChainedDifferences {
    const start = alike(before, after)
    const end = alike(before.slice(start).reverse(), after.slice(start).reverse())
    const [lastBefore, lastAfter] = [before.length - end, after.length - end]
    if (start >= lastBefore && start >= lastAfter) return { list: [], everybody: false, complete: true }
    const deciding = new Deciding(before, after, this.#host)
    const list: (Decided & { weight: number })[] = []
    let everybody = true
    let complete = true
    let pairs = 0
    for (let i = start; i < before.length; i++)
      for (let j = start; j < (i < lastBefore ? after.length : lastAfter); j++) {
        if (pairs++ >= mostPairs) return { list: fromGeneral(list), everybody: false, complete: false }
        const found = deciding.classFor(i, j)
        complete &&= found !== UNKNOWN
        if (found === UNKNOWN || found === undefined) continue
        const [old, now] = [before[i]?.setting, after[j]?.setting]
        if (!old || !now || sameValue(old.value, now.value)) everybody = false
        else list.push({ before: old, after: now, connectionClass: found, weight: found.holds.size })
      }
    const common = [...before.keys()].filter((at) => at < start || at >= lastBefore)
    const shift = after.length - before.length
    const isSeenByAll = () =>
      common.every((at) => deciding.classFor(at, at < start ? at : at + shift) === undefined)
    return { list: fromGeneral(list), everybody: everybody && isSeenByAll(), complete }
  }
}

function fromGeneral(list: readonly (Decided & { weight: number })[]): Decided[] {
  return list.toSorted((a, b) => a.weight - b.weight)
}

/** How many links the chains have in common, from the first one on. */
function alike(some: readonly Link[], others: readonly Link[]): number {
  const different = some.findIndex((link, at) => {
    const other = others[at]
    return !other || link.guard !== other.guard || !sameValue(link.setting.value, other.setting.value)
  })
  return different === -1 ? some.length : different
}

/** For whom which links decide. */
class Deciding {
  readonly #numbers: ReadonlyMap<Guard, number>
  readonly #connections: Connections
  readonly #chains: readonly (readonly Link[])[]
  /** By chain and position, all blocks before. */
  readonly #earlier: readonly (readonly Bits.BitSet[])[]

  constructor(before: readonly Link[], after: readonly Link[], host: Host) {
    const guards = [...new Set([...before, ...after].flatMap(({ guard }) => guard ?? []))]
    this.#numbers = new Map(guards.map((guard, number) => [guard, number]))
    this.#connections = new Connections(guards, host)
    this.#chains = [before, after]
    this.#earlier = this.#chains.map((chain) => {
      let earlier = Bits.emptySet(guards.length)
      return chain.map((link) => {
        const own = earlier
        earlier = Bits.union(earlier, this.#setOf(link))
        return own
      })
    })
  }

  /** Connections for which these two links decide; undefined where there are none. */
  classFor(...positions: readonly [before: number, after: number]) {
    const none = Bits.emptySet(this.#numbers.size)
    const holding = positions
      .map((at, chain) => this.#setOf(this.#chains[chain]?.[at]))
      .reduce(Bits.union, none)
    const failing = positions.map((at, chain) => this.#earlier[chain]?.[at] ?? none).reduce(Bits.union, none)
    return Bits.intersects(holding, failing) ? undefined : this.#connections.classOf(holding, failing)
  }

  #setOf(link: Link | undefined): Bits.BitSet {
    const number = link?.guard && this.#numbers.get(link.guard)
    return Bits.setOf(this.#numbers.size, number === undefined ? [] : [number])
  }
}
