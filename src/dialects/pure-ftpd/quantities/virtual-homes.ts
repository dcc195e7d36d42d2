import { type FileFacts, type Host, UNKNOWN, type Unknown } from '../../../host/host.ts'
import { normalize } from '../../../host/path.ts'
import type { Quantity, View } from '../../dialect.ts'
import type { VirtualAccount } from '../puredb/record.ts'
import { isAbsent } from './absence.ts'
import { reportVirtual, virtualAccounts } from './virtual-accounts.ts'

const MOST = 20

/** What is known of a home, what stands behind `/./` included: the daemon changes to both as root (ftpd.c, dopass). */
function homeOf({ fields: { home } }: VirtualAccount, host: Host): FileFacts | 'missing' | Unknown {
  return home.startsWith('/') ? host.file(normalize(home)) : UNKNOWN
}

/** Whether a user who is neither owner nor in the group, or is, may list and enter the directory. */
function isClosed(home: FileFacts, { uid, gid }: VirtualAccount): boolean {
  if (home.type !== 'directory' || home.mode === UNKNOWN || home.uid === UNKNOWN || home.gid === UNKNOWN)
    return false
  const shift = home.uid === uid ? 6 : home.gid === gid ? 3 : 0
  return ((home.mode >> shift) & 0o5) !== 0o5
}

function accounts(
  view: View,
  fits: (account: VirtualAccount) => boolean,
  note: string,
): readonly string[] | Unknown {
  const known = virtualAccounts(view)
  if (known === UNKNOWN) return UNKNOWN
  const found = known.filter(fits)
  if (found.length > 0) view.setting('PureDB')
  reportVirtual(view, found.slice(0, MOST), ({ fields }) => `at home in ${fields.home}, ${note}`)
  return found.map(({ login }) => login)
}

export const virtualHomeQuantities: readonly Quantity[] = [
  {
    name: 'accounts-without-home-directory',
    kind: 'list',
    summary:
      'The PureDB logins whose home is certainly not there: they get 421 unless CreateHomeDir makes it',
    reads: ['PureDB'],
    compute: (view) =>
      accounts(
        view,
        ({ fields: { home } }) => home.startsWith('/') && isAbsent(home, view.host),
        'which does not exist',
      ),
  },
  {
    name: 'accounts-with-file-as-home',
    kind: 'list',
    summary: 'The PureDB logins whose home is certainly no directory: they get 421',
    reads: ['PureDB'],
    compute: (view) =>
      accounts(
        view,
        (account) => {
          const home = homeOf(account, view.host)
          return home !== UNKNOWN && home !== 'missing' && home.type !== 'directory'
        },
        'which is no directory',
      ),
  },
  {
    name: 'accounts-with-closed-home',
    kind: 'list',
    summary: 'The PureDB logins that may not list or enter their own home, by its owner and mode',
    reads: ['PureDB'],
    compute: (view) =>
      accounts(
        view,
        (account) => {
          const home = homeOf(account, view.host)
          return home !== UNKNOWN && home !== 'missing' && isClosed(home, account)
        },
        'which is closed to them',
      ),
  },
]
