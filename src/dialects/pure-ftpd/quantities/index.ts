import type { Quantity } from '../../dialect.ts'
import { anonymousQuantities } from './anonymous.ts'
import { anonymousSettingQuantities } from './anonymous-settings.ts'
import { authenticationQuantities } from './authentication.ts'
import { backEndFileQuantities } from './back-end-files.ts'
import { certificateQuantities } from './certificates.ts'
import { cipherQuantities } from './ciphers.ts'
import { confinementQuantities } from './confinement.ts'
import { databaseQuantities } from './database.ts'
import { debianServiceQuantities } from './debian-service.ts'
import { limitQuantities } from './limits.ts'
import { lineQuantities } from './lines.ts'
import { loginQuantities } from './logins.ts'
import { networkQuantities } from './network.ts'
import { pathQuantities } from './paths.ts'
import { rawNumberQuantities } from './raw-numbers.ts'
import { rivalQuantities } from './rivals.ts'
import { systemAccountQuantities } from './system-accounts.ts'
import { transferQuantities } from './transfers.ts'
import { trustedIpQuantities } from './trusted-ip.ts'
import { virtualAccountQuantities } from './virtual-accounts.ts'
import { virtualHomeQuantities } from './virtual-homes.ts'
import { virtualIdQuantities } from './virtual-ids.ts'
import { virtualRestrictionQuantities } from './virtual-restrictions.ts'

const all: readonly Quantity[] = [
  ...authenticationQuantities,
  ...anonymousQuantities,
  ...anonymousSettingQuantities,
  ...virtualAccountQuantities,
  ...virtualIdQuantities,
  ...backEndFileQuantities,
  ...certificateQuantities,
  ...pathQuantities,
  ...rawNumberQuantities,
  ...rivalQuantities,
  ...systemAccountQuantities,
  ...virtualHomeQuantities,
  ...virtualRestrictionQuantities,
  ...databaseQuantities,
  ...limitQuantities,
  ...cipherQuantities,
  ...confinementQuantities,
  ...debianServiceQuantities,
  ...lineQuantities,
  ...loginQuantities,
  ...networkQuantities,
  ...transferQuantities,
  ...trustedIpQuantities,
]

/** What rules may ask for beside directives, by name. */
export const quantities: ReadonlyMap<string, Quantity> = new Map(
  all.map((quantity) => [quantity.name, quantity]),
)
