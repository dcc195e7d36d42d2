import { type Account, UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { userPart } from './access-entry.ts'
import { fitsGroups, type ListKeyword, order, refusedBy } from './allowed-user.ts'
import { wordsOf } from './words.ts'

function listsIn(view: View): (keyword: ListKeyword) => readonly string[] | Unknown {
  return (keyword) => wordsOf(view.peek(keyword))
}

/** AllowUsers and AllowGroups must both be passed: most people expect either to do. */
const allowListsTogether: Quantity = {
  name: 'allow-lists-together',
  kind: 'enum',
  values: ['one list', 'both needed', 'a named user is in no allowed group', 'the named users pass'],
  summary: 'What AllowUsers and AllowGroups do together',
  reads: ['AllowUsers', 'AllowGroups'],
  compute: (view) => {
    const users = wordsOf(view.peek('AllowUsers'))
    const groups = wordsOf(view.peek('AllowGroups'))
    if (users === UNKNOWN || groups === UNKNOWN) return UNKNOWN
    const everybody = (list: readonly string[]) => list.some((entry) => entry === '*')
    // `*@10.0.0.0/8` limits the addresses, not the users: beside AllowGroups that is deliberate.
    const anyUser = users.every((entry) => userPart(entry) === '*')
    if (users.length === 0 || groups.length === 0 || anyUser || everybody(groups)) return 'one list'
    const named = users.map(userPart).filter((name) => !/[*?]/.test(name))
    const accounts = named.map((name) => view.host.account(name))
    const left = named.filter((_, index) => isOutside(accounts[index], groups))
    for (const name of left)
      view.fact({ keyword: 'groups', value: describeGroups(view, name), note: `the groups of ${name}` })
    if (left.length > 0) return 'a named user is in no allowed group'
    const allKnown = accounts.every(
      (account) => account !== UNKNOWN && account !== 'missing' && account.groups !== UNKNOWN,
    )
    return allKnown && named.length === users.length ? 'the named users pass' : 'both needed'
  },
}

function isOutside(account: Account | 'missing' | Unknown | undefined, groups: readonly string[]): boolean {
  if (account === undefined || account === UNKNOWN || account === 'missing') return false
  return fitsGroups(account.groups, groups) === false
}

function describeGroups(view: View, name: string): string {
  const account = view.host.account(name)
  return account === UNKNOWN || account === 'missing' || account.groups === UNKNOWN
    ? 'unknown'
    : account.groups.join(' ')
}

/** Accounts of the host that pass all four lists, from some address at least; unknown without the accounts. */
const allowedAccounts: Quantity = {
  name: 'accounts-allowed',
  kind: 'list',
  summary: 'Accounts that the access lists let pass',
  reads: order,
  compute: (view) => {
    const accounts = view.host.accounts()
    if (accounts === UNKNOWN) return UNKNOWN
    const passing = accounts.filter(({ name, groups }) => {
      const list = refusedBy(name, groups, listsIn(view))
      return list === UNKNOWN || list === 'nobody'
    })
    return passing.map(({ name }) => name)
  },
}

/** Literal names in AllowUsers that no account of the host has. */
const missingAccounts: Quantity = {
  name: 'allowed-users-missing',
  kind: 'list',
  summary: 'Names in AllowUsers that no account has',
  reads: ['AllowUsers'],
  compute: (view) => {
    const users = wordsOf(view.peek('AllowUsers'))
    if (users === UNKNOWN) return UNKNOWN
    return users.filter((entry) => {
      const name = userPart(entry)
      return !/[*?,!@%]/.test(name) && name !== 'none' && view.host.account(name) === 'missing'
    })
  },
}

const refusedAccount: Quantity = {
  name: 'refused-by-access-lists',
  kind: 'flag',
  summary: 'Whether the access lists, or PermitRootLogin, turn the account away',
  reads: [...order, 'PermitRootLogin'],
  perAccount: true,
  compute: (view) => {
    const { account } = view
    if (account === UNKNOWN) return UNKNOWN
    if (account.uid === 0 && view.peek('PermitRootLogin') === 'no') return 'yes'
    const list = refusedBy(account.name, account.groups, listsIn(view))
    return list === UNKNOWN ? UNKNOWN : list === 'nobody' ? 'no' : 'yes'
  },
}

/** Users that AllowUsers names while one of their groups is refused. */
const allowedUsersInDeniedGroups: Quantity = {
  name: 'allowed-users-in-denied-groups',
  kind: 'list',
  summary: 'Users whom AllowUsers names and whose group DenyGroups refuses',
  reads: ['AllowUsers', 'DenyGroups'],
  compute: (view) => {
    const users = wordsOf(view.peek('AllowUsers'))
    const denied = wordsOf(view.peek('DenyGroups'))
    if (users === UNKNOWN || denied === UNKNOWN) return UNKNOWN
    const names = [...new Set(users.map(userPart))].filter((name) => !/[*?]/.test(name))
    const refused = names.filter((name) => {
      const account = view.host.account(name)
      return account !== UNKNOWN && account !== 'missing' && fitsGroups(account.groups, denied) === true
    })
    for (const name of refused) {
      view.fact({ keyword: 'groups', value: describeGroups(view, name), note: `the groups of ${name}` })
    }
    return refused
  },
}

/** What the access lists mean for the accounts of the host. */
export const accessOfAccounts: readonly Quantity[] = [
  allowListsTogether,
  allowedAccounts,
  missingAccounts,
  refusedAccount,
  allowedUsersInDeniedGroups,
]
