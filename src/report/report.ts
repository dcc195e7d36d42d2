import type { DetailedFinding, Finding, Fix, Severity } from '../rules/finding.ts'
import type { Rule } from '../rules/rule.ts'
import type { SuppressedFinding } from '../rules/suppressions/suppress.ts'

/** What conflint found, in the published form of `--format json`, version 1. */
export interface Report {
  version: 1
  tool: { name: 'conflint'; version: string }
  findings: readonly Finding[]
  summary: Summary
}

export interface Summary {
  error: number
  warning: number
  info: number
  /** Files that were read. */
  files: number
  /** Hosts that were judged, where there are several. */
  hosts?: number
  /** The files of which not all connections were examined, because they tell too many kinds of them apart; absent where there are none. */
  incomplete?: readonly string[]
}

/** The report with what formats need beside the published form. */
export interface DetailedReport extends Report {
  findings: readonly ReportedFinding[]
  /** What is not reported because comments, or a baseline, say so. */
  suppressed: readonly (ReportedFinding & SuppressedFinding)[]
  /** Inputs that could not be judged, and why. */
  failures: readonly string[]
  /** What became of the baseline, where there is one. */
  baseline?: BaselineOutcome
  /** The text of every file that was read, by its name in the findings. */
  sources: ReadonlyMap<string, string>
  /** The files of each configuration, in the order of reading, and whose behaviour they were judged by. */
  read: readonly { daemon: string; files: readonly string[] }[]
  /** The rules that were asked, whether they found anything or not. */
  rules: readonly Rule[]
}

export interface ReportedFinding extends DetailedFinding {
  /** Whose behaviour and defaults it speaks of, such as `OpenSSH 9.2`. */
  daemon: string
  /** Whether it makes conflint fail. */
  fails: boolean
}

export interface BaselineOutcome {
  /** Findings that it hides. */
  known: number
  /** Entries whose finding is gone. */
  stale: number
}

/** How a report is to look where it is read. */
export interface Style {
  colour: boolean
  /** Columns. */
  width: number
  /** Whether the reader follows links in the text (OSC 8). */
  links?: boolean
  /** `quiet`: the findings only; `verbose`: also what was read, and what was suppressed. */
  detail?: 'quiet' | 'usual' | 'verbose'
}

/** A format: the report as text, with its last line ending. */
export type Format = (report: DetailedReport, style: Style) => string

/** What was found in one configuration. File names are as the user gave them. */
export interface Judgement {
  daemon: string
  findings: readonly DetailedFinding[]
  /** False where not all connections were examined. */
  complete?: boolean
  suppressed?: readonly SuppressedFinding[]
  sources: ReadonlyMap<string, string>
  /** Texts of further files that findings may quote, which are not judged themselves. */
  quoted?: ReadonlyMap<string, string>
  rules: readonly Rule[]
  /** The severities that make conflint fail; all, where nobody says. */
  fails?: (severity: Severity) => boolean
}

/** Puts what was found in several configurations into one report: sorted, and each finding once. */
export function toReport(
  judgements: readonly Judgement[],
  version: string,
  failures: readonly string[] = [],
): DetailedReport {
  const findings = unique(judgements, ({ findings }) => findings)
  const suppressed = unique(judgements, ({ suppressed }) => suppressed ?? [])
  const sources = new Map(judgements.flatMap((judgement) => [...judgement.sources]))
  const rules = new Map(judgements.flatMap((judgement) => judgement.rules.map((rule) => [rule.id, rule])))
  const incomplete = judgements.flatMap(({ complete = true, sources }) =>
    complete ? [] : [...sources.keys()].slice(0, 1),
  )
  return {
    version: 1,
    tool: { name: 'conflint', version },
    findings,
    suppressed,
    failures,
    summary: { ...summaryOf(findings, sources.size), ...incompleteIn(incomplete) },
    sources: new Map([...judgements.flatMap(({ quoted }) => [...(quoted ?? [])]), ...sources]),
    read: judgements.map(({ daemon, sources }) => ({ daemon, files: [...sources.keys()] })),
    rules: [...rules.values()],
  }
}

/** The numbers under a report. */
export function summaryOf(findings: readonly Finding[], files: number): Summary {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length
  return { error: count('error'), warning: count('warning'), info: count('info'), files }
}

/** What a summary says of files of which not all connections were examined. */
export function incompleteIn(files: readonly string[]): Pick<Summary, 'incomplete'> {
  return files.length === 0 ? {} : { incomplete: [...new Set(files)] }
}

/** The findings of all configurations: those that several of them share once, in the order of urgency. */
function unique<Found extends DetailedFinding>(
  judgements: readonly Judgement[],
  findingsOf: (judgement: Judgement) => readonly Found[],
): (Found & ReportedFinding)[] {
  const known = new Map<string, Found & ReportedFinding>()
  for (const judgement of judgements) {
    const { daemon, fails = () => true } = judgement
    for (const finding of findingsOf(judgement)) {
      const key = JSON.stringify({ ...published(finding), fixes: [], furtherClasses: 0 })
      const earlier = known.get(key)
      if (earlier) {
        earlier.fails ||= fails(finding.severity)
        earlier.fixes = common(earlier.fixes, finding.fixes)
      } else known.set(key, { ...finding, daemon: finding.daemon ?? daemon, fails: fails(finding.severity) })
    }
  }
  return [...known.values()].sort(byUrgency)
}

/** What mends each of the configurations that share a finding. */
function common(fixes: readonly Fix[], others: readonly Fix[]): readonly Fix[] {
  const known = new Set(others.map((fix) => JSON.stringify(fix)))
  return fixes.filter((fix) => known.has(JSON.stringify(fix)))
}

/** A finding in its published form: nothing more than the contract has. */
export function published(finding: Finding): Finding {
  const { rule, severity, confidence, message, host, file, range, evidence, scope, fixes, url, versions } =
    finding
  const { furtherClasses = 0 } = finding
  return {
    rule,
    severity,
    confidence,
    message,
    ...(host !== undefined && { host }),
    file,
    range,
    evidence,
    ...(scope && { scope }),
    ...(scope && furtherClasses > 0 && { furtherClasses }),
    fixes,
    ...(url !== undefined && { url }),
    ...(versions && { versions }),
  }
}

export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[]

/** The tag of rules about people who cannot log in any more. */
export const LOCKS_OUT = 'lock-out'

/** Errors first; among them what locks people out; then in the order of files and lines. */
export function byUrgency(a: DetailedFinding, b: DetailedFinding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    Number(b.tags.includes(LOCKS_OUT)) - Number(a.tags.includes(LOCKS_OUT)) ||
    compare(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compare(a.rule, b.rule)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
