import type { Config, Dialect, Parameters } from '../dialects/dialect.ts'
import { type Host, UNKNOWN } from '../host/host.ts'
import { Unreadable } from '../host/unreadable.ts'
import { sharedKeywords } from './choices.ts'
import { collectEvidence } from './evidence.ts'
import { Examination } from './examination.ts'
import type { DetailedFinding, Severity } from './finding.ts'
import type { DeclaredSet } from './intents/declarations.ts'
import { intentNames } from './intents/names.ts'
import { unknownIntents } from './intents/unknown.ts'
import { withIntents } from './intents/with-intents.ts'
import { type LawOfTheFile, lawFindings, problemFindings } from './laws/laws.ts'
import { narrowed } from './narrowing.ts'
import { type Occurrence, Occurrences } from './occurrences.ts'
import { oneForEachCause } from './one-cause.ts'
import { type Question, questionsOf } from './question.ts'
import type { Rule } from './rule.ts'
import { EVERYTHING, Search } from './search.ts'
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
  /** False where the connections were too many to examine all: a rule may hold at lines where it is not reported. */
  complete: boolean
}

/** To tell blocks apart takes work and memory by the square of their number. */
const mostBlocks = 10_000

/** Applies all rules to every connection that can exist. Pure: the same input gives the same findings in the same order. */
export function lint(config: Config, options: LintOptions): LintResult {
  if (config.guards.length > mostBlocks)
    throw new Unreadable(
      `${config.entry} has more than ${mostBlocks} Match blocks, more than conflint can tell apart`,
    )
  const active = options.rules.filter((rule) => isActive(rule, config, options))
  const rules = active.map((rule) => withWish(rule, options))
  const findings = lawFindings(config, options.laws, rules, options.host)
  findings.push(
    ...problemFindings(unknownIntents(config, options.intentNames ?? intentNames(options.rules)), rules),
  )
  const meant = withIntents(config, rules, options.sets ?? [])
  const examination = new Examination({ config: meant, ...options })
  // Where nobody means anything, no promise can be broken.
  const asked = meant === config ? active.filter(({ promise }) => !promise) : active
  for (const rule of asked)
    for (const question of questionsOf(rule, options.dialect)) {
      let occurrences: Occurrences | undefined
      collect(question, options, examination, (occurrence) => {
        occurrences ??= new Occurrences()
        occurrences.add(occurrence)
      })
      if (occurrences) findings.push(...occurrences.findings(meant))
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

/** Collects all connections for which a rule holds, from general to special. */
function collect(
  question: Question,
  { host }: LintOptions,
  examination: Examination,
  found: (occurrence: Occurrence) => void,
): void {
  const base = examination.restrictions.of(question.demands)
  const everybody = examination.subjectOf(base).seenBy({ hold: base, fail: [] }, UNKNOWN)
  // Most rules hold for nobody, for a reason that no block and no account changes anything about.
  const isRefuted = !question.holds(everybody) && !examination.differsIn(everybody.trace)
  if (isRefuted && !everybody.trace.whole) return
  const byAccount = question.perAccount && host.accounts() !== UNKNOWN
  if (isRefuted && !byAccount) return
  const keywords = new Set(examination.withInfluences(question.keywords))
  const excluded = examination.blocksExcludedBy(question)
  const shared = narrowed(sharedKeywords(keywords, examination), question, examination, excluded)
  if (!shared) return
  new Search(shared, examination, base, excluded, question.place).run(({ guards, classFor }) => {
    const whole = examination.subjectOf(guards.hold)
    if (byAccount) {
      const connectionClass = classFor(EVERYTHING)
      for (const account of connectionClass ? examination.accountsOf(connectionClass) : []) {
        const subject = whole.seenBy(guards, account)
        const held = question.held(subject)
        if (!connectionClass || !held) continue
        const evidence = collectEvidence(held.reads, held.rule)
        found({ connectionClass, subject, account, rule: held.rule, evidence })
      }
      return { trace: EVERYTHING }
    }
    const subject = whole.seenBy(guards, UNKNOWN)
    const held = question.held(subject)
    const { trace } = subject
    if (!held) return { trace }
    const evidence = collectEvidence(held.reads, held.rule)
    const { severity, message } = held.rule
    const report = {
      keyword: evidence[0]?.evidence.keyword ?? '',
      words: `${severity} ${message}`,
      severity,
    }
    // Whether there is such a connection at all is asked last: it is the harder question.
    const connectionClass = classFor(trace)
    if (connectionClass) found({ connectionClass, subject, account: UNKNOWN, rule: held.rule, evidence })
    return { trace, report }
  })
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

/** Whether the profile, the version and the user want a rule. */
function isActive(rule: Rule, config: Config, { profile, severities }: LintOptions): boolean {
  const severity = severities?.[rule.id]
  if (severity === 'off' || !rule.id.startsWith(`${config.dialect}/`)) return false
  const wanted = severity !== undefined || profile === 'all' || [profile, 'conflicts'].includes(rule.profile)
  return wanted && (rule.applies === undefined || inRange(config.version, rule.applies))
}

/** The rule with the severity that the user wants. */
function withWish(rule: Rule, { severities }: LintOptions): Rule {
  const severity = severities?.[rule.id]
  return severity === undefined || severity === 'on' || severity === 'off' ? rule : { ...rule, severity }
}
