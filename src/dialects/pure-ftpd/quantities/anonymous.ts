import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { anonymousAccount, whyUnusable } from '../authentication/anonymous.ts'

/** Who may log in without a password: `allowed` beside others, `only`, or `none`. */
export function anonymousMode(view: View): 'allowed' | 'only' | 'none' | Unknown {
  const only = view.get('AnonymousOnly')
  const none = view.get('NoAnonymous')
  if (only === UNKNOWN || none === UNKNOWN) return UNKNOWN
  if (only === 'yes') return 'only'
  return none === 'yes' ? 'none' : 'allowed'
}

/** Who may come in without a password, and as which account. */
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
      const account = anonymousAccount(view.host)
      if (account === UNKNOWN) return UNKNOWN
      if (account === 'missing') {
        view.fact({ keyword: 'ftp', value: 'no such account', note: 'anonymous sessions need it' })
        return 'missing'
      }
      view.fact({
        keyword: account.name,
        value: `uid ${account.uid}, gid ${String(account.gid)}`,
        note: 'the account of anonymous sessions',
      })
      const reason = whyUnusable(account)
      if (reason === UNKNOWN) return UNKNOWN
      return reason === undefined ? 'usable' : 'unusable'
    },
  },
  {
    name: 'anonymous-uid',
    kind: 'number',
    summary: 'The user id of the account ftp, or else _ftp, as which anonymous sessions run',
    reads: [],
    compute(view) {
      const account = anonymousAccount(view.host)
      if (account === UNKNOWN || account === 'missing') return UNKNOWN
      const { name, uid } = account
      view.fact({ keyword: name, value: `uid ${uid}`, note: 'the account of anonymous sessions' })
      return uid
    },
  },
  {
    name: 'anonymous-account-missing',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether the system is known to have no account for anonymous sessions',
    reads: [],
    compute: ({ host }) => (anonymousAccount(host) === 'missing' ? 'yes' : 'no'),
  },
]
