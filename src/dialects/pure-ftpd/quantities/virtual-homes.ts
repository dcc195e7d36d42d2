import { type FileFacts, UNKNOWN } from '../../../host/host.ts'
import { normalize } from '../../../host/path.ts'
import type { Quantity } from '../../dialect.ts'
import { hasQuota, type VirtualAccount } from '../puredb/record.ts'
import { isAbsent } from './absence.ts'
import { loginsWith } from './asked-accounts.ts'

/** So many accounts are cited. */
const MOST = 20

/** The logins whose home the host knows, and finds wanting. */
function withHome(fits: (home: FileFacts, account: VirtualAccount) => boolean, note: string) {
  const compute: Quantity['compute'] = (view) =>
    loginsWith(
      view,
      (account) => {
        const { home } = account.fields
        // What stands behind `/./` included: the daemon changes to both as root (ftpd.c, dopass).
        const facts = home.startsWith('/') ? view.host.file(normalize(home)) : UNKNOWN
        return facts !== UNKNOWN && facts !== 'missing' && fits(facts, account)
          ? `at home in ${home}, ${note}`
          : undefined
      },
      MOST,
    )
  return compute
}

/** Whether a user who is neither owner nor in the group, or is, may list and enter the directory. */
function isClosed(home: FileFacts, { uid, gid }: VirtualAccount): boolean {
  if (home.type !== 'directory' || home.mode === UNKNOWN || home.uid === UNKNOWN || home.gid === UNKNOWN)
    return false
  const shift = home.uid === uid ? 6 : home.gid === gid ? 3 : 0
  return ((home.mode >> shift) & 0o5) !== 0o5
}

export const virtualHomeQuantities: readonly Quantity[] = [
  {
    name: 'accounts-without-absolute-home',
    kind: 'list',
    summary: 'The PureDB logins whose home is empty or relative: they are always refused',
    reads: ['PureDB'],
    compute: (view) =>
      loginsWith(view, ({ fields: { home } }) => (home.startsWith('/') ? undefined : `at home in "${home}"`)),
  },
  {
    name: 'accounts-without-home-directory',
    kind: 'list',
    summary:
      'The PureDB logins whose home is certainly not there: they get 421 unless CreateHomeDir makes it',
    reads: ['PureDB'],
    compute: (view) =>
      loginsWith(
        view,
        ({ fields: { home } }) =>
          home.startsWith('/') && isAbsent(home, view.host)
            ? `at home in ${home}, which does not exist`
            : undefined,
        MOST,
      ),
  },
  {
    name: 'accounts-with-file-as-home',
    kind: 'list',
    summary: 'The PureDB logins whose home is certainly no directory: they get 421',
    reads: ['PureDB'],
    compute: withHome(({ type }) => type !== 'directory', 'which is no directory'),
  },
  {
    name: 'accounts-with-closed-home',
    kind: 'list',
    summary: 'The PureDB logins that may not list or enter their own home, by its owner and mode',
    reads: ['PureDB'],
    compute: withHome(isClosed, 'which is closed to them'),
  },
  {
    name: 'unconfined-virtual-accounts',
    kind: 'list',
    summary:
      'The PureDB logins whose home marks no root (`/./`) where no chroot directive is in force: they see all files',
    reads: ['PureDB', 'ChrootEveryone', 'TrustedGID', 'Quota'],
    compute(view) {
      const names = ['ChrootEveryone', 'TrustedGID', 'Quota']
      if (names.some((name) => view.peek(name) === UNKNOWN)) return UNKNOWN
      if (view.peek('ChrootEveryone') === 'yes' || view.isSet('TrustedGID') || view.isSet('Quota')) return []
      return loginsWith(view, ({ fields }) =>
        fields.home.includes('/./') || hasQuota(fields) ? undefined : `at home in ${fields.home}`,
      )
    },
  },
]
