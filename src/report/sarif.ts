import type { Evidence, Fix, Range } from '../rules/finding.ts'
import { type Rule, remediesOf } from '../rules/rule.ts'
import { fingerprints } from './fingerprint.ts'
import { jsonText } from './json-text.ts'
import type { DetailedReport, Format, ReportedFinding } from './report.ts'
import { sourceLines } from './source-lines.ts'
import { witnessInWords } from './witness.ts'

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const
/** What GitHub calls precision. */
const PRECISION = { certain: 'very-high', likely: 'high', possible: 'medium' } as const
const PROBLEM = { error: 'error', warning: 'warning', info: 'recommendation' } as const

/** What GitHub takes of one run, one result, and one rule; it refuses the whole upload for more. */
const MOST_RESULTS = 25_000
const MOST_LOCATIONS = 1000
const MOST_TAGS = 20

/** How GitHub ranks rules with the tag `security`: from 7 on high, from 4 on medium. */
const SECURITY = { error: '8.0', warning: '5.0', info: '2.0' } as const

type Suppressed = DetailedReport['suppressed'][number]

/** SARIF 2.1.0 (OASIS), with what GitHub's code scanning reads of it. What is suppressed is there, and said to be so. */
export const sarif: Format = (report) => {
  const rules = [...report.rules].sort((a, b) => (a.id < b.id ? -1 : 1))
  const findings: readonly (ReportedFinding | Suppressed)[] = [...report.findings, ...report.suppressed]
  const names = fingerprints({ findings, sources: report.sources })
  const positions = new Map(rules.map(({ id }, index) => [id, index]))
  const urls = new Map(findings.flatMap(({ rule, url }) => (isAbsolute(url) ? [[rule, url]] : [])))
  const run = {
    tool: {
      driver: {
        name: 'conflint',
        version: report.tool.version,
        semanticVersion: report.tool.version,
        rules: rules.map((rule) => descriptor(rule, urls.get(rule.id))),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(report, findings.length - MOST_RESULTS)],
    results: findings.slice(0, MOST_RESULTS).map((finding, index) => ({
      ...result(finding, positions.get(finding.rule), names[index] ?? '', report),
      // Where one result has this, all must: then an empty list says that nobody suppressed it.
      ...(report.suppressed.length > 0 && { suppressions: suppressionsOf(finding) }),
    })),
  }
  const document = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return `${jsonText(document, 2)}\n`
}

function isAbsolute(url: string | undefined): url is string {
  return url !== undefined && /^[a-z]+:/.test(url)
}

/** How the run went: what could not be judged, or not wholly, and how many results are left out. */
function invocation({ failures, summary }: DetailedReport, dropped: number) {
  const errors = failures.map((text) => ({ level: 'error', message: { text } }))
  const notes = (summary.incomplete ?? []).map((file) => ({
    level: 'note',
    message: { text: `${file} tells so many kinds of connections apart that not all were examined.` },
    locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
  }))
  const text = `${dropped} more findings are left out, because GitHub takes at most ${MOST_RESULTS}.`
  const warnings = dropped > 0 ? [{ level: 'warning', message: { text } }] : []
  const notifications = [...errors, ...warnings, ...notes]
  return {
    executionSuccessful: failures.length === 0,
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  }
}

function suppressionsOf(finding: ReportedFinding | Suppressed) {
  if (!('suppression' in finding)) return []
  const { kind, reason } = finding.suppression
  return [{ kind, status: 'accepted', ...(reason !== '' && { justification: reason }) }]
}

function descriptor(rule: Rule, url: string | undefined) {
  const { id, title, severity, confidence, tags } = rule
  const titles = new Set(remediesOf(rule).map((remedy) => remedy.title))
  const toDo = [...titles].map((one) => `- ${one}`).join('\n')
  const command = `conflint explain ${id}`
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: `${title}.` },
    ...(url !== undefined && { helpUri: url }),
    help: {
      text: `${title}. ${command} says why, and what to do.`,
      markdown: [`**${title}**`, ...(toDo === '' ? [] : [toDo]), `\`${command}\` says why.`].join('\n\n'),
    },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      tags: tags.slice(0, MOST_TAGS),
      precision: PRECISION[confidence],
      'problem.severity': PROBLEM[severity],
      ...(tags.includes('security') && { 'security-severity': SECURITY[severity] }),
    },
  }
}

function result(
  finding: ReportedFinding,
  ruleIndex: number | undefined,
  fingerprint: string,
  report: DetailedReport,
) {
  const {
    rule,
    severity,
    confidence,
    message,
    file,
    range,
    evidence,
    evidenceRanges,
    scope,
    fixes,
    versions,
  } = finding
  const concerned = scope ? ` Concerns ${witnessInWords(scope)}.` : ''
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: LEVEL[severity],
    message: { text: `${message}${concerned}` },
    locations: [{ physicalLocation: physicalLocation(file, range, report) }],
    relatedLocations: evidence
      .flatMap((piece, index) => related(piece, evidenceRanges[index], index, report))
      .slice(0, MOST_LOCATIONS - 1),
    partialFingerprints: { 'conflint/v1': fingerprint },
    ...(fixes.length > 0 && { fixes: fixes.map(fixOf) }),
    properties: { confidence, ...(scope && { scope }), ...(versions && { versions }) },
  }
}

function related(piece: Evidence, range: Range | undefined, index: number, report: DetailedReport) {
  const { file, line, keyword, value, note } = piece
  if (file === undefined) return []
  const place =
    range ?? (line === undefined ? undefined : { start: { line, column: 1 }, end: { line, column: 1 } })
  return [
    {
      id: index,
      message: { text: `${keyword} ${value}${note === undefined ? '' : `: ${note}`}` },
      physicalLocation: place ? physicalLocation(file, place, report) : { artifactLocation: artifact(file) },
    },
  ]
}

function physicalLocation(file: string, range: Range, { sources }: DetailedReport) {
  const snippet = sourceLines(sources, file)?.[range.start.line - 1]
  return {
    artifactLocation: artifact(file),
    region: { ...region(range), ...(snippet !== undefined && { snippet: { text: snippet } }) },
  }
}

function region({ start, end }: Range) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
}

/** A relative reference stays relative, so that servers find the file in the repository. */
function artifact(file: string) {
  // Half a character has no code in UTF-8.
  const whole = file.replaceAll(/\p{Cs}/gu, '\ufffd')
  const path = whole.split('/').map(encodeURIComponent).join('/')
  return { uri: file.startsWith('/') ? `file://${path}` : path }
}

function fixOf({ title, edits }: Fix) {
  const files = [...new Set(edits.map(({ file }) => file))]
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ range, text }) => ({ deletedRegion: region(range), insertedContent: { text } })),
    })),
  }
}
