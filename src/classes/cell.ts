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

/** A set of connections: the guards that hold for it, and one of its connections. */
export interface FoundClass {
  met: BitSet
  cell: Cell
}
