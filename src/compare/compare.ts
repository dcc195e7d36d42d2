import { type ConnectionClass, connectionClasses } from '../classes/classes.ts'
import type { Config, Effective, EffectiveSetting, Guard, Value } from '../dialects/dialect.ts'
import { type Host, UNKNOWN, type Unknown } from '../host/host.ts'

/** A keyword that two configurations give different values, and for whom. */
export interface Difference {
  keyword: string
  before: EffectiveSetting
  after: EffectiveSetting
  /** The most general class of connections that sees the difference; one without conditions means everybody. */
  connectionClass: ConnectionClass
  /** Further, more special classes with the same two values. */
  furtherClasses: number
  /** True where every class of connections sees it. */
  everybody: boolean
}

export interface Comparison {
  differences: readonly Difference[]
  /** False where the connections were too many to compare all. */
  complete: boolean
}

/**
 * What two configurations of one daemon give differently, over all connections. Comments, order and
 * lines without effect make no difference. Keywords are in the order in which the two mention them.
 */
export function compare(before: Config, after: Config, host: Host): Comparison {
  const differences: Difference[] = []
  let complete = true
  for (const { keywords, guards } of comparedTogether(before, after)) {
    const connections = connectionClasses(guards, host)
    complete &&= connections.complete
    for (const connectionClass of connections.classes) {
      const holds = (guard: Guard) => connectionClass.holds.has(guard)
      const pair = { before: before.effective(holds), after: after.effective(holds) }
      for (const keyword of keywords) note(differences, keyword, pair, connectionClass)
    }
    for (const difference of differences.filter(({ keyword }) => keywords.includes(keyword))) {
      difference.everybody = difference.furtherClasses + 1 === connections.classes.length
    }
  }
  return { differences, complete }
}

/**
 * What two configurations give one connection differently.
 * @param holds whether the criteria of a block hold for the connection
 */
export function compareConnection(
  before: Config,
  after: Config,
  holds: (guard: Guard) => boolean,
): readonly Pick<Difference, 'keyword' | 'before' | 'after'>[] {
  const keywords = new Set([...before.settings, ...after.settings].map(({ keyword }) => keyword))
  const pair = { before: before.effective(holds), after: after.effective(holds) }
  return [...keywords]
    .map((keyword) => ({ keyword, before: pair.before.get(keyword), after: pair.after.get(keyword) }))
    .filter((difference) => !sameValue(difference.before.value, difference.after.value))
}

/** Adds a difference, unless a more general class has the same one. */
function note(
  differences: Difference[],
  keyword: string,
  pair: { before: Effective; after: Effective },
  connectionClass: ConnectionClass,
): void {
  const before = pair.before.get(keyword)
  const after = pair.after.get(keyword)
  if (sameValue(before.value, after.value)) return
  const known = differences.find(
    (earlier) =>
      earlier.keyword === keyword &&
      sameValue(earlier.before.value, before.value) &&
      sameValue(earlier.after.value, after.value) &&
      [...earlier.connectionClass.holds].every((guard) => connectionClass.holds.has(guard)),
  )
  if (known) known.furtherClasses++
  else differences.push({ keyword, before, after, connectionClass, furtherClasses: 0, everybody: false })
}

/** Keywords that the same blocks set are compared in one go. */
function comparedTogether(before: Config, after: Config): { keywords: string[]; guards: Guard[] }[] {
  const guardsOf = new Map<string, Set<Guard>>()
  for (const { keyword, guard } of [...before.settings, ...after.settings]) {
    const guards = guardsOf.get(keyword) ?? new Set()
    if (guard) guards.add(guard)
    guardsOf.set(keyword, guards)
  }
  for (const [keyword, guards] of guardsOf) {
    const influences = [before, after].flatMap((config) => config.influences?.(keyword) ?? [])
    for (const guard of influences.flatMap((name) => [...(guardsOf.get(name) ?? [])])) guards.add(guard)
  }
  const order = new Map([...before.guards, ...after.guards].map((guard, index) => [guard, index]))
  const groups = new Map<string, { keywords: string[]; guards: Guard[] }>()
  for (const [keyword, set] of guardsOf) {
    const guards = [...set].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
    const key = guards.map((guard) => order.get(guard)).join(',')
    const group = groups.get(key) ?? { keywords: [], guards }
    group.keywords.push(keyword)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Unknown values are the same only where both are unknown: a template that stays as it is changes nothing. */
export function sameValue(one: Value | Unknown, other: Value | Unknown): boolean {
  if (one === UNKNOWN || other === UNKNOWN) return one === other
  return JSON.stringify(one) === JSON.stringify(other)
}
