import { type Host, UNKNOWN } from '../../host/host.ts'
import type { Config, Criterion, Guard } from '../dialect.ts'
import { contains, hostPart, nameIn } from './quantities/access-entry.ts'
import { order, refusedBy } from './quantities/allowed-user.ts'
import { wordsOf } from './quantities/words.ts'

/**
 * Blocks for users and groups all of whom the access lists turn away, from wherever they come (auth.c allowed_user): nobody
 * gets what they set. Sound, not complete: lists in other blocks, which may hold for the same users, leave it open.
 */
export function turnedAway(config: Config, host: Host) {
  const { guards, settings } = config
  const withLists = new Set(
    settings.flatMap(({ keyword, guard }) =>
      guard && order.some((list) => list === keyword) ? [guard] : [],
    ),
  )
  const hasLists = settings.some(({ keyword }) => order.some((list) => list === keyword))
  const [withList, ...others] = withLists
  const alone = !hasLists || others.length > 0 ? [] : withList ? [withList] : guards
  return { blocks: alone.filter((guard) => isTurnedAway(guard, config, host)), by: order }
}

function isTurnedAway(guard: Guard, config: Config, host: Host): boolean {
  const own = config.effective((other) => other === guard, [guard])
  const listOf = (keyword: (typeof order)[number]) => wordsOf(own.get(keyword).value)
  const isDenied = (pattern: string, keyword: 'DenyUsers' | 'DenyGroups') => {
    const list = listOf(keyword)
    if (list === UNKNOWN) return false
    const everywhere = keyword === 'DenyGroups' ? list : list.filter((entry) => hostPart(entry) === undefined)
    return everywhere.some((entry) => contains(nameIn(entry, keyword), pattern))
  }
  const isUserRefused = (name: string) => {
    const account = host.account(name)
    const groups = account === UNKNOWN || account === 'missing' ? UNKNOWN : account.groups
    const list = refusedBy(name, groups, listOf)
    return list !== UNKNOWN && list !== 'nobody'
  }
  return guard.criteria.some((criterion) => {
    const patterns = positive(criterion)
    if (patterns.length === 0) return false
    if (criterion.kind === 'group') return patterns.every((pattern) => isDenied(pattern, 'DenyGroups'))
    return patterns.every((pattern) =>
      /[*?]/.test(pattern) ? isDenied(pattern, 'DenyUsers') : isUserRefused(pattern),
    )
  })
}

/** The patterns one of which a user or a group has to fit; what is negated only leaves out more. */
function positive(criterion: Criterion): string[] {
  if (criterion.kind !== 'user' && criterion.kind !== 'group') return []
  return criterion.patterns.flatMap(({ negated, pattern }) => (negated ? [] : [pattern]))
}
