import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Criterion, Guard, Quantity, View } from '../../dialect.ts'
import { matchesPattern, matchPatternList } from '../matching/patterns.ts'
import { hostPart, userPart } from './access-entry.ts'
import { isConditional, isSelective } from './blocks.ts'
import { methodsIn, readsOfWays, waysIn } from './success.ts'
import { switches } from './switches.ts'
import { textOf, wordsOf } from './words.ts'

/** The groups of root: those that facts name, else only its own. */
function groupsOfRoot({ host }: View): readonly string[] {
  const root = host.account('root')
  return root === UNKNOWN || root === 'missing' || root.groups === UNKNOWN ? ['root'] : root.groups
}

/** Whether a criterion surely holds, surely fails, or depends on more than the user being root. */
function holdsForRoot(criterion: Criterion, groups: readonly string[]): boolean | Unknown {
  if (criterion.kind === 'constant') return criterion.holds
  if (criterion.kind === 'invalid-user') return false
  if (criterion.kind === 'user') return matchPatternList('root', criterion.patterns) === 'matches'
  if (criterion.kind !== 'group') return UNKNOWN
  const answers = groups.map((group) => matchPatternList(group, criterion.patterns))
  return answers.includes('matches') && !answers.includes('refuses')
}

/** Root is among the users of a class unless a block that holds leaves it out, or one that does not hold is for root alone. */
const rootAmongUsers: Quantity = {
  name: 'root-among-users',
  kind: 'flag',
  summary: 'Whether root may be the user of the connection',
  reads: [],
  only: [{ kind: 'user', patterns: [{ negated: false, pattern: 'root' }] }],
  perBlock: true,
  compute: (view) => {
    const groups = groupsOfRoot(view)
    const excluded = (guard: Guard) =>
      guard.criteria.some((criterion) => holdsForRoot(criterion, groups) === false)
    const surely = (guard: Guard) =>
      guard.criteria.every((criterion) => holdsForRoot(criterion, groups) === true)
    return view.guards.hold.some(excluded) || view.guards.fail.some(surely) ? 'no' : 'yes'
  },
}

const allMethods = ['publickey', 'hostbased', 'gssapi-with-mic', 'password', 'keyboard-interactive', 'none']

/** auth.c auth_root_allowed: what each value of PermitRootLogin lets through. */
const methodsForRoot: Readonly<Record<string, readonly string[]>> = {
  yes: allMethods,
  'prohibit-password': ['publickey', 'hostbased', 'gssapi-with-mic'],
  'forced-commands-only': ['publickey'],
  no: [],
}

const waysInForRoot: Quantity = {
  name: 'ways-in-for-root',
  kind: 'list',
  summary:
    'Methods, or alternatives of AuthenticationMethods, by which root can surely log in as PermitRootLogin wants it',
  reads: ['PermitRootLogin', ...readsOfWays],
  compute: (view) => {
    const permitted = methodsForRoot[String(textOf(view.peek('PermitRootLogin')))]
    if (!permitted) return UNKNOWN
    return waysIn(view, (methods) => methods.every((method) => permitted.includes(method)))
  },
}

/**
 * Whatever blocks that may hold for root make of its ways in, taken together: sshd takes each keyword from the first block
 * that holds, so what no block gives, none of them can open.
 */
const rootLetInByBlock: Quantity = {
  name: 'root-let-in-by-a-block',
  kind: 'flag',
  summary: 'Whether root may have a way in where some Match block holds, while none does here',
  reads: [],
  perBlock: true,
  compute: (view) => {
    const { config, guards } = view
    if (guards.hold.some((guard) => config.guards.includes(guard) && isSelective(guard))) return 'no'
    const groups = groupsOfRoot(view)
    const mayHold = ({ criteria }: Guard) =>
      criteria.every((criterion) => holdsForRoot(criterion, groups) !== false)
    const blocks = config.guards.filter((guard) => isSelective(guard) && mayHold(guard))
    const everywhere = [undefined, ...blocks].map((block) => config.effective((guard) => guard === block))
    const given = (keyword: string) => everywhere.map((effective) => effective.get(keyword).value)
    const permitted = given('PermitRootLogin').flatMap((value) => methodsForRoot[String(value)] ?? allMethods)
    const on = switches.flatMap(([method, keyword]) =>
      permitted.includes(method) && given(keyword).some((value) => value !== 'no') ? [method] : [],
    )
    const open = given('AuthenticationMethods').some((value) => {
      const lists = wordsOf(value)
      if (lists === UNKNOWN || lists.every((list) => list === 'any')) return on.length > 0
      return lists.some((list) => methodsIn(list).every((method) => on.includes(method)))
    })
    return blocks.length > 0 && open ? 'yes' : 'no'
  },
}

