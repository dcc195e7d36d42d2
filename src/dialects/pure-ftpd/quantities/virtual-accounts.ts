import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import { nameOf } from '../../../host/path.ts'
import type { Problem, Quantity, Value, View } from '../../dialect.ts'
import { byLogin } from '../puredb/comparison.ts'
import { hasQuota, type VirtualAccount } from '../puredb/record.ts'
import { type VirtualUsers, virtualUsersOf } from '../puredb/virtual-users.ts'
import { atLeast } from '../versions.ts'
import { configOf, reportAccounts } from './evidence.ts'

/** The accounts of the database that the daemon asks, one for each login; unknown where no record is known. */
export function virtualAccounts(view: View): readonly VirtualAccount[] | Unknown {
  return asksPureDb(view) ? accountsOf(virtualUsersOf(view.config, view.host)) : []
}

const known = new WeakMap<VirtualUsers, readonly VirtualAccount[]>()

/** One account for each login, with its line in the text where that says the same: it is what people edit. */
function accountsOf(users: VirtualUsers): readonly VirtualAccount[] | Unknown {
  if (users.accounts === UNKNOWN) return UNKNOWN
  const remembered = known.get(users)
  if (remembered) return remembered
  const lines = new Map((users.text?.accounts ?? []).map((account) => [recordOf(account), account]))
  const accounts = [...byLogin(users.accounts).values()].map((account) =>
    account.line === undefined ? (lines.get(recordOf(account)) ?? account) : account,
  )
  known.set(users, accounts)
  return accounts
}

function recordOf({ login, record }: VirtualAccount): string {
  return `${login}:${record}`
}

function asksPureDb(view: View): boolean {
  return configOf(view).chain.some(({ backEnd }) => backEnd === 'puredb')
}

/** Where an account stands: in the text where it has a line, else in the database. */
export function reportVirtual(
  view: View,
  accounts: readonly VirtualAccount[],
  describe: (account: VirtualAccount) => string,
): void {
  const users = virtualUsersOf(view.config, view.host)
  for (const account of accounts) {
    const file = account.line === undefined ? users.path : (users.text?.path ?? users.path)
    reportAccounts(view, [account], file, describe)
  }
}

/** The logins of the accounts that `fits`; the accounts become evidence. */
function logins(
  view: View,
  fits: (account: VirtualAccount) => boolean,
  describe: (account: VirtualAccount) => string,
): Value | Unknown {
  const accounts = virtualAccounts(view)
  if (accounts === UNKNOWN) return UNKNOWN
  const found = accounts.filter(fits)
  if (found.length > 0) view.setting('PureDB')
  reportVirtual(view, found.slice(0, MOST), describe)
  return found.map(({ login }) => login)
}

const MOST = 100

function uid({ uid, fields }: VirtualAccount): string {
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
  reportVirtual(view, [found], uid)
  return found.uid
}

