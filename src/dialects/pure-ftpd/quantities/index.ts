import type { Quantity } from '../../dialect.ts'
import { anonymousQuantities } from './anonymous.ts'
import { authenticationQuantities } from './authentication.ts'
import { confinementQuantities } from './confinement.ts'
import { databaseQuantities } from './database.ts'
import { limitQuantities } from './limits.ts'
import { networkQuantities } from './network.ts'
import { transferQuantities } from './transfers.ts'
import { virtualAccountQuantities } from './virtual-accounts.ts'

const all: readonly Quantity[] = [
  ...authenticationQuantities,
  ...anonymousQuantities,
  ...virtualAccountQuantities,
  ...databaseQuantities,
  ...limitQuantities,
  ...confinementQuantities,
  ...networkQuantities,
  ...transferQuantities,
]

/** What rules may ask for beside directives, by name. */
export const quantities: ReadonlyMap<string, Quantity> = new Map(
  all.map((quantity) => [quantity.name, quantity]),
)