/** auth.c allowed_user, for root: the first list that turns it away. Entries for certain hosts only do not decide. */
const listRefusingRoot: Quantity = {
  name: 'list-refusing-root',
  kind: 'enum',
  values: ['none', 'DenyUsers', 'AllowUsers', 'DenyGroups', 'AllowGroups'],
  summary: 'The access list that turns root away wherever it comes from',
  reads: ['DenyUsers', 'AllowUsers', 'DenyGroups', 'AllowGroups'],
  compute: (view) => {
    const [denyUsers, allowUsers, denyGroups, allowGroups] = (
      ['DenyUsers', 'AllowUsers', 'DenyGroups', 'AllowGroups'] as const
    ).map((keyword) => wordsOf(view.peek(keyword)))
    if (!denyUsers || !allowUsers || !denyGroups || !allowGroups) return UNKNOWN
    if (
      denyUsers === UNKNOWN ||
      allowUsers === UNKNOWN ||
      denyGroups === UNKNOWN ||
      allowGroups === UNKNOWN
    ) {
      return UNKNOWN
    }
    const groups = groupsOfRoot(view)
    const inGroups = (list: readonly string[]) =>
      list.some((pattern) => groups.some((group) => matchesPattern(group, pattern)))
    const refusing =
      (denyUsers.some((entry) => hostPart(entry) === undefined && namesRoot(entry)) && 'DenyUsers') ||
      (allowUsers.length > 0 && !allowUsers.some(namesRoot) && 'AllowUsers') ||
      (inGroups(denyGroups) && 'DenyGroups') ||
      (allowGroups.length > 0 && !inGroups(allowGroups) && 'AllowGroups') ||
      'none'
    if (refusing !== 'none') view.get(refusing)
    return refusing
  },
}

function namesRoot(entry: string): boolean {
  return matchesPattern('root', userPart(entry))
}

const rootPermittedInBlocks: Quantity = {
  name: 'root-permitted-in-blocks',
  kind: 'flag',
  summary: 'Whether some Match block lets root in',
  reads: [],
  compute: ({ config }) =>
    config.settings.some(
      ({ keyword, guard, value }) =>
        keyword === 'PermitRootLogin' && guard && isConditional(guard) && value !== 'no',
    )
      ? 'yes'
      : 'no',
}

const permissionForRootAlone: Quantity = {
  name: 'root-has-own-block',
  kind: 'flag',
  summary: 'Whether the line of PermitRootLogin stands in a Match block that names root',
  reads: ['PermitRootLogin'],
  compute: (view) => (namesRootLiterally(view, 'PermitRootLogin') ? 'yes' : 'no'),
}

/** servconf.c multistate_permitrootlogin: the name up to 6.9, which reads as if root needed no password. */
const oldSpelling: Quantity = {
  name: 'root-login-without-password',
  kind: 'flag',
  summary: 'Whether the line of PermitRootLogin has without-password, the old name of prohibit-password',
  reads: ['PermitRootLogin'],
  compute: (view) => {
    const { origins } = view.peekSetting('PermitRootLogin')
    return origins.some(({ text }) => /^["']?without-password["']?$/i.test(text.trim())) ? 'yes' : 'no'
  },
}

/** auth_root_allowed is asked for uid 0 alone; an account that shares it may have another name. */
const permissionForOthers: Quantity = {
  name: 'root-login-set-for-others',
  kind: 'flag',
  summary: 'Whether the line of PermitRootLogin stands in a Match block that no account of uid 0 meets',
  reads: ['PermitRootLogin'],
  compute: (view) => {
    const accounts = view.host.accounts()
    const named = accounts === UNKNOWN ? [] : accounts.filter(({ uid }) => uid === 0).map(({ name }) => name)
    const leavesOut = (criterion: Criterion) =>
      criterion.kind === 'user' &&
      !['root', ...named].some((name) => matchPatternList(name, criterion.patterns) === 'matches')
    return criteriaOf(view, 'PermitRootLogin').some(leavesOut) ? 'yes' : 'no'
  },
}

const forcedCommandForRoot: Quantity = {
  name: 'forced-command-for-root',
  kind: 'flag',
  summary: 'Whether ForceCommand stands in a Match block that names root',
  reads: ['ForceCommand'],
  compute: (view) => (namesRootLiterally(view, 'ForceCommand') ? 'yes' : 'no'),
}

/** The criteria of the block that the line of a keyword stands in. */
function criteriaOf(view: View, keyword: string): readonly Criterion[] {
  return view.peekSetting(keyword).origins[0]?.guard?.criteria ?? []
}

function namesRootLiterally(view: View, keyword: string): boolean {
  return criteriaOf(view, keyword).some(
    (criterion) =>
      criterion.kind === 'user' &&
      criterion.patterns.some(({ pattern, negated }) => pattern === 'root' && !negated),
  )
}

export const rootLogin: readonly Quantity[] = [
  rootAmongUsers,
  waysInForRoot,
  rootLetInByBlock,
  listRefusingRoot,
  rootPermittedInBlocks,
  permissionForRootAlone,
  permissionForOthers,
  oldSpelling,
  forcedCommandForRoot,
]
