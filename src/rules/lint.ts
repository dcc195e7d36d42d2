import type { ConnectionClass, ConnectionClasses } from '../classes/classes.ts'
import { connectionClasses } from '../classes/classes.ts'
import type { Config, Dialect, Guard, Parameters } from '../dialects/dialect.ts'
import { type Account, type Host, UNKNOWN, type Unknown } from '../host/host.ts'
import { evaluate } from './condition.ts'
import { collectEvidence, type PlacedEvidence } from './evidence.ts'
import type { DetailedFinding, Scope, Severity } from './finding.ts'
import { type LawOfTheFile, lawFindings } from './laws/laws.ts'
import { fillMessage } from './message.ts'
import { dependsOnAccount, keywordsOf } from './needs.ts'
import type { Rule } from './rule.ts'
import { describeClass, scopeOfClass } from './scope.ts'
import { type Read, Subject } from './subject.ts'
import { inRange } from './versions.ts'

export interface LintOptions {
  dialect: Dialect
  rules: readonly Rule[]
  /** The laws of the file that need more than the resolver: see `rules/laws/`. */
  laws: readonly LawOfTheFile[]
  host: Host
  parameters: Parameters
  profile: 'conflicts' | 'hardening' | 'all'
  /** What the user made of a rule: switched off, on whatever the profile, or of another severity. */
  severities?: Readonly<Record<string, Severity | 'off' | 'on'>>
}

export interface LintResult {
  findings: DetailedFinding[]
  /** The rules that were asked, with the severity that the user wants. */
  rules: readonly Rule[]
  /** False where the connections were too many to examine all. */
  complete: boolean
}

/** More accounts than this are not asked one by one. */
const mostAccounts = 2000

/** Applies all rules to every connection that can exist. Pure: the same input gives the same findings in the same order. */
export function lint(config: Config, options: LintOptions): LintResult {
  const rules = activeRules(config, options)
  const classesOf = classFinder(config, options.host)
  const subjectsOf = subjectFinder(config, options)
  const findings = lawFindings(config, options.laws, rules, options.host)
  let complete = true
  for (const rule of rules) {
    if (!rule.when && !rule.cases) continue
    const connections = classesOf(keywordsOf(rule, options.dialect))
    complete &&= connections.complete
    const perAccount = dependsOnAccount(rule, options.dialect)
    const occurrences: Occurrence[] = []
    for (const connectionClass of connections.classes) {
      for (const { subject, account } of subjectsOf(connectionClass, connections.guards, perAccount)) {
        const held = firstCaseThatHolds(rule, subject)
        if (!held) continue
        merge(occurrences, {
          connectionClass,
          account,
          subject,
          rule: held.rule,
          evidence: collectEvidence(held.reads, held.rule),
        })
      }
    }
    findings.push(...occurrences.flatMap((occurrence) => toFinding(occurrence, config)))
  }
  return { findings: findings.map((finding) => withSeverity(finding, options)), rules, complete }
}

/** What the user says of a rule counts for all of its cases. */
function withSeverity(finding: DetailedFinding, { severities }: LintOptions): DetailedFinding {
  const severity = severities?.[finding.rule]
  return severity === undefined || severity === 'on' || severity === 'off'
    ? finding
    : { ...finding, severity }
}

/** The rule in the words of its first case that holds, with all that was read; undefined where none certainly holds. */
function firstCaseThatHolds(
  rule: Rule,
  subject: Subject,
): { rule: Rule; reads: readonly Read[] } | undefined {
  const common = evaluate(rule.when ?? {}, subject)
  if (common.truth !== true) return undefined
  if (!rule.cases) return { rule, reads: common.reads }
  for (const { when, ...words } of rule.cases) {
    const verdict = evaluate(when, subject)
    if (verdict.truth === true)
      return { rule: { ...rule, ...words }, reads: [...common.reads, ...verdict.reads] }
  }
  return undefined
}

/** The rules that the profile, the version and the user leave, with the severity that the user wants. */
function activeRules(config: Config, { rules, profile, severities }: LintOptions): Rule[] {
  return rules.flatMap((rule) => {
    const severity = severities?.[rule.id]
    if (severity === 'off') return []
    if (!rule.id.startsWith(`${config.dialect}/`)) return []
    if (
      severity === undefined &&
      profile !== 'all' &&
      rule.profile !== 'conflicts' &&
      rule.profile !== profile
    )
      return []
    if (rule.applies !== undefined && !inRange(config.version, rule.applies)) return []
    return [severity === undefined || severity === 'on' ? rule : { ...rule, severity }]
  })
}

interface Connections extends ConnectionClasses {
  /** The blocks by which they are told apart. */
  guards: readonly Guard[]
}

