import { UNKNOWN } from '../../../host/host.ts'
import { nameOf } from '../../../host/path.ts'
import type { Problem, Quantity, View } from '../../dialect.ts'
import { byLogin } from '../puredb/comparison.ts'
import { virtualUsersOf } from '../puredb/virtual-users.ts'
import { accountsOf, asksPureDb, loginsWith, reportVirtual, virtualAccounts } from './asked-accounts.ts'
import { reportAccounts } from './evidence.ts'
import { uidInWords } from './virtual-ids.ts'

const MOST = 100

/** Which virtual accounts there are, and what their records say beside ids, homes and restrictions. */
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
      reportVirtual(view, accounts.slice(0, MOST), uidInWords)
      return accounts.map(({ login }) => login)
    },
  },
  {
    name: 'accounts-with-plain-passwords',
    kind: 'list',
    summary: 'The PureDB logins whose password field holds no hash: no password ever matches it',
    reads: ['PureDB'],
    compute: (view) =>
      loginsWith(view, ({ hash }) => {
        if (hash === 'empty') return 'stored with an empty password'
        return hash === 'plain' ? 'stored without a password hash' : undefined
      }),
  },
  {
    name: 'accounts-with-weak-hashes',
    kind: 'list',
    summary: 'The PureDB logins whose password is stored with MD5 or DES',
    reads: ['PureDB'],
    compute: (view) =>
      loginsWith(view, ({ hash }) =>
        hash === 'md5' || hash === 'des' ? `stored with a password hash of kind ${hash}` : undefined,
      ),
  },
  {
    name: 'disabled-virtual-accounts',
    kind: 'list',
    summary: 'The PureDB logins that are disabled the way panels do it, with 1 as the only allowed client',
    reads: ['PureDB'],
    compute: (view) =>
      loginsWith(view, ({ fields }) =>
        fields.allowedClients === '1' ? 'allowed to come from 1 only' : undefined,
      ),
  },
  {
    name: 'accounts-without-quota-left',
    kind: 'list',
    summary: 'The PureDB logins with a quota of 0 files or 0 bytes: they cannot upload',
    reads: ['PureDB'],
    compute: (view) =>
      loginsWith(view, ({ fields: { quotaFiles, quotaSize } }) =>
        /^0+$/.test(quotaFiles) || /^0+$/.test(quotaSize)
          ? `limited to ${quotaFiles || 'any number of'} files and ${quotaSize || 'any number of'} bytes`
          : undefined,
      ),
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
      reportAccounts(view, repeated, file, (account) => `${uidInWords(account)}, not used`)
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
