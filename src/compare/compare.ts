import { type ConnectionClass, connectionClasses } from '../classes/classes.ts'
import type { Config, EffectiveSetting, Guard, Setting } from '../dialects/dialect.ts'
import type { Host } from '../host/host.ts'
import { Chains } from './chains.ts'
import { sameValue } from './same-value.ts'

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
  const one = sameForSameCriteria()
  const changed = changedKeywords(before, after, one)
  const chains = new Chains(before, after, host, one)
  const found = new Map<string, Difference[]>()
  let complete = true
  const entangled: string[] = []
  for (const keyword of changed) {
    const chained = chains.compare(keyword)
    if (!chained) entangled.push(keyword)
    else {
      const { list, everybody } = chained
      complete &&= chained.complete
      const differences: Difference[] = []
      for (const decided of list) note(differences, { keyword, ...decided })
      found.set(
        keyword,
        differences.map((difference) => ({
          ...difference,
          everybody: everybody && differences.length === 1,
        })),
      )
    }
  }
  for (const { keywords, guards } of comparedTogether(entangled, before, after, one)) {
    const connections = connectionClasses(guards, host)
    complete &&= connections.complete
    for (const connectionClass of connections.classes) {
      const holds = (guard: Guard) => connectionClass.holds.has(one(guard))
      const pair = { before: before.effective(holds), after: after.effective(holds) }
      for (const keyword of keywords) {
        const [old, now] = [pair.before.get(keyword), pair.after.get(keyword)]
        if (sameValue(old.value, now.value)) continue
        const differences = found.get(keyword) ?? []
        found.set(keyword, differences)
        note(differences, { keyword, before: old, after: now, connectionClass })
      }
    }
    for (const difference of keywords.flatMap((keyword) => found.get(keyword) ?? []))
      difference.everybody = difference.furtherClasses + 1 === connections.classes.length
  }
  return { differences: changed.flatMap((keyword) => found.get(keyword) ?? []), complete }
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
  { keyword, before, after, connectionClass }: Omit<Difference, 'furtherClasses' | 'everybody'>,
): void {
  const known = differences.find(
    (earlier) =>
      sameValue(earlier.before.value, before.value) &&
      sameValue(earlier.after.value, after.value) &&
      [...earlier.connectionClass.holds].every((guard) => connectionClass.holds.has(guard)),
  )
  if (known) known.furtherClasses++
  else differences.push({ keyword, before, after, connectionClass, furtherClasses: 0, everybody: false })
}

/** Takes guards with the same criteria for one: the first of them that comes by. */
function sameForSameCriteria(): (guard: Guard) => Guard {
  const known = new Map<Guard, Guard>()
  const byCriteria = new Map<string, Guard>()
  return (guard) => {
    const same = known.get(guard)
    if (same) return same
    const text = JSON.stringify([guard.criteria, guard.reachable ?? true])
    const first = byCriteria.get(text) ?? guard
    byCriteria.set(text, first)
    known.set(guard, first)
    return first
  }
}

/**
 * The keywords of which not all lines are the same in both, or not in the same order beside those of keywords with a
 * say in them; all keywords, where nobody tells which these are.
 */
function changedKeywords(before: Config, after: Config, one: (guard: Guard) => Guard): string[] {
  const all = [...new Set([...before.settings, ...after.settings].map(({ keyword }) => keyword))]
  if (!before.influences || !after.influences) return all
  const numbers = new Map<Guard, number>()
  const numberOf = (guard: Guard) => {
    const number = numbers.get(one(guard)) ?? numbers.size
    numbers.set(one(guard), number)
    return number
  }
  const textOf = ({ keyword, guard, value, text }: Setting) =>
    [keyword, guard ? numberOf(guard) : '', text, JSON.stringify(value)].join('\0')
  const [old, now] = [before, after].map(({ settings }) => groupedBy(settings, ({ keyword }) => keyword))
  const linesOf = (
    config: Config,
    own: ReadonlyMap<string, readonly Setting[]> | undefined,
    names: readonly string[],
  ) => {
    const [name = ''] = names
    const lines =
      names.length === 1 ? own?.get(name) : config.settings.filter(({ keyword }) => names.includes(keyword))
    return (lines ?? []).map(textOf).join('\n')
  }
  return all.filter((keyword) => {
    const names = [keyword, ...(before.influences?.(keyword) ?? []), ...(after.influences?.(keyword) ?? [])]
    return linesOf(before, old, names) !== linesOf(after, now, names)
  })
}

function groupedBy<Thing>(things: readonly Thing[], nameOf: (thing: Thing) => string): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>()
  for (const thing of things) {
    const group = groups.get(nameOf(thing))
    if (group) group.push(thing)
    else groups.set(nameOf(thing), [thing])
  }
  return groups
}

/** Keywords that the same blocks set are compared in one go. */
function comparedTogether(
  names: readonly string[],
  before: Config,
  after: Config,
  one: (guard: Guard) => Guard,
): { keywords: string[]; guards: Guard[] }[] {
  const guardsOf = new Map<string, Set<Guard>>()
  for (const { keyword, guard } of [...before.settings, ...after.settings]) {
    const guards = guardsOf.get(keyword) ?? new Set()
    if (guard) guards.add(one(guard))
    guardsOf.set(keyword, guards)
  }
  const order = new Map(
    [...new Set([...before.guards, ...after.guards].map(one))].map((guard, at) => [guard, at]),
  )
  const groups = new Map<string, { keywords: string[]; guards: Guard[] }>()
  for (const keyword of names) {
    const influences = [before, after].flatMap((config) => config.influences?.(keyword) ?? [])
    const set = new Set([keyword, ...influences].flatMap((name) => [...(guardsOf.get(name) ?? [])]))
    const guards = [...set].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
    const key = guards.map((guard) => order.get(guard)).join(',')
    const group = groups.get(key) ?? { keywords: [], guards }
    group.keywords.push(keyword)
    groups.set(key, group)
  }
  return [...groups.values()]
}
