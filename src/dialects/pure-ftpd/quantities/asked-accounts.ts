import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { View } from '../../dialect.ts'
import { byLogin } from '../puredb/comparison.ts'
import type { VirtualAccount } from '../puredb/record.ts'
import { type VirtualUsers, virtualUsersOf } from '../puredb/virtual-users.ts'
import { configOf, reportAccounts } from './evidence.ts'

/** Whether a line asks for the PureDB database. */
export function asksPureDb(view: View): boolean {
  return configOf(view).chain.some(({ backEnd }) => backEnd === 'puredb')
}

/** The accounts of the database that the daemon asks, one for each login; unknown where no record is known. */
export function virtualAccounts(view: View): readonly VirtualAccount[] | Unknown {
  return asksPureDb(view) ? accountsOf(virtualUsersOf(view.config, view.host)) : []
}

const known = new WeakMap<VirtualUsers, readonly VirtualAccount[]>()

/** One account for each login, with its line in the text where that says the same: it is what people edit. */
export function accountsOf(users: VirtualUsers): readonly VirtualAccount[] | Unknown {
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

/** More accounts than a reader of a report wants to see one by one. */
const MOST = 100

/**
 * The logins of the accounts of which there is something to say; that becomes evidence.
 * @param most how many are cited
 */
export function loginsWith(
  view: View,
  describe: (account: VirtualAccount) => string | undefined,
  most = MOST,
): readonly string[] | Unknown {
  const accounts = virtualAccounts(view)
  if (accounts === UNKNOWN) return UNKNOWN
  const words = new Map<VirtualAccount, string>()
  for (const account of accounts) {
    const said = describe(account)
    if (said !== undefined) words.set(account, said)
  }
  const found = [...words.keys()]
  if (found.length > 0) view.setting('PureDB')
  reportVirtual(view, found.slice(0, most), (account) => words.get(account) ?? '')
  return found.map(({ login }) => login)
}
