import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import type { VirtualAccount } from '../puredb/record.ts'
import { virtualUsersOf } from '../puredb/virtual-users.ts'
import { asksPureDb } from './asked-accounts.ts'
import { reportAccounts } from './evidence.ts'

/** What the comparison of database and text gives; UNKNOWN unless both could be read, nothing where PureDB is not asked. */
function compared(view: View) {
  if (!asksPureDb(view)) return undefined
  const { comparison, text, database } = virtualUsersOf(view.config, view.host)
  return comparison && text ? { comparison, text, database } : UNKNOWN
}

type Compared = Exclude<ReturnType<typeof compared>, undefined | typeof UNKNOWN>

/** The logins that the comparison finds, with what is said of them and in which file. */
function loginsOf(
  found: (known: Compared) => { accounts: readonly VirtualAccount[]; file: string; what: string },
): Quantity['compute'] {
  return (view) => {
    const known = compared(view)
    if (known === undefined) return []
    if (known === UNKNOWN) return UNKNOWN
    const { accounts, file, what } = found(known)
    if (accounts.length > 0) view.setting('PureDB')
    reportAccounts(view, accounts, file, () => what)
    return accounts.map(({ login }) => login)
  }
}

export const databaseQuantities: readonly Quantity[] = [
  {
    name: 'database-state',
    kind: 'enum',
    values: ['readable', 'missing', 'too-short', 'not-a-database', 'damaged', 'none'],
    summary: 'What stands at the path of PureDB; none where PureDB is not asked',
    reads: ['PureDB'],
    compute(view) {
      if (view.peek('PureDB') === UNKNOWN) return UNKNOWN
      if (!asksPureDb(view)) return 'none'
      view.setting('PureDB')
      const { path, state } = virtualUsersOf(view.config, view.host).database
      if (state === UNKNOWN) return UNKNOWN
      view.fact({ keyword: 'PureDB', value: state, file: path })
      return state
    },
  },
  {
    name: 'stale-database',
    kind: 'flag',
    values: ['yes', 'no'],
    summary:
      'Whether the PureDB database differs from its text: pure-pw mkdb has not been run since the last change',
    reads: ['PureDB'],
    compute(view) {
      const known = compared(view)
      if (known === undefined) return 'no'
      if (known === UNKNOWN) return UNKNOWN
      const { missing, extra, differing } = known.comparison
      const changes = missing.length + extra.length + differing.length
      if (changes === 0) return 'no'
      view.setting('PureDB')
      view.fact({
        keyword: 'pureftpd.passwd',
        value: `${changes} records differ from the database`,
        file: known.text.path,
      })
      return 'yes'
    },
  },
  {
    name: 'missing-from-database',
    kind: 'list',
    summary: 'The logins of the PureDB text that the database lacks: they cannot log in',
    reads: ['PureDB'],
    compute: loginsOf(({ comparison, text }) => ({
      accounts: comparison.missing,
      file: text.path,
      what: 'not in the database',
    })),
  },
  {
    name: 'extra-in-database',
    kind: 'list',
    summary: 'The logins of the PureDB database that its text lacks: they can still log in',
    reads: ['PureDB'],
    compute: loginsOf(({ comparison, text, database }) => ({
      accounts: comparison.extra,
      file: database.path,
      what: `not in ${text.path}`,
    })),
  },
  {
    name: 'differing-in-database',
    kind: 'list',
    summary:
      'The logins that the PureDB database and its text describe in different ways: the database counts',
    reads: ['PureDB'],
    compute: loginsOf(({ comparison, text }) => ({
      accounts: comparison.differing.map(({ text }) => text),
      file: text.path,
      what: 'different in the database',
    })),
  },
]