export const virtualAccountQuantities: readonly Quantity[] = [
  {
    name: 'virtual-accounts',
    kind: 'list',
    summary: 'The logins of the PureDB database that the daemon asks',
    reads: ['PureDB'],
    compute(view) {
      const accounts = virtualAccounts(view)
      return accounts === UNKNOWN ? UNKNOWN : accounts.map(({ login }) => login)
    },
  },
  {
    name: 'unused-virtual-accounts',
    kind: 'list',
    summary: 'The logins of a PureDB database, or of its text, in the usual place that no line asks for',
    reads: ['PureDB'],
    compute(view) {
      if (asksPureDb(view) || view.peek('PureDB') === UNKNOWN) return []
      const told = problemsOfPureDb(view)
      // With a line that is refused the server does not start at all.
      if (told.some(({ refused }) => refused)) return []
      const accounts = accountsOf(virtualUsersOf(view.config, view.host))
      if (accounts === UNKNOWN) return UNKNOWN
      if (accounts.length > 0)
        for (const { source, node } of told)
          view.line({ source, node, keyword: 'PureDB', text: textOf(node) })
      reportVirtual(view, accounts.slice(0, MOST), uid)
      return accounts.map(({ login }) => login)
    },
  },
  {
    name: 'accounts-below-min-uid',
    kind: 'list',
    summary: 'The PureDB logins whose user id is below MinUID: they get 530 after the right password',
    reads: ['MinUID', 'PureDB'],
    compute(view) {
      const least = view.peek('MinUID')
      if (least === UNKNOWN) return UNKNOWN
      return logins(
        view,
        (account) => account.uid !== undefined && account.uid > 0 && account.uid < Number(least),
        uid,
      )
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
      logins(
        view,
        ({ uid, gid }) => uid === 0 || gid === 0,
        (account) => `uid ${account.fields.uid}, gid ${account.fields.gid}`,
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
      return logins(
        view,
        ({ fields }) => !wanted.test(fields.uid) || !wanted.test(fields.gid),
        ({ fields }) => `uid "${fields.uid}", gid "${fields.gid}"`,
      )
    },
  },
  {
    name: 'accounts-without-absolute-home',
    kind: 'list',
    summary: 'The PureDB logins whose home is empty or relative: they are always refused',
    reads: ['PureDB'],
    compute: (view) =>
      logins(
        view,
        ({ fields }) => !fields.home.startsWith('/'),
        ({ fields }) => `at home in "${fields.home}"`,
      ),
  },
  {
    name: 'accounts-with-plain-passwords',
    kind: 'list',
    summary: 'The PureDB logins whose password field holds no hash: no password ever matches it',
    reads: ['PureDB'],
    compute: (view) =>
      logins(
        view,
        ({ hash }) => hash === 'plain' || hash === 'empty',
        ({ hash }) => (hash === 'empty' ? 'stored with an empty password' : 'stored without a password hash'),
      ),
  },
  {
    name: 'accounts-with-weak-hashes',
    kind: 'list',
    summary: 'The PureDB logins whose password is stored with MD5 or DES',
    reads: ['PureDB'],
    compute: (view) =>
      logins(
        view,
        ({ hash }) => hash === 'md5' || hash === 'des',
        ({ hash }) => `stored with a password hash of kind ${hash}`,
      ),
  },
  {
    name: 'disabled-virtual-accounts',
    kind: 'list',
    summary: 'The PureDB logins that are disabled the way panels do it, with 1 as the only allowed client',
    reads: ['PureDB'],
    compute: (view) =>
      logins(
        view,
        ({ fields }) => fields.allowedClients === '1',
        () => 'allowed to come from 1 only',
      ),
  },
  {
    name: 'accounts-without-quota-left',
    kind: 'list',
    summary: 'The PureDB logins with a quota of 0 files or 0 bytes: they cannot upload',
    reads: ['PureDB'],
    compute: (view) =>
      logins(
        view,
        ({ fields }) => /^0+$/.test(fields.quotaFiles) || /^0+$/.test(fields.quotaSize),
        ({ fields }) =>
          `limited to ${fields.quotaFiles || 'any number of'} files and ${fields.quotaSize || 'any number of'} bytes`,
      ),
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
      return logins(
        view,
        ({ fields }) => !fields.home.includes('/./') && !hasQuota(fields),
        ({ fields }) => `at home in ${fields.home}`,
      )
    },
  },
  {
    name: 'duplicate-virtual-accounts',
    kind: 'list',
    summary: 'The logins that the PureDB text holds more than once: the first record counts',
    reads: ['PureDB'],
    compute(view) {
      if (!asksPureDb(view)) return []
      const users = virtualUsersOf(view.config, view.host)
      if (users.accounts === UNKNOWN) return UNKNOWN
      const accounts = users.text?.accounts ?? users.accounts
      const first = byLogin(accounts)
      const repeated = accounts.filter((account) => first.get(account.login) !== account)
      const file = users.text?.path ?? users.path
      reportAccounts(view, repeated, file, (account) => `${uid(account)}, not used`)
      return [...new Set(repeated.map(({ login }) => login))]
    },
  },
]

/** What is told of lines that ask for the database, and by which it is not asked. */
function problemsOfPureDb({ config }: View): readonly Problem[] {
  return config.problems.filter(({ source, node }) =>
    /^puredb$/i.test('keyword' in node ? node.keyword : nameOf(source.path)),
  )
}

function textOf(node: Problem['node']): string {
  return 'children' in node ? node.children.map(({ value }) => value).join(' ') : ''
}
