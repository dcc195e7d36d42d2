import { type ConnectionClass, connectionClasses } from '../classes/classes.ts'
import type { Config, Criterion, Dialect, Guard, Value } from '../dialects/dialect.ts'
import { addressList } from '../dialects/sshd/matching/addresses.ts'
import { type Host, UNKNOWN, type Unknown } from '../host/host.ts'
import { keywordsBehind } from '../rules/needs.ts'
import { Subject } from '../rules/subject.ts'

/** Connections that could log in, or use a method, and no longer can. */
export interface LoginLoss {
  /** `every method`, or the method that is lost. */
  lost: string
  /** The keyword that shuts them out. */
  by: string
  connectionClass: ConnectionClass
  furtherClasses: number
  /** True where nobody keeps it, and all lose it by the same keyword. */
  everybody: boolean
}

const accessLists = ['DenyUsers', 'AllowUsers', 'DenyGroups', 'AllowGroups'] as const
const asked = [
  'usable-methods',
  'live-method-lists',
  'method-lists',
  'PermitRootLogin',
  'RefuseConnection',
  'MaxAuthTries',
]

/**
 * Who is shut out by a change of sshd_config: asked of every connection that the blocks, the entries of
 * the access lists, or being root tell apart. What cannot be known is not reported.
 */
export function loginLosses(
  before: Config,
  after: Config,
  dialect: Dialect,
  host: Host,
): readonly LoginLoss[] {
  const keywords = keywordsBehind([...accessLists, ...asked], dialect)
  const guards = new Set<Guard>()
  for (const { keyword, guard } of [...before.settings, ...after.settings]) {
    if (guard && keywords.has(keyword)) guards.add(guard)
  }
  const entries = entryGuards([before, after])
  const root = criteriaGuard(ROOT, 'User root')
  const { classes, complete } = connectionClasses([...guards, root, ...entries.values()], host)
  const losses: LoginLoss[] = []
  /** For how many classes each loss is possible. */
  const able = new Map<string, number>()
  let isKnown = complete
  for (const connectionClass of classes) {
    const ask = (config: Config) => abilities(config, connectionClass, { dialect, host, entries, root })
    const could = ask(before)
    const can = ask(after)
    if (could === UNKNOWN || can === UNKNOWN) {
      isKnown = false
      continue
    }
    if (could.methods.length === 0) continue
    for (const method of [EVERY_METHOD, ...could.methods]) able.set(method, (able.get(method) ?? 0) + 1)
    for (const lost of lostMethods(could, can))
      add(losses, { lost, by: can.by, connectionClass, furtherClasses: 0, everybody: false })
  }
  return losses.map((loss) => ({
    ...loss,
    everybody: isKnown && loss.furtherClasses + 1 === able.get(loss.lost),
  }))
}

const EVERY_METHOD = 'every method'

/** The methods that a connection could log in with, and no longer can; where none is left, all in one. */
export function lostMethods(could: Login, can: Login): readonly string[] {
  const methods = could.methods.filter((method) => !can.methods.includes(method))
  return methods.length > 0 && can.methods.length === 0 ? [EVERY_METHOD] : methods
}

/** With which methods a connection can log in, and what shuts it out where there is none. */
export interface Login {
  methods: readonly string[]
  by: string
}

/**
 * How one connection fares with an sshd_config; unknown where that cannot be told.
 * @param holds whether the criteria of a block, or of an entry of the access lists, hold for the connection
 */
export function loginOf(
  config: Config,
  holds: (guard: Guard) => boolean,
  dialect: Dialect,
  host: Host,
): Login | Unknown {
  const entries = entryGuards([config])
  const root = criteriaGuard(ROOT, 'User root')
  const guards = [...config.settings.flatMap(({ guard }) => guard ?? []), ...entries.values(), root]
  return abilities(config, { holds: new Set(guards.filter(holds)) }, { dialect, host, entries, root })
}

const ROOT: readonly Criterion[] = [{ kind: 'user', patterns: [{ negated: false, pattern: 'root' }] }]

function add(losses: LoginLoss[], loss: LoginLoss): void {
  const known = losses.find(({ lost, by, connectionClass }) => {
    const general = [...connectionClass.holds].every((guard) => loss.connectionClass.holds.has(guard))
    return lost === loss.lost && by === loss.by && general
  })
  if (known) known.furtherClasses++
  else losses.push(loss)
}

