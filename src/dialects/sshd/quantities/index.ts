import type { Quantity } from '../../dialect.ts'
import { access } from './access.ts'
import { attempts } from './attempts.ts'
import { authentication } from './authentication.ts'
import { chroot } from './chroot.ts'
import { confinement } from './confinement.ts'
import { hostKeys } from './host-keys.ts'
import { intents } from './intents.ts'
import { keys } from './keys.ts'

/** Everything that rules may ask for beside keywords, by name. */
export const quantities: ReadonlyMap<string, Quantity> = new Map(
  [authentication, attempts, keys, intents, confinement, access, chroot, hostKeys]
    .flat()
    .map((quantity) => [quantity.name, quantity]),
)
