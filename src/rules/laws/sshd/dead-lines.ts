import { connectionClasses } from '../../../classes/classes.ts'
import type { Relations } from '../../../classes/relations.ts'
import type { Config, Guard, Setting } from '../../../dialects/dialect.ts'
import { isKeyword, rowAt } from '../../../dialects/sshd/keywords/lookup.ts'
import { at, targetFor } from '../../../dialects/sshd/releases.ts'
import { memory } from '../../../host/memory.ts'

/** A line that no connection ever gets, and the lines that win wherever it could count, in their order. */
export interface DeadLine {
  setting: Setting
  winners: readonly Setting[]
  /** `startup`: against other global lines; `block`: against other blocks; `overridden`: a global line, by blocks for everybody. */
  how: 'startup' | 'block' | 'overridden'
  /** Which of several lines counts. */
  counts: 'first' | 'last'
}

/** All lines of keywords of which one value counts and that no connection gets, proven by inclusion of the blocks (sshd_config(5), Match). */
export function deadLines(config: Config, relations: () => Relations): DeadLine[] {
  const target = targetFor(config.version)
  return [...linesByKeyword(config)].flatMap(([keyword, lines]): DeadLine[] => {
    if (!isKeyword(keyword)) return []
    const { accumulation, match, copied } = rowAt(keyword, target)
    if (entangled.some((each) => each.keyword === keyword && target.release < at(each.until)))
      return deadByClasses(config, keyword, lines)
    const inBlocks = match && copied !== false
    if (accumulation === 'first') return deadByOrder(lines, 'first', inBlocks, relations)
    if (accumulation === 'last' && keyword !== 'MaxStartups')
      return deadByOrder([...lines].reverse(), 'last', inBlocks, relations)
    return accumulation === 'append' ? [] : deadByClasses(config, keyword, lines)
  })
}

/** Keywords that share their value with another one in old releases: the dialect itself is asked for these. */
const entangled = [
  { keyword: 'KbdInteractiveAuthentication', with: 'ChallengeResponseAuthentication', until: '8.7' },
  { keyword: 'ChallengeResponseAuthentication', with: 'KbdInteractiveAuthentication', until: '8.7' },
  { keyword: 'AuthorizedPrincipalsCommand', with: 'AuthorizedKeysCommand', until: '9.4' },
]

function linesByKeyword({ settings }: Config): Map<string, Setting[]> {
  const lines = new Map<string, Setting[]>()
  for (const setting of settings) {
    const known = lines.get(setting.keyword)
    if (known) known.push(setting)
    else lines.set(setting.keyword, [setting])
  }
  return lines
}

/** `lines`: those that win first. `inBlocks`: whether the values of blocks are taken over. */
function deadByOrder(
  lines: readonly Setting[],
  counts: DeadLine['counts'],
  inBlocks: boolean,
  relations: () => Relations,
): DeadLine[] {
  const global = lines.filter(({ guard }) => guard === undefined || isForEverybody(guard))
  const [first, ...others] = global
  const dead: DeadLine[] = []
  for (const setting of others)
    if (first && (!setting.guard || !inBlocks))
      dead.push({ setting, winners: [first], how: 'startup', counts })
  if (!inBlocks) return dead
  const conditional = lines.filter(({ guard }) => guard && !isDecidedAgainst(guard))
  if (conditional.length === 0) return dead
  const precedence = relations().precedence()
  const deciding = (guards: readonly Guard[]) =>
    guards.flatMap((guard) => conditional.find((setting) => setting.guard === guard) ?? [])
  for (const setting of conditional) {
    if (!setting.guard) continue
    const deciders = precedence.decidersFor(setting.guard)
    if (deciders) dead.push({ setting, winners: deciding(deciders), how: 'block', counts })
    else precedence.append(setting.guard)
  }
  const deciders = first && !first.guard ? precedence.decidersFor(undefined) : undefined
  if (first && deciders) dead.push({ setting: first, winners: deciding(deciders), how: 'overridden', counts })
  return dead
}

/** Lines that are the origin of no value, whatever connection; only where all connections can be looked at. */
function deadByClasses(config: Config, keyword: string, lines: readonly Setting[]): DeadLine[] {
  const partners = entangled.filter((each) => each.keyword === keyword).map((each) => each.with)
  // There is nothing that it could lose to.
  if (lines.length === 1 && partners.length === 0) return []
  const guards = config.guards.filter((guard) =>
    config.settings.some(
      (setting) => setting.guard === guard && [keyword, ...partners].includes(setting.keyword),
    ),
  )
  const { classes, complete } = connectionClasses(guards, memory({}))
  if (!complete) return []
  const effects = classes.map(({ holds }) => config.effective((guard) => holds.has(guard)))
  const outcomes = effects.map((effective) => effective.get(keyword))
  const alive = new Set(outcomes.flatMap(({ origins }) => origins))
  return lines.flatMap((setting) => {
    if (alive.has(setting)) return []
    const losses = outcomes.flatMap(({ losers }) => losers.filter((loser) => loser.setting === setting))
    const winners = [...new Set(losses.flatMap(({ to }) => to ?? []))]
    if (winners.length === 0) return []
    const overridden = losses.some(({ law }) => law === 'match-overrides-global')
    const counts = losses.some(({ law }) => law === 'last-value-wins') ? 'last' : 'first'
    return [
      { setting, winners, how: setting.guard ? 'block' : overridden ? 'overridden' : 'startup', counts },
    ]
  })
}

/** `Match all`, and `Match version` where it fits: its lines count as global ones, too. */
function isForEverybody({ criteria }: Guard): boolean {
  return criteria.every((criterion) => criterion.kind === 'constant' && criterion.holds)
}

/** A block that a template leaves open, that is meant for another version, or that a bug of 8.2 and 8.3 keeps from holding. */
function isDecidedAgainst(guard: Guard): boolean {
  if ('reachable' in guard && guard.reachable === false) return true
  return guard.criteria.some((criterion) => criterion.kind === 'constant' && !criterion.holds)
}