/** Tells connections apart by the blocks that set one of the keywords; the answer is kept for rules with the same blocks. */
function classFinder(config: Config, host: Host) {
  const known = new Map<string, Connections>()
  return (keywords: ReadonlySet<string>): Connections => {
    const guards = new Set<Guard>()
    for (const { keyword, guard } of config.settings) if (guard && keywords.has(keyword)) guards.add(guard)
    const ordered = [...guards].sort((a, b) => a.index - b.index)
    const key = ordered.map(({ index }) => index).join(',')
    const connections = known.get(key) ?? { ...connectionClasses(ordered, host), guards: ordered }
    known.set(key, connections)
    return connections
  }
}

interface SubjectWithAccount {
  subject: Subject
  account: Account | Unknown
}

/** The subjects of a class: one, or one for each known account where the answer depends on it. */
function subjectFinder(config: Config, options: LintOptions) {
  const known = new Map<ConnectionClass, { whole: SubjectWithAccount; each?: SubjectWithAccount[] }>()
  return (
    connectionClass: ConnectionClass,
    inQuestion: readonly Guard[],
    perAccount: boolean,
  ): SubjectWithAccount[] => {
    const applies = (guard: Guard) => connectionClass.holds.has(guard)
    const guards = { hold: inQuestion.filter(applies), fail: inQuestion.filter((guard) => !applies(guard)) }
    const build = (account: Account | Unknown): SubjectWithAccount => {
      const effective = config.effective(applies)
      return { account, subject: new Subject({ config, effective, guards, account, ...options }) }
    }
    const entry = known.get(connectionClass) ?? { whole: build(UNKNOWN) }
    known.set(connectionClass, entry)
    const { accounts } = connectionClass
    if (!perAccount || accounts === UNKNOWN || accounts.length > mostAccounts) return [entry.whole]
    entry.each ??= accounts.map(build)
    return entry.each
  }
}

/** A rule that holds for a class of connections. */
interface Occurrence extends SubjectWithAccount {
  connectionClass: ConnectionClass
  /** The rule in the words of the case that holds. */
  rule: Rule
  evidence: PlacedEvidence[]
  further?: { classes: number; accounts: Account[] }
}

/**
 * Adds an occurrence, unless a more general class has it already: the same evidence, or the same place
 * for a class that contains this one. Classes come from general to special.
 */
function merge(occurrences: Occurrence[], candidate: Occurrence): void {
  const key = evidenceKey(candidate.evidence)
  const place = evidenceKey(candidate.evidence.slice(0, 1))
  const known = occurrences.find(
    (earlier) =>
      evidenceKey(earlier.evidence) === key ||
      (evidenceKey(earlier.evidence.slice(0, 1)) === place &&
        [...earlier.connectionClass.holds].every((guard) => candidate.connectionClass.holds.has(guard))),
  )
  if (!known) {
    occurrences.push(candidate)
    return
  }
  known.further ??= { classes: 0, accounts: [] }
  if (known.connectionClass !== candidate.connectionClass) known.further.classes++
  if (candidate.account !== UNKNOWN) known.further.accounts.push(candidate.account)
}

function evidenceKey(evidence: readonly PlacedEvidence[]): string {
  return evidence
    .filter(({ evidence: { origin } }) => origin !== 'fact')
    .map(({ evidence: { keyword, file, line } }) => `${keyword}\0${file}\0${line}`)
    .join('\n')
}

function toFinding(occurrence: Occurrence, config: Config): DetailedFinding[] {
  const { rule, evidence, subject, account, further } = occurrence
  const [first, ...rest] = evidence.map((piece) => piece.evidence)
  if (!first) return []
  const place = evidence.find(({ range }) => range !== undefined)
  const top = { line: 1, column: 1 }
  const scope = scopeOf(occurrence)
  const accounts = account === UNKNOWN ? [] : [account, ...(further?.accounts ?? [])].map(({ name }) => name)
  return [
    {
      rule: rule.id,
      title: rule.title,
      tags: rule.tags,
      severity: rule.severity,
      confidence: rule.confidence,
      message: fillMessage(rule.message, (name) => subject.read(name).value),
      file: place?.evidence.file ?? config.sources[0]?.path ?? config.entry,
      range: place?.range ?? { start: top, end: top },
      evidence: [first, ...rest],
      evidenceRanges: evidence.map(({ range }) => range),
      ...(scope && { scope }),
      fixes: [],
      remedies: rule.remedies,
      furtherClasses: further?.classes ?? 0,
      accounts,
      connectionClass: occurrence.connectionClass,
    },
  ]
}

function scopeOf({ connectionClass, account }: Occurrence): Scope | undefined {
  if (account === UNKNOWN) return scopeOfClass(connectionClass)
  const { match, witness, spec } = describeClass(connectionClass)
  const groups = account.groups === UNKNOWN ? {} : { groups: [...account.groups] }
  return {
    match,
    witness: { ...witness, user: account.name, ...groups },
    spec: spec.replace(/^user=[^,]*/, `user=${account.name}`),
  }
}
