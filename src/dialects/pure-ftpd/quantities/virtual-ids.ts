import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, Value, View } from '../../dialect.ts'
import type { VirtualAccount } from '../puredb/record.ts'
import { atLeast } from '../versions.ts'
import { loginsWith, reportVirtual, virtualAccounts } from './asked-accounts.ts'

/** The user id of an account, for people. */
export function uidInWords({ uid, fields }: VirtualAccount): string {
  return uid === undefined ? `uid ${fields.uid}` : `uid ${uid}`
}

/** The extreme of all user ids; unknown where there is none. */
function extreme(view: View, choose: (a: number, b: number) => boolean): Value | Unknown {
  const accounts = virtualAccounts(view)
  if (accounts === UNKNOWN) return UNKNOWN
  let found: VirtualAccount | undefined
  for (const account of accounts) {
    if (account.uid === undefined || account.uid === 0) continue
    if (found?.uid === undefined || choose(account.uid, found.uid)) found = account
  }
  if (found?.uid === undefined) return UNKNOWN
  reportVirtual(view, [found], uidInWords)
  return found.uid
}

/** The user and group ids of virtual accounts. */
export const virtualIdQuantities: readonly Quantity[] = [
  {
    name: 'accounts-below-min-uid',
    kind: 'list',
    summary: 'The PureDB logins whose user id is below MinUID: they get 530 after the right password',
    reads: ['MinUID', 'PureDB'],
    compute(view) {
      const least = view.peek('MinUID')
      if (least === UNKNOWN) return UNKNOWN
      return loginsWith(view, (account) => {
        const { uid } = account
        return uid !== undefined && uid > 0 && uid < Number(least) ? uidInWords(account) : undefined
      })
    },
  },
  {
    name: 'lowest-virtual-uid',
    kind: 'number',
    summary: 'The lowest user id of the PureDB accounts; unknown where no account is known',
    reads: ['PureDB'],
    compute: (view) => extreme(view, (a, b) => a < b),
  },
  {
    name: 'highest-virtual-uid',
    kind: 'number',
    summary: 'The highest user id of the PureDB accounts; unknown where no account is known',
    reads: ['PureDB'],
    compute: (view) => extreme(view, (a, b) => a > b),
  },
  {
    name: 'root-virtual-accounts',
    kind: 'list',
    summary: 'The PureDB logins with user id 0 or group id 0: they are always refused',
    reads: ['PureDB'],
    compute: (view) =>
      loginsWith(view, ({ uid, gid, fields }) =>
        uid === 0 || gid === 0 ? `uid ${fields.uid}, gid ${fields.gid}` : undefined,
      ),
  },
  {
    name: 'accounts-without-numeric-ids',
    kind: 'list',
    summary:
      'The PureDB logins whose user or group id is no number, or, since 1.0.54, has something behind its digits',
    reads: ['PureDB'],
    compute(view) {
      const { assumedVersion } = view.parameters
      const wanted = atLeast(view.config.version, '1.0.54') && !assumedVersion ? /^\d+$/ : /^[ \t]*\d/
      return loginsWith(view, ({ fields: { uid, gid } }) =>
        wanted.test(uid) && wanted.test(gid) ? undefined : `uid "${uid}", gid "${gid}"`,
      )
    },
  },
]
