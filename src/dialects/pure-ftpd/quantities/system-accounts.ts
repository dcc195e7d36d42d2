import { type Account, isFailure, UNKNOWN, type Unknown } from '../../../host/host.ts'
import { decodeBytes } from '../../../syntax/bytes.ts'
import type { Quantity, View } from '../../dialect.ts'
import { isAbsent } from './absence.ts'
import { reportVirtual, virtualAccounts } from './asked-accounts.ts'
import { backEndsOf } from './authentication.ts'
import { configOf } from './evidence.ts'

const PAM_FILE = '/etc/pam.d/pure-ftpd'
/** The ids that distributions give to people. */
const FIRST_PERSON = 1000
const NOBODY = 65_534
const MOST = 20

const AUTHENTICATION = ['UnixAuthentication', 'PAMAuthentication', 'PureDB']

/** The PureDB logins that a system account has, too; unknown where the accounts of either are not known. */
function sharedNames(view: View): readonly { login: string; account: Account }[] | Unknown {
  const virtual = virtualAccounts(view)
  if (virtual === UNKNOWN) return UNKNOWN
  const shared: { login: string; account: Account }[] = []
  for (const { login } of virtual) {
    const account = view.host.account(login)
    if (account === UNKNOWN) return UNKNOWN
    if (account !== 'missing') shared.push({ login, account })
  }
  return shared
}

/** The names that both have, where the chain asks `first` before `second`. */
function shadowed(
  view: View,
  first: readonly string[],
  second: readonly string[],
): readonly string[] | Unknown {
  const chain = backEndsOf(view)
  const start = chain.findIndex((end) => first.includes(end))
  if (start === -1 || !chain.slice(start + 1).some((end) => second.includes(end))) return []
  const shared = sharedNames(view)
  if (shared === UNKNOWN) return UNKNOWN
  if (shared.length === 0) return []
  for (const { setting, backEnd } of configOf(view).chain) {
    if (first.includes(backEnd) || second.includes(backEnd)) view.line(setting)
  }
  const virtual = virtualAccounts(view)
  const names = shared.map(({ login }) => login)
  if (virtual !== UNKNOWN) {
    const same = virtual.filter(({ login }) => names.includes(login)).slice(0, MOST)
    reportVirtual(view, same, ({ fields }) => `a virtual user (uid ${fields.uid})`)
  }
  for (const { login, account } of shared.slice(0, MOST)) {
    view.fact({ keyword: login, value: `a system account, too (uid ${account.uid})` })
  }
  return names
}

/** People's accounts whose shell getusershell(3) does not list; `ftp` is accepted as a shell (log_unix.c). */
function accountsWithoutShell(view: View): readonly string[] | Unknown {
  const accounts = view.host.accounts()
  const shells = view.host.shells()
  const least = view.peek('MinUID')
  if (accounts === UNKNOWN || shells === UNKNOWN || typeof least !== 'number') return UNKNOWN
  const lowest = Math.max(least, FIRST_PERSON)
  const refused = accounts.filter(
    ({ uid, shell, locked }) =>
      uid >= lowest &&
      uid < NOBODY &&
      locked !== true &&
      shell !== UNKNOWN &&
      shell !== 'ftp' &&
      !shells.includes(shell === '' ? '/bin/sh' : shell),
  )
  for (const { name, shell } of refused.slice(0, MOST)) {
    view.fact({ keyword: name, value: String(shell), note: 'a shell that /etc/shells does not list' })
  }
  return refused.map(({ name }) => name)
}

/** The PAM service of the daemon as text; unknown where it cannot be read. */
function pamService(view: View): string | 'missing' | Unknown {
  const bytes = view.host.read(PAM_FILE)
  if (!isFailure(bytes)) return decodeBytes(bytes).text
  return isAbsent(PAM_FILE, view.host) ? 'missing' : UNKNOWN
}

export const systemAccountQuantities: readonly Quantity[] = [
  {
    name: 'virtual-users-behind-system-accounts',
    kind: 'list',
    summary:
      'PureDB logins that are system accounts, too, where Unix is asked first: their virtual password is refused',
    reads: AUTHENTICATION,
    compute: (view) => shadowed(view, ['unix'], ['puredb']),
  },
  {
    name: 'system-accounts-behind-virtual-users',
    kind: 'list',
    summary:
      'System accounts that are PureDB logins, too, where PureDB is asked first: their system password is refused',
    reads: AUTHENTICATION,
    compute: (view) => shadowed(view, ['puredb'], ['unix', 'pam']),
  },
  {
    name: 'accounts-without-listed-shell',
    kind: 'list',
    summary:
      'Accounts of people (user id 1000 and above, not below MinUID, not locked) whose shell is not in /etc/shells',
    reads: ['MinUID'],
    compute: accountsWithoutShell,
  },
  {
    name: 'pam-service',
    kind: 'enum',
    values: ['checks shells', 'other', 'missing'],
    summary: 'What /etc/pam.d/pure-ftpd says: whether it checks shells, or is not there',
    reads: [],
    compute(view) {
      const text = pamService(view)
      if (text === UNKNOWN) return UNKNOWN
      if (text === 'missing') {
        view.fact({ keyword: PAM_FILE, value: 'missing', file: PAM_FILE })
        return 'missing'
      }
      const line = text
        .split('\n')
        .findIndex((entry) => /^\s*(account|auth)\s.*\bpam_shells\.so\b/.test(entry))
      if (line === -1) return 'other'
      view.fact({ keyword: 'pam_shells.so', value: 'required', file: PAM_FILE, line: line + 1 })
      return 'checks shells'
    },
  },
  {
    name: 'root-is-locked',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether root is known to have no password that could be right',
    reads: [],
    compute(view) {
      const root = view.host.account('root')
      return root !== UNKNOWN && root !== 'missing' && root.locked === true ? 'yes' : 'no'
    },
  },
  {
    name: 'shared-names-known',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether it is known which PureDB logins are system accounts, too',
    reads: ['PureDB'],
    compute: (view) => (sharedNames(view) === UNKNOWN ? 'no' : 'yes'),
  },
]
