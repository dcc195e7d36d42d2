import type { Quantity } from '../../dialect.ts'
import { access } from './access.ts'
import { accessInBlocks } from './access-in-blocks.ts'
import { accessOfAccounts } from './access-of-accounts.ts'
import { algorithmItems } from './algorithm-items.ts'
import { algorithms } from './algorithms.ts'
import { attempts } from './attempts.ts'
import { authentication } from './authentication.ts'
import { blocks } from './blocks.ts'
import { chroot } from './chroot.ts'
import { completion } from './completion.ts'
import { confinement } from './confinement.ts'
import { disableForwarding } from './disable-forwarding.ts'
import { environment } from './environment.ts'
import { forcedCommand } from './forced-command.ts'
import { forwarding } from './forwarding.ts'
import { forwardingLimits } from './forwarding-limits.ts'
import { hostKeys } from './host-keys.ts'
import { insideChroot } from './inside-chroot.ts'
import { intents } from './intents.ts'
import { keyFiles } from './key-files.ts'
import { keyPaths } from './key-paths.ts'
import { keyPrograms } from './key-programs.ts'
import { keys } from './keys.ts'
import { limits } from './limits.ts'
import { listeners } from './listeners.ts'
import { macs } from './macs.ts'
import { openForwarding } from './open-forwarding.ts'
import { outdatedAlgorithms } from './outdated-algorithms.ts'
import { pam } from './pam.ts'
import { paths } from './paths.ts'
import { refusedBlocks } from './refused-blocks.ts'
import { rootLogin } from './root-login.ts'
import { sessions } from './sessions.ts'
import { sftpOptions } from './sftp-options.ts'
import { socketActivation } from './socket-activation.ts'
import { strangeAccessEntries } from './strange-access-entries.ts'
import { subsystems } from './subsystems.ts'
import { unknownTokens } from './unknown-tokens.ts'
import { versionTraps } from './version-traps.ts'
import { ways } from './ways-in.ts'
import { wholeness } from './whole-configuration.ts'
import { x11 } from './x11.ts'

/** Everything that rules may ask for beside keywords, by name. */
export const quantities: ReadonlyMap<string, Quantity> = new Map(
  [
    access,
    strangeAccessEntries,
    accessInBlocks,
    refusedBlocks,
    accessOfAccounts,
    attempts,
    authentication,
    blocks,
    chroot,
    completion,
    confinement,
    forcedCommand,
    disableForwarding,
    forwarding,
    hostKeys,
    algorithms,
    algorithmItems,
    outdatedAlgorithms,
    macs,
    insideChroot,
    intents,
    keys,
    keyPaths,
    keyFiles,
    keyPrograms,
    unknownTokens,
    limits,
    openForwarding,
    pam,
    rootLogin,
    subsystems,
    environment,
    forwardingLimits,
    listeners,
    socketActivation,
    paths,
    sessions,
    sftpOptions,
    versionTraps,
    x11,
    ways,
    wholeness,
  ]
    .flat()
    .map((quantity) => [quantity.name, quantity]),
)
