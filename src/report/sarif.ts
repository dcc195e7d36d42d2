import type { Evidence, Fix, Range } from '../rules/finding.ts'
import type { Rule } from '../rules/rule.ts'
import { fingerprints } from './fingerprint.ts'
import type { DetailedReport, Format, ReportedFinding } from './report.ts'
import { witnessInWords } from './witness.ts'

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const
/** What GitHub calls precision. */
const PRECISION = { certain: 'very-high', likely: 'high', possible: 'medium' } as const
const PROBLEM = { error: 'error', warning: 'warning', info: 'recommendation' } as const

/** SARIF 2.1.0 (OASIS), with what GitHub's code scanning reads of it. */
export const sarif: Format = (report) => {
  const names = fingerprints(report)
  const rules = [...report.rules].sort((a, b) => (a.id < b.id ? -1 : 1))
  const run = {
    tool: {
      driver: {
        name: 'conflint',
        semanticVersion: report.tool.version,
        rules: rules.map(descriptor),
      },
    },
    columnKind: 'utf16CodeUnits',
    results: report.findings.map((finding, index) => result(finding, rules, names[index] ?? '', report)),
  }
  const document = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return `${JSON.stringify(document, null, 2)}\n`
}

function descriptor({ id, title, severity, confidence, tags }: Rule) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: `${title}.` },
    help: { text: `conflint explain ${id}`, markdown: `\`conflint explain ${id}\`` },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      tags: [...tags],
      precision: PRECISION[confidence],
      'problem.severity': PROBLEM[severity],
    },
  }
}

function result(
  finding: ReportedFinding,
  rules: readonly Rule[],
  fingerprint: string,
  report: DetailedReport,
) {
  const { rule, severity, confidence, message, file, range, evidence, evidenceRanges, scope, fixes, url } =
    finding
  const ruleIndex = rules.findIndex(({ id }) => id === rule)
  const concerned = scope ? ` Concerns ${witnessInWords(scope)}.` : ''
  return {
    ruleId: rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: LEVEL[severity],
    message: { text: `${message}${concerned}` },
    locations: [{ physicalLocation: physicalLocation(file, range, report) }],
    relatedLocations: evidence.flatMap((piece, index) =>
      related(piece, evidenceRanges[index], index, report),
    ),
    partialFingerprints: { 'conflint/v1': fingerprint },
    ...(fixes.length > 0 && { fixes: fixes.map(fixOf) }),
    ...(url !== undefined && { hostedViewerUri: url }),
    properties: { confidence, ...(scope && { scope }) },
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
  const snippet = sources.get(file)?.split(/\r?\n/)[range.start.line - 1]
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
  const path = file.split('/').map(encodeURIComponent).join('/')
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
