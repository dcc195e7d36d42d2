import type { Quantity } from '../../dialect.ts'
import { access } from './access.ts'
import { accessDecision } from './access-decision.ts'
import { algorithms } from './algorithms.ts'
import { attempts } from './attempts.ts'
import { authentication } from './authentication.ts'
import { blocks } from './blocks.ts'
import { chroot } from './chroot.ts'
import { completion } from './completion.ts'
import { confinement } from './confinement.ts'
import { forcedCommand } from './forced-command.ts'
import { forwarding } from './forwarding.ts'
import { hostKeys } from './host-keys.ts'
import { insideChroot } from './inside-chroot.ts'
import { intents } from './intents.ts'
import { keyFiles } from './key-files.ts'
import { keyPaths } from './key-paths.ts'
import { keys } from './keys.ts'
import { pam } from './pam.ts'
import { rootLogin } from './root-login.ts'
import { subsystems } from './subsystems.ts'
import { unknownTokens } from './unknown-tokens.ts'
import { wholeness } from './whole-configuration.ts'

/** Everything that rules may ask for beside keywords, by name. */
export const quantities: ReadonlyMap<string, Quantity> = new Map(
  [
    accessDecision,
    access,
    attempts,
    authentication,
    blocks,
    chroot,
    completion,
    confinement,
    forcedCommand,
    forwarding,
    hostKeys,
    algorithms,
    insideChroot,
    intents,
    keys,
    keyPaths,
    keyFiles,
    unknownTokens,
    pam,
    rootLogin,
    subsystems,
    wholeness,
  ]
    .flat()
    .map((quantity) => [quantity.name, quantity]),
)
