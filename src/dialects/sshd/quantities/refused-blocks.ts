import { UNKNOWN } from '../../../host/host.ts'
import type { Criterion, Effective, Guard, Quantity, View } from '../../dialect.ts'
import { matchPatternList } from '../matching/patterns.ts'
import { contains, hostPart, nameIn } from './access-entry.ts'
import { type ListKeyword, refusedBy } from './allowed-user.ts'
import { isSelective } from './blocks.ts'
import { wordsOf } from './words.ts'

/** Takes effect, or is heard of, before anybody is turned away (auth2.c input_userauth_request, banner). */
export const EFFECTIVE_FOR_THE_REFUSED = new Set(['Banner', 'LogLevel', 'LogVerbose', 'RefuseConnection'])

/** Users and groups whom a Match block names, all of whom the access lists turn away. */
const namesRefused: Quantity = {
  name: 'users-of-blocks-refused',
  kind: 'list',
  summary:
    'Users and groups whom a Match block is for and whom AllowUsers, DenyUsers or DenyGroups turns away',
  reads: ['DenyUsers', 'AllowUsers', 'DenyGroups'],
  compute: (view) => [...new Set(wantedBlocks(view).flatMap((guard) => namesIn(guard, view)))],
}

/** The names, where all that one criterion of the block lets in are refused; the lists, and the block, become evidence. */
function namesIn(guard: Guard, view: View): string[] {
  const own = effectiveIn(guard, view)
  for (const criterion of guard.criteria) {
    if (criterion.kind !== 'user' && criterion.kind !== 'group') continue
    const { kind } = criterion
    const wanted = criterion.patterns.filter(({ negated }) => !negated).map(({ pattern }) => pattern)
    const lists = wanted.map((pattern) => refuserOf(kind, pattern, own))
    const refusing = new Set(lists.filter((list) => list !== undefined))
    if (lists.length === 0 || lists.includes(undefined)) continue
    if ([...refusing].some((list) => mayBeOtherwise(guard, criterion, list, view))) continue
    for (const list of refusing) for (const line of own.get(list).origins) view.line(line)
    citeBlock(guard, view)
    return wanted.map((name) => (kind === 'group' ? `the group ${name}` : name))
  }
  return []
}

/** auth.c allowed_user: the list that turns everybody away who fits a pattern of a Match line. */
export function refuserOf(kind: 'user' | 'group', pattern: string, own: Effective): ListKeyword | undefined {
  const listOf = (keyword: ListKeyword) => wordsOf(own.get(keyword).value)
  if (kind === 'user' && !/[*?]/.test(pattern)) {
    const list = refusedBy(pattern, UNKNOWN, listOf)
    return list === 'DenyUsers' || list === 'AllowUsers' ? list : undefined
  }
  const keyword = kind === 'user' ? 'DenyUsers' : 'DenyGroups'
  const denied = listOf(keyword)
  if (denied === UNKNOWN) return undefined
  const isDenied = (entry: string) =>
    (kind === 'group' || hostPart(entry) === undefined) && contains(nameIn(entry, keyword), pattern)
  return denied.some(isDenied) ? keyword : undefined
}

/** Another block that may hold for the same users may set the list anew. A block that denies its own users closes their accounts, which is plain. */
function mayBeOtherwise(guard: Guard, named: Criterion, list: ListKeyword, view: View): boolean {
  return view.config.settings.some(({ keyword, guard: other }) => {
    if (keyword !== list || !other || !isSelective(other)) return false
    return other === guard ? list !== 'AllowUsers' : mayHoldFor(named, other)
  })
}

/** False where the users that another block is for are surely others than those named. */
export function mayHoldFor(named: Criterion, other: Guard): boolean {
  const names = named.kind === 'user' ? named.patterns.filter(({ negated }) => !negated) : []
  if (names.length === 0 || names.some(({ pattern }) => /[*?]/.test(pattern))) return true
  return names.some(({ pattern }) => other.criteria.every((criterion) => mayFit(criterion, pattern)))
}

function mayFit(criterion: Criterion, user: string): boolean {
  if (criterion.kind === 'constant') return criterion.holds
  return criterion.kind !== 'user' || matchPatternList(user, criterion.patterns) === 'matches'
}

const ROOT: Criterion = { kind: 'user', patterns: [{ negated: false, pattern: 'root' }] }

/** auth.c auth_root_allowed refuses root whatever else a block for root sets; one that says so itself is plain. */
const rootRefused: Quantity = {
  name: 'settings-for-refused-root',
  kind: 'list',
  summary: 'Keywords that Match blocks set for root alone while PermitRootLogin is no',
  reads: ['PermitRootLogin'],
  compute: (view) => {
    const permissions = view.config.settings.filter(({ keyword }) => keyword === 'PermitRootLogin')
    const found = wantedBlocks(view).filter((guard) => {
      if (!guard.criteria.some(isRootAlone) || effectiveIn(guard, view).get('PermitRootLogin').value !== 'no')
        return false
      return !permissions.some(
        ({ guard: other, value }) =>
          other === guard || (other && isSelective(other) && value !== 'no' && mayHoldFor(ROOT, other)),
      )
    })
    const settings = view.config.settings.filter(({ guard }) => guard && found.includes(guard))
    if (settings.length === 0) return []
    for (const line of view.config.effective((guard) => !isSelective(guard)).get('PermitRootLogin').origins)
      view.line(line)
    for (const guard of new Set(settings.map((setting) => setting.guard))) if (guard) citeBlock(guard, view)
    return [...new Set(settings.map(({ keyword }) => keyword))]
  },
}

function isRootAlone(criterion: Criterion): boolean {
  if (criterion.kind !== 'user') return false
  const wanted = criterion.patterns.filter(({ negated }) => !negated)
  return wanted.length > 0 && wanted.every(({ pattern }) => pattern === 'root')
}

/** The blocks that are not only for those who are turned away. */
function wantedBlocks({ config }: View): readonly Guard[] {
  const some = new Set(config.settings.map(({ guard }) => guard))
  const wanted = new Set(
    config.settings.flatMap(({ keyword, guard }) => (EFFECTIVE_FOR_THE_REFUSED.has(keyword) ? [] : guard)),
  )
  return config.guards.filter((guard) => wanted.has(guard) || !some.has(guard))
}

/** What holds in a block, and in none that tells connections apart. */
function effectiveIn(guard: Guard, { config }: View): Effective {
  return config.effective((other) => other === guard || !isSelective(other))
}

function citeBlock(guard: Guard, view: View): void {
  const line = guard.lines.at(-1)
  if (line) view.line({ ...line, keyword: 'Match', text: guard.text.join(' ') })
}

/** Match blocks for those who cannot log in anyhow. */
export const refusedBlocks: readonly Quantity[] = [namesRefused, rootRefused]
