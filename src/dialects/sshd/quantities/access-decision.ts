import { type Account, UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, Value, View } from '../../dialect.ts'
import { matchesPattern, matchPatternList } from '../matching/patterns.ts'
import { contains, hostPart, userPart } from './access.ts'
import { isSelective } from './blocks.ts'
import { wordsOf } from './words.ts'

type ListKeyword = 'DenyUsers' | 'AllowUsers' | 'DenyGroups' | 'AllowGroups'

/** The order in which allowed_user of auth.c asks. */
const order: readonly ListKeyword[] = ['DenyUsers', 'AllowUsers', 'DenyGroups', 'AllowGroups']

/**
 * auth.c allowed_user: the list that turns a user away, `nobody` where all lists let it pass; unknown where
 * the answer depends on the address, or on groups that nobody told.
 */
export function refusedBy(
  user: string,
  groups: readonly string[] | Unknown,
  lists: (keyword: ListKeyword) => readonly string[] | Unknown,
): ListKeyword | 'nobody' | Unknown {
  let open = false
  for (const keyword of order) {
    const list = lists(keyword)
    if (list === UNKNOWN) return UNKNOWN
    const fits = keyword.endsWith('Users') ? fitsUser(user, list) : fitsGroups(groups, list)
    const refuses = keyword.startsWith('Deny') ? fits === true : list.length > 0 && fits === false
    if (refuses) return keyword
    open ||= fits === UNKNOWN && list.length > 0
  }
  return open ? UNKNOWN : 'nobody'
}

/** Unknown where only an entry for certain hosts fits. */
function fitsUser(user: string, list: readonly string[]): boolean | Unknown {
  const fitting = list.filter((entry) => matchesPattern(user, userPart(entry)))
  if (fitting.length === 0) return false
  return fitting.some((entry) => hostPart(entry) === undefined) ? true : UNKNOWN
}

function fitsGroups(groups: readonly string[] | Unknown, list: readonly string[]): boolean | Unknown {
  if (groups === UNKNOWN) return list.length === 0 ? false : UNKNOWN
  return list.some((pattern) => groups.some((group) => matchesPattern(group, pattern)))
}

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

/** Users whom a Match block names one by one, whom no other criterion narrows, and whom the access lists turn away. */
const namedUsersRefused: Quantity = {
  name: 'users-of-blocks-refused',
  kind: 'list',
  summary: 'Users whom a Match block names and whom AllowUsers or DenyUsers turns away',
  reads: ['DenyUsers', 'AllowUsers'],
  compute: (view) => {
    const { guards, settings } = view.config
    const blocksWithLists = new Set(
      settings.flatMap(({ keyword, guard }) =>
        guard && /^(Allow|Deny)(Users|Groups)$/.test(keyword) ? [guard] : [],
      ),
    )
    const found = new Set<string>()
    for (const guard of guards) {
      const { criteria } = guard
      const [criterion] = criteria
      const others = [...blocksWithLists].filter((other) => other !== guard)
      if (criteria.length !== 1 || criterion?.kind !== 'user' || others.length > 0) continue
      const own = view.config.effective((other) => other === guard)
      const names = criterion.patterns.filter(({ negated, pattern }) => !negated && !/[*?]/.test(pattern))
      const refused = names.flatMap(({ pattern }) => {
        const list = refusedBy(pattern, UNKNOWN, (keyword) => wordsOf(own.get(keyword).value))
        // A block that denies its own users closes their accounts, which is plain.
        const closes = list === 'DenyUsers' && blocksWithLists.has(guard)
        return !closes && (list === 'DenyUsers' || list === 'AllowUsers') ? [{ pattern, list }] : []
      })
      if (refused.length === 0 || refused.length < names.length) continue
      for (const { pattern, list } of refused) {
        if (own.get(list).origins.some((line) => line.guard === guard))
          for (const line of own.get(list).origins) view.line(line)
        else view.get(list)
        found.add(pattern)
      }
      const line = guard.lines.at(-1)
      if (line) view.line({ ...line, keyword: 'Match', text: guard.text.join(' ') })
    }
    return [...found]
  },
}

