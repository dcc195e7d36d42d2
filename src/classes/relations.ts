import type { Guard } from '../dialects/dialect.ts'
import { type Host, UNKNOWN, type Unknown } from '../host/host.ts'
import { Precedence } from './precedence.ts'
import { Space } from './space.ts'
import { type Witness, witnessOf } from './witness.ts'

/** What guards have to do with each other: which can hold together, and which cover which. */
export interface Relations {
  /**
   * A connection for which all of `holds` and none of `fails` hold: any boolean combination of guards is a
   * choice of such pairs. Undefined where there is none; unknown where the answer was too hard to find.
   */
  find(holds: readonly Guard[], fails: readonly Guard[]): Witness | undefined | Unknown
  /** Whether some connection meets all of these guards. */
  canHold(guards: readonly Guard[]): boolean | Unknown
  /** Whether each connection that meets all of `guards` also meets at least one of `others`. */
  covered(guards: readonly Guard[], others: readonly Guard[]): boolean | Unknown
  /** An empty list of blocks that are asked one after another. */
  precedence(): Precedence
}

/**
 * Prepares questions about any of these guards; with the accounts of the host, where it knows them all, nobody else exists.
 * @param meant what a guard asks for, where that is not what it says
 */
export function relationsOf(
  guards: readonly Guard[],
  host: Host,
  meant: (guard: Guard) => Guard = (guard) => guard,
): Relations {
  const space = new Space(guards.map(meant), host)
  const numbers = new Map(guards.map((guard, number) => [guard, number]))
  const setOf = (some: readonly Guard[]) => space.setOf(some.flatMap((guard) => numbers.get(guard) ?? []))
  const find: Relations['find'] = (holds, fails) => {
    const cell = space.find(setOf(holds), setOf(fails))
    return cell === undefined || cell === UNKNOWN ? cell : witnessOf(space, cell)
  }
  const exists = (holds: readonly Guard[], fails: readonly Guard[]) => {
    const cell = space.find(setOf(holds), setOf(fails))
    return cell === UNKNOWN ? UNKNOWN : cell !== undefined
  }
  return {
    find,
    canHold: (some) => exists(some, []),
    covered: (some, others) => {
      const escapes = exists(some, others)
      return escapes === UNKNOWN ? UNKNOWN : !escapes
    },
    precedence: () => new Precedence(space, numbers, guards),
  }
}