interface Asking {
  dialect: Dialect
  host: Host
  entries: ReadonlyMap<string, Guard>
  root: Guard
}

function abilities(
  config: Config,
  { holds }: Pick<ConnectionClass, 'holds'>,
  { dialect, host, entries, root }: Asking,
): Login | Unknown {
  const parameters = { agentKeys: 0, assumedVersion: false }
  const subject = new Subject(
    { dialect, config, host, parameters },
    config.effective((guard) => holds.has(guard)),
  )
  const value = (name: string) => subject.read(name).value
  const shut = (by: string) => ({ methods: [], by })
  for (const keyword of accessLists) {
    const list = wordsOf(value(keyword))
    if (list === UNKNOWN) return UNKNOWN
    const fits = list.some((entry) => {
      const guard = entries.get(entryKey(keyword, entry))
      return guard !== undefined && holds.has(guard)
    })
    if (keyword.startsWith('Deny') ? fits : list.length > 0 && !fits) return shut(keyword)
  }
  if (value('RefuseConnection') === 'yes') return shut('RefuseConnection')
  if (value('MaxAuthTries') === 0) return shut('MaxAuthTries')
  const usable = wordsOf(value('usable-methods'))
  const lists = wordsOf(value('method-lists'))
  const live = wordsOf(value('live-method-lists'))
  if (usable === UNKNOWN || lists === UNKNOWN || live === UNKNOWN) return UNKNOWN
  const complete = live
    .map((list) => list.split(','))
    .filter((list) => list.every((method) => usable.includes(method.split(':')[0] ?? '')))
  const methods = lists.length === 0 ? usable : complete.map((list) => list.join(','))
  if (!holds.has(root))
    return methods.length > 0
      ? { methods, by: 'methods' }
      : shut(lists.length > 0 ? 'AuthenticationMethods' : 'methods')
  const permit = value('PermitRootLogin')
  if (permit === 'no' || permit === 'forced-commands-only') return shut('PermitRootLogin')
  const withoutPasswords = methods.filter((list) => !/password|keyboard-interactive/.test(list))
  return { methods: permit === 'yes' ? methods : withoutPasswords, by: 'PermitRootLogin' }
}

/** One guard for each entry of the access lists, so that connections are told apart by them. */
function entryGuards(configs: readonly Config[]): Map<string, Guard> {
  const guards = new Map<string, Guard>()
  for (const { keyword, value } of configs.flatMap(({ settings }) => settings)) {
    if (!accessLists.some((name) => name === keyword)) continue
    const words = wordsOf(value)
    for (const entry of words === UNKNOWN ? [] : words) {
      if (entry !== 'none')
        guards.set(entryKey(keyword, entry), criteriaGuard(criteriaOf(keyword, entry), `${keyword} ${entry}`))
    }
  }
  return guards
}

function entryKey(keyword: string, entry: string): string {
  return `${keyword.replace(/^(Allow|Deny)/, '')} ${entry}`
}

/** match_user: USER, or USER@HOST with a list of addresses. */
function criteriaOf(keyword: string, entry: string): Criterion[] {
  if (keyword.endsWith('Groups')) return [{ kind: 'group', patterns: [{ negated: false, pattern: entry }] }]
  const at = entry.lastIndexOf('@')
  const user: Criterion = {
    kind: 'user',
    patterns: [{ negated: false, pattern: at === -1 ? entry : entry.slice(0, at) }],
  }
  if (at === -1) return [user]
  const networks = addressList(entry.slice(at + 1))
  return [user, networks === 'wrong' ? { kind: 'constant', holds: false } : { kind: 'address', networks }]
}

function criteriaGuard(criteria: readonly Criterion[], text: string): Guard {
  return { index: Number.MAX_SAFE_INTEGER, criteria, lines: [], text: [text] }
}

function wordsOf(value: Value | Unknown): readonly string[] | Unknown {
  if (value === UNKNOWN) return UNKNOWN
  if (Array.isArray(value)) return value
  return value === 'none' || value === '' ? [] : [String(value)]
}