/** copy_set_server_options replaces the lists of the rest of the file by those of the block. */
function lostEntries(
  name: string,
  summary: string,
  keywords: readonly (ListKeyword | 'AcceptEnv')[],
  isLost: (entry: string, outside: readonly string[], inside: readonly string[]) => boolean,
): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: keywords,
    compute: (view) => {
      const lost: string[] = []
      for (const keyword of keywords) {
        const { value, losers } = view.peekSetting(keyword)
        const inside = wordsOf(value)
        if (inside === UNKNOWN) return UNKNOWN
        const replaced = losers.filter(({ law, setting: { guard } }) => {
          return law === 'match-replaces-list' && !(guard && isSelective(guard))
        })
        const outside = replaced.flatMap(({ setting }) => known(setting.value))
        const missing = outside.filter(
          (entry) => isLost(entry, outside, inside) && mayConcern(entry, keyword, view),
        )
        if (missing.length === 0) continue
        view.get(keyword)
        for (const { setting } of replaced) {
          if (known(setting.value).some((entry) => missing.includes(entry))) view.line(setting)
        }
        lost.push(...missing)
      }
      return lost
    },
  }
}

/** An entry for one user says nothing about a block for others. */
function mayConcern(entry: string, keyword: string, { guards }: View): boolean {
  const name = userPart(entry)
  if (!keyword.endsWith('Users') || /[*?]/.test(name)) return true
  return guards.hold.every(({ criteria }) =>
    criteria.every((each) => each.kind !== 'user' || matchPatternList(name, each.patterns) === 'matches'),
  )
}

function known(value: Value | Unknown): readonly string[] {
  const words = wordsOf(value)
  return words === UNKNOWN ? [] : words
}

/** Whether an entry of one list is contained in an entry of another one. */
function isCovered(entry: string, list: readonly string[]): boolean {
  return list.some((other) => {
    if (other === entry) return true
    return hostPart(other) === undefined && contains(other, userPart(entry))
  })
}

const deniedBeforeBlock = lostEntries(
  'denied-outside-the-block',
  'Entries of DenyUsers and DenyGroups that a Match block drops by setting the list anew',
  ['DenyUsers', 'DenyGroups'],
  // Where everybody is refused, a block of its own is how some are let in.
  (entry, outside, inside) => !outside.includes('*') && !isCovered(entry, inside),
)

/** A block that only picks some of the entries narrows the list on purpose; one that adds an entry meant to widen it. */
const allowedBeforeBlock = lostEntries(
  'allowed-outside-the-block',
  'Entries of AllowUsers and AllowGroups that a Match block drops while it adds others',
  ['AllowUsers', 'AllowGroups'],
  (entry, outside, inside) => !isCovered(entry, inside) && inside.some((added) => !isCovered(added, outside)),
)

const environmentBeforeBlock = lostEntries(
  'environment-outside-the-block',
  'Names in AcceptEnv that a Match block drops while it adds others',
  ['AcceptEnv'],
  (entry, outside, inside) => !isCovered(entry, inside) && inside.some((added) => !isCovered(added, outside)),
)

const denyListsInBlocks: Quantity = {
  name: 'deny-lists-in-blocks',
  kind: 'flag',
  summary: 'Whether a Match block sets DenyUsers or DenyGroups',
  reads: [],
  compute: ({ config }) =>
    config.settings.some(
      ({ keyword, guard }) => guard && isSelective(guard) && /^Deny(Users|Groups)$/.test(keyword),
    )
      ? 'yes'
      : 'no',
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

/** `none` is a name like any other (servconf.c parse of AllowUsers). */
const allowListOfNone: Quantity = {
  name: 'allow-list-of-none',
  kind: 'flag',
  summary: 'Whether an allow list holds the one name `none`',
  reads: ['AllowUsers', 'AllowGroups'],
  compute: (view) => {
    const lists = ['AllowUsers', 'AllowGroups'].map((keyword) => wordsOf(view.peek(keyword)))
    return lists.some((list) => list !== UNKNOWN && list.join() === 'none') ? 'yes' : 'no'
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

export const accessDecision: readonly Quantity[] = [
  allowListsTogether,
  namedUsersRefused,
  deniedBeforeBlock,
  allowedBeforeBlock,
  environmentBeforeBlock,
  denyListsInBlocks,
  allowedAccounts,
  missingAccounts,
  allowListOfNone,
  refusedAccount,
  allowedUsersInDeniedGroups,
]
