import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { anonymousMode } from './anonymous.ts'

/** Who sets one of these to anything but no wants anonymous sessions. */
const WANTED = [
  'AllowAnonymousFXP',
  'AllowDotFiles',
  'AnonymousBandwidth',
  'AnonymousCanCreateDirs',
  'AnonymousCantUpload',
  'AnonymousRatio',
]

/** Only anonymous sessions read these. The file of the authors sets the last two, so they say nothing of what is wanted. */
const FOR_ANONYMOUS = [...WANTED, 'AntiWarez', 'MaxLoad']

/** Only sessions with a password read these. */
const FOR_AUTHENTICATED = [
  'AllowUserFXP',
  'ChrootEveryone',
  'CreateHomeDir',
  'ExtAuth',
  'LDAPConfigFile',
  'MinUID',
  'MySQLConfigFile',
  'PAMAuthentication',
  'PGSQLConfigFile',
  'PureDB',
  'Quota',
  'TrustedGID',
  'UnixAuthentication',
]

/** The settings that only concern anonymous sessions, and those that only concern the others. */
export const anonymousSettingQuantities: readonly Quantity[] = [
  {
    name: 'anonymous-sessions-wanted',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether settings that only concern anonymous sessions show that these are wanted',
    reads: WANTED,
    compute: (view) => (WANTED.some((name) => view.isSet(name) && view.peek(name) !== 'no') ? 'yes' : 'no'),
  },
  {
    name: 'anonymous-settings',
    kind: 'list',
    summary: 'Settings in force that only concern anonymous sessions',
    reads: FOR_ANONYMOUS,
    compute: (view) => inForce(view, FOR_ANONYMOUS),
  },
  {
    name: 'dead-anonymous-settings',
    kind: 'list',
    summary: 'Settings for anonymous sessions where there are none',
    reads: ['AnonymousOnly', 'NoAnonymous', 'TrustedIP', ...FOR_ANONYMOUS],
    compute(view) {
      const mode = anonymousMode(view)
      if (mode === UNKNOWN || view.peek('TrustedIP') === UNKNOWN) return UNKNOWN
      // With TrustedIP all other addresses are open to anonymous sessions.
      return mode === 'none' && !view.isSet('TrustedIP') ? inForce(view, FOR_ANONYMOUS) : []
    },
  },
  {
    name: 'dead-authenticated-settings',
    kind: 'list',
    summary: 'Settings for sessions with a password where all sessions are anonymous',
    reads: ['AnonymousOnly', 'NoAnonymous', ...FOR_AUTHENTICATED],
    compute(view) {
      const mode = anonymousMode(view)
      if (mode === UNKNOWN) return UNKNOWN
      return mode === 'only' ? inForce(view, FOR_AUTHENTICATED) : []
    },
  },
]

/** Those that a line sets and that are not switched off; their lines become evidence. */
function inForce(view: View, names: readonly string[]): readonly string[] {
  return names.filter((name) => view.isSet(name) && view.peek(name) !== 'no' && view.get(name) !== UNKNOWN)
}
