import { fingerprints, linesOf } from './fingerprint.ts'
import { type DetailedReport, summaryOf } from './report.ts'

/** Findings that are known, and not reported until they are gone: the content of a baseline file, version 1. */
export interface Baseline {
  version: 1
  findings: readonly BaselineEntry[]
}

export interface BaselineEntry {
  rule: string
  /** Relative to the directory of the baseline, where it is below that. */
  file: string
  /** The lines that take part, for people who read the file. */
  lines: readonly string[]
  fingerprint: string
}

/** How files are called in a baseline, and which of them this run looked at. */
export interface BaselineSurroundings {
  nameOf(file: string): string
  /** Whether an entry for a file (by its name in the baseline) would have come up again. */
  wasJudged(name: string): boolean
  /** Where the baseline stands, for people. */
  shown: string
}

/** The report without what is known; it counts what is hidden, and the entries whose finding is gone. */
export function hideKnown(
  report: DetailedReport,
  { findings: entries }: Baseline,
  { nameOf, wasJudged, shown }: BaselineSurroundings,
): DetailedReport {
  const names = fingerprints(report, nameOf)
  const known = new Set(entries.map(({ fingerprint }) => fingerprint))
  const isKnown = (index: number) => known.has(names[index] ?? '')
  const findings = report.findings.filter((_, index) => !isKnown(index))
  const hidden = report.findings
    .filter((_, index) => isKnown(index))
    .map((finding) => ({ ...finding, suppression: knownIn(shown) }))
  const found = new Set(names)
  const stale = entries.filter(({ file, fingerprint }) => !found.has(fingerprint) && wasJudged(file))
  return {
    ...report,
    findings,
    suppressed: [...report.suppressed, ...hidden],
    summary: { ...report.summary, ...summaryOf(findings, report.summary.files) },
    baseline: { known: hidden.length, stale: stale.length },
  }
}

/** Why a known finding is not reported. */
export function knownIn(shown: string) {
  return { kind: 'external', reason: `known in ${shown}` } as const
}

/** The baseline that knows all findings of a report, and keeps what an earlier one knows of files that this run did not look at. */
export function updatedBaseline(
  report: DetailedReport,
  earlier: Baseline | undefined,
  { nameOf, wasJudged }: Pick<BaselineSurroundings, 'nameOf' | 'wasJudged'>,
): Baseline {
  const kept = (earlier?.findings ?? []).filter(({ file }) => !wasJudged(file))
  return baselineWith([...entriesOf(report, nameOf), ...kept])
}

/** The entries for findings. */
export function entriesOf(
  report: Pick<DetailedReport, 'findings' | 'sources'>,
  nameOf: (file: string) => string,
): BaselineEntry[] {
  const names = fingerprints(report, nameOf)
  return report.findings.map((finding, index) => {
    const { rule, file } = finding
    const lines = linesOf(finding, report.sources).map(({ text }) => text)
    return { rule, file: nameOf(file), lines, fingerprint: names[index] ?? '' }
  })
}

/** The baseline with these entries. */
export function baselineWith(entries: readonly BaselineEntry[]): Baseline {
  return { version: 1, findings: [...entries].sort(byPlace) }
}

function byPlace(a: BaselineEntry, b: BaselineEntry): number {
  const [one, other] = [a, b].map(({ file, rule, fingerprint }) => `${file}\0${rule}\0${fingerprint}`)
  return (one ?? '') < (other ?? '') ? -1 : 1
}

/** One entry a line, so that reviews and merges see single findings. */
export function printBaseline({ version, findings }: Baseline): string {
  const entries = findings.map((entry) => `    ${JSON.stringify(entry)}`)
  const list = entries.length === 0 ? '[]' : `[\n${entries.join(',\n')}\n  ]`
  return `{\n  "version": ${version},\n  "findings": ${list}\n}\n`
}
