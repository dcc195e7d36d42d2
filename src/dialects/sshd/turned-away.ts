import type { Config, Guard, Setting } from '../dialect.ts'
import { order } from './quantities/allowed-user.ts'
import { isSelective } from './quantities/blocks.ts'
import { EFFECTIVE_FOR_THE_REFUSED, mayHoldFor, refuserOf } from './quantities/refused-blocks.ts'

/**
 * Blocks for users and groups all of whom the access lists turn away, from wherever they come (auth.c allowed_user), and
 * blocks that RefuseConnection closes: nobody gets what they set, but for what takes effect before. Sound, not complete: it
 * goes by names alone.
 */
export function turnedAway(config: Config) {
  const { guards, settings } = config
  const lists = settings.filter(({ keyword }) => order.some((list) => list === keyword))
  const forAll = guards.filter((guard) => !isSelective(guard))
  const closed = closedBlocks(config)
  const blocks = guards.filter(
    (guard) => closed.has(guard) || (lists.length > 0 && isTurnedAway(guard, config, lists, forAll)),
  )
  return { blocks, besides: [...order, ...EFFECTIVE_FOR_THE_REFUSED] }
}

/** Blocks with RefuseConnection yes, where no other block, which may hold as well, lets anybody in again. */
function closedBlocks({ settings }: Config): ReadonlySet<Guard> {
  const own = settings.filter(({ keyword, guard }) => keyword === 'RefuseConnection' && guard)
  const isOpen = own.some(({ value }) => value !== 'yes')
  return new Set(isOpen ? [] : own.flatMap(({ guard }) => (guard && isSelective(guard) ? [guard] : [])))
}

function isTurnedAway(
  guard: Guard,
  config: Config,
  lists: readonly Setting[],
  forAll: readonly Guard[],
): boolean {
  const named = guard.criteria.filter(({ kind }) => kind === 'user' || kind === 'group')
  if (named.length === 0) return false
  const holding = [...forAll, guard].sort((a, b) => a.index - b.index)
  const own = config.effective((other) => holding.includes(other), holding)
  return named.some((criterion) => {
    if (criterion.kind !== 'user' && criterion.kind !== 'group') return false
    const { kind, patterns } = criterion
    const wanted = patterns.filter(({ negated }) => !negated)
    const refusing = wanted.map(({ pattern }) => refuserOf(kind, pattern, own))
    // Another block that may hold for the same users may set the list anew.
    const isOpen = lists.some(
      ({ keyword, guard: other }) =>
        refusing.some((list) => list === keyword) &&
        other !== undefined &&
        other !== guard &&
        isSelective(other) &&
        mayHoldFor(criterion, other),
    )
    return wanted.length > 0 && !refusing.includes(undefined) && !isOpen
  })
}
