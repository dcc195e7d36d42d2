import type { ConnectionClass } from '../classes/classes.ts'
import type { Config, Dialect, Parameters } from '../dialects/dialect.ts'
import { type Account, type Host, UNKNOWN, type Unknown } from '../host/host.ts'
import { Answers } from './answers.ts'
import { decidersOf, sharedKeywords } from './choices.ts'
import { evaluate } from './condition.ts'
import { collectEvidence } from './evidence.ts'
import { Examination } from './examination.ts'
import type { DetailedFinding, Severity } from './finding.ts'
import type { DeclaredSet } from './intents/declarations.ts'
import { intentNames } from './intents/names.ts'
import { rulesOfPromise } from './intents/promise.ts'
import { unknownIntents } from './intents/unknown.ts'
import { withIntents } from './intents/with-intents.ts'
import { type LawOfTheFile, lawFindings, problemFindings } from './laws/laws.ts'
import { isRefuted, narrowed } from './narrowing.ts'
import { dependsOnAccount, keywordsOf } from './needs.ts'
import { type Occurrence, Occurrences } from './occurrences.ts'
import { oneForEachCause } from './one-cause.ts'
import { type Rule, separateCases } from './rule.ts'
import type { Read, Subject } from './subject.ts'
import { inRange, versionsOfRange } from './versions.ts'

export interface LintOptions {
  dialect: Dialect
  rules: readonly Rule[]
  /** The laws of the file that need more than the resolver: see `rules/laws/`. */
  laws: readonly LawOfTheFile[]
  host: Host
  parameters: Parameters
  profile: 'conflicts' | 'hardening' | 'all'
  /** Sets of connections with intents, beside those that comments declare. */
  sets?: readonly DeclaredSet[]
  /** The intents that there are; those of the rules, where nobody says. */
  intentNames?: readonly string[]
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

/** Applies all rules to every connection that can exist. Pure: the same input gives the same findings in the same order. */
export function lint(config: Config, options: LintOptions): LintResult {
  const rules = activeRules(config, options)
  const findings = lawFindings(config, options.laws, rules, options.host)
  findings.push(
    ...problemFindings(unknownIntents(config, options.intentNames ?? intentNames(options.rules)), rules),
  )
  const meant = withIntents(config, rules, options.sets ?? [])
  const examination = new Examination({ config: meant, ...options })
  // Where nobody means anything, no promise can be broken.
  const promised = meant === config ? rules.filter(({ promise }) => !promise) : rules
  const asked = promised.flatMap(rulesOfPromise).flatMap(separateCases)
  for (const rule of asked) {
    if ((!rule.when && !rule.cases) || isRefuted(rule, examination)) continue
    const occurrences = new Occurrences()
    for (const occurrence of occurrencesOf(rule, meant, options, examination)) occurrences.add(occurrence)
    findings.push(...occurrences.findings(meant))
  }
  const ranges = new Map(rules.map(({ id, applies }) => [id, applies]))
  return {
    findings: oneForEachCause(findings, rules).map((finding) =>
      withVersions(withSeverity(finding, options), ranges),
    ),
    rules,
    complete: examination.complete,
  }
}

/** All connections for which a rule holds, from general to special. */
function* occurrencesOf(
  rule: Rule,
  config: Config,
  { dialect, host }: LintOptions,
  examination: Examination,
): Generator<Occurrence> {
  const keywords = () => keywordsOf(rule, dialect, config)
  const holds = (subject: Subject) => firstCaseThatHolds(rule, subject) !== undefined
  const shared = narrowed(sharedKeywords(keywords, examination), rule, examination, holds)
  if (!shared) return
  const answers = new Answers(shared)
  const base = examination.restrictions.of(rule)
  const byAccount = dependsOnAccount(rule, dialect) && host.accounts() !== UNKNOWN
  for (const combination of examination.combinations(decidersOf(shared), base)) {
    if (answers.isSettled(combination)) continue
    const whole = examination.subjectOf(combination.hold)
    const seen = whole.seenBy(combination, UNKNOWN)
    const held = byAccount ? undefined : firstCaseThatHolds(rule, seen)
    if (!byAccount && !held) {
      answers.refuse(combination, seen.reach)
      continue
    }
    // Whether there is such a connection at all is asked last: it is the harder question.
    const connectionClass = examination.classOf(combination)
    if (!connectionClass) continue
    if (held) {
      const found = occurrence(connectionClass, seen, UNKNOWN, held)
      const { severity, message } = held.rule
      const keyword = found.evidence[0]?.evidence.keyword ?? ''
      answers.accept(combination, seen.reach, keyword, `${severity} ${message}`)
      yield found
      continue
    }
    const accounts = examination.accountsOf(connectionClass)
    const asked: readonly (Account | Unknown)[] = accounts === UNKNOWN ? [UNKNOWN] : accounts
    for (const account of asked) {
      const subject = whole.seenBy(combination, account)
      const heldFor = firstCaseThatHolds(rule, subject)
      if (heldFor) yield occurrence(connectionClass, subject, account, heldFor)
    }
  }
}

function occurrence(
  connectionClass: ConnectionClass,
  subject: Subject,
  account: Account | Unknown,
  { rule, reads }: Held,
): Occurrence {
  return { connectionClass, subject, account, rule, evidence: collectEvidence(reads, rule) }
}

/** What the user says of a rule counts for all of its cases. */
function withSeverity(finding: DetailedFinding, { severities }: LintOptions): DetailedFinding {
  const severity = severities?.[finding.rule]
  return severity === undefined || severity === 'on' || severity === 'off'
    ? finding
    : { ...finding, severity }
}

/** What only holds for some versions says so. */
function withVersions(
  finding: DetailedFinding,
  ranges: ReadonlyMap<string, string | undefined>,
): DetailedFinding {
  const range = ranges.get(finding.rule)
  return range === undefined ? finding : { ...finding, versions: versionsOfRange(range) }
}

/** A rule in the words of the case that holds, with all that was read to find out. */
interface Held {
  rule: Rule
  reads: readonly Read[]
}

/** The rule in the words of its first case that holds, with all that was read; undefined where none certainly holds. */
function firstCaseThatHolds(rule: Rule, subject: Subject): Held | undefined {
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
