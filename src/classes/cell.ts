import type { Choice } from './axes.ts'
import type { BitSet } from './bit-set.ts'
import type { Membership } from './memberships.ts'

/** A value for every attribute that guards ask for: as good as a connection. */
export interface Cell {
  user: string
  /** No groups: anything will do. */
  membership: Membership
  choice: Choice
}

/** A set of connections: the guards that hold for all of them, those that hold for none, and one connection. */
export interface FoundClass {
  met: BitSet
  refused: BitSet
  cell: Cell
}
