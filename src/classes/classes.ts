import type { Connection, Guard } from '../dialects/dialect.ts'
import { type Account, type Host, UNKNOWN, type Unknown } from '../host/host.ts'
import { allClasses } from './all-classes.ts'
import * as Bits from './bit-set.ts'
import type { FoundClass } from './cell.ts'
import { describe } from './description.ts'
import { generalClasses } from './general-classes.ts'
import { Space } from './space.ts'
import { type Witness, witnessOf } from './witness.ts'

/**
 * A set of connections that none of the guards in question tells apart: a conjunction of guards and
 * negated guards that at least one connection satisfies.
 */
export interface ConnectionClass {
  /** The guards in question that hold for every connection of the class; all others in question fail. */
  readonly holds: ReadonlySet<Guard>
  /** The conditions in words, as written: `Group sftponly`, `not User alice`. Empty for the class that no guard applies to. */
  readonly match: readonly string[]
  /** A connection of the class; a real account where facts give one. */
  readonly witness: Connection
  /** The witness in the form that `sshd -T -C` takes. */
  readonly spec: string
  /**
   * The accounts of the host that surely fall into the class (for some address and so on); unknown where the host does not
   * know all accounts, or where only accounts do of whose groups nobody told.
   */
  readonly accounts: readonly Account[] | Unknown
}

export interface ConnectionClasses {
  /** From general to special: fewer holding guards first, then file order. */
  readonly classes: readonly ConnectionClass[]
  /** False where the work was bounded and classes may be missing. */
  readonly complete: boolean
}

/** More classes than this are not listed: then the most general ones stand for all. */
const mostClasses = 4096

/**
 * Every combination of these guards that some connection satisfies. Where there are more than `limit`,
 * the most general ones: each guard, and each pair that can hold together, as far as the limit reaches.
 */
export function connectionClasses(
  guards: readonly Guard[],
  host: Host,
  limit: number = mostClasses,
): ConnectionClasses {
  const space = new Space(guards, host)
  const all = allClasses(space, limit)
  const found = fromGeneralToSpecial(all ?? generalClasses(space, limit))
  return {
    classes: found.map((each) => new DescribedClass(space, each)),
    complete: all !== undefined && space.complete,
  }
}

function fromGeneralToSpecial(classes: readonly FoundClass[]): FoundClass[] {
  return classes
    .map((found) => ({ found, held: Bits.members(found.met) }))
    .sort((a, b) => a.held.length - b.held.length || firstDifference(a.held, b.held))
    .map(({ found }) => found)
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((guard, i) => guard !== b[i])
  return (a[different] ?? 0) - (b[different] ?? 0)
}

/** Words, witness and accounts are worked out when somebody asks for them. */
export class DescribedClass implements ConnectionClass {
  readonly holds: ReadonlySet<Guard>
  readonly #space: Space
  readonly #found: FoundClass
  #match: readonly string[] | undefined
  #witness: Witness | undefined
  #accounts: readonly Account[] | Unknown | undefined

  constructor(space: Space, found: FoundClass) {
    this.#space = space
    this.#found = found
    this.holds = new Set(Bits.members(found.met).flatMap((guard) => space.guards[guard] ?? []))
  }

  get match(): readonly string[] {
    this.#match ??= describe(this.#space, this.#found)
    return this.#match
  }

  get witness(): Connection {
    return this.#described.connection
  }

  get spec(): string {
    return this.#described.spec
  }

  get accounts(): readonly Account[] | Unknown {
    this.#accounts ??= accountsIn(this.#space, this.#found)
    return this.#accounts
  }

  get #described(): Witness {
    const { cell, met, refused } = this.#found
    this.#witness ??= witnessOf(this.#space, cell, Bits.union(met, refused))
    return this.#witness
  }
}

/** The accounts for which all guards in `met` and none in `refused` hold when the other attributes are right. */
function accountsIn(space: Space, { met, refused }: FoundClass): readonly Account[] | Unknown {
  const { accounts } = space.identities
  if (!accounts) return UNKNOWN
  const { list, bounded } = space.remaining(met, refused)
  if (bounded) return UNKNOWN
  const inClass = (holding: Bits.BitSet, failing: Bits.BitSet) =>
    Bits.isSubset(met, holding) && list.some((partial) => !Bits.intersects(partial.met, failing))
  const certain = accounts.filter(({ surely, perhaps }) => inClass(surely, perhaps))
  if (certain.length === 0 && accounts.some(({ surely, perhaps }) => inClass(perhaps, surely))) return UNKNOWN
  return certain.map(({ account }) => account)
}
