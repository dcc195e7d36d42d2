import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'

/** The account of anonymous sessions (ftpd.c, douser). */
const ANONYMOUS_ACCOUNTS = ['ftp', '_ftp']

/** Who may log in without a password: `allowed` beside others, `only`, or `none`. */
function anonymousMode(view: View): 'allowed' | 'only' | 'none' | Unknown {
  const only = view.get('AnonymousOnly')
  const none = view.get('NoAnonymous')
  if (only === UNKNOWN || none === UNKNOWN) return UNKNOWN
  if (only === 'yes') return 'only'
  return none === 'yes' ? 'none' : 'allowed'
}

/** Only anonymous sessions read these. */
const FOR_ANONYMOUS = [
  'AllowAnonymousFXP',
  'AllowDotFiles',
  'AnonymousBandwidth',
  'AnonymousCanCreateDirs',
  'AnonymousCantUpload',
  'AnonymousRatio',
  'AntiWarez',
  'MaxLoad',
]

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

export const anonymousQuantities: readonly Quantity[] = [
  {
    name: 'anonymous-mode',
    kind: 'enum',
    values: ['allowed', 'only', 'none'],
    summary:
      'Whether anonymous sessions are allowed beside others, the only ones, or refused; with TrustedIP, on that address',
    reads: ['AnonymousOnly', 'NoAnonymous'],
    compute: anonymousMode,
  },
  {
    name: 'anonymous-account',
    kind: 'enum',
    values: ['usable', 'missing', 'unusable'],
    summary:
      'Whether the account ftp (or _ftp) can carry anonymous sessions: not root, not group 0, an absolute home',
    reads: [],
    compute(view) {
      for (const name of ANONYMOUS_ACCOUNTS) {
        const account = view.host.account(name)
        if (account === UNKNOWN) return UNKNOWN
        if (account === 'missing') continue
        const { uid, gid, home } = account
        view.fact({
          keyword: name,
          value: `uid ${uid}, gid ${String(gid)}`,
          note: 'the account of anonymous sessions',
        })
        if (uid === 0 || gid === 0 || (home !== UNKNOWN && !home.startsWith('/'))) return 'unusable'
        return gid === UNKNOWN || home === UNKNOWN ? UNKNOWN : 'usable'
      }
      view.fact({ keyword: 'ftp', value: 'no such account', note: 'anonymous sessions need it' })
      return 'missing'
    },
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
