import type { Evidence, Remedy } from '../rules/finding.ts'
import type { Quotation } from './excerpt.ts'
import type { ReportedFinding } from './report.ts'
import { witnessInWords } from './witness.ts'

/** The lines that take part, file by file; the file of the finding first, also where none of its lines takes part. */
export function quotedLines(finding: ReportedFinding): (readonly [string, Quotation[]])[] {
  const files = new Map<string, Quotation[]>([[finding.file, []]])
  for (const [index, evidence] of finding.evidence.entries()) {
    if (!isLine(evidence)) continue
    const known = files.get(evidence.file) ?? []
    files.set(evidence.file, [
      ...known,
      { evidence, line: evidence.line, range: finding.evidenceRanges[index] },
    ])
  }
  return [...files].map(([file, lines]) => [file, lines.sort((a, b) => a.line - b.line)] as const)
}

/** Whether a piece of evidence stands in a file that was read. */
export function isLine(evidence: Evidence): evidence is Evidence & { file: string; line: number } {
  return evidence.origin === 'line' && evidence.file !== undefined && evidence.line !== undefined
}

/** The evidence that is no line of the configuration: defaults, and facts of the host. */
export function evidenceElsewhere({ evidence, daemon }: ReportedFinding): string[] {
  return evidence
    .filter((piece) => !isLine(piece))
    .map(({ keyword, value, origin, file, line, note }) => {
      const source =
        origin === 'default'
          ? `default of ${daemon}`
          : file === undefined
            ? 'fact'
            : `fact from ${file}${line === undefined ? '' : `:${line}`}`
      return `${source}: ${keyword}${origin === 'fact' ? ':' : ''} ${value}${note === undefined ? '' : ` (${note})`}`
    })
}

/** At most so many accounts are named. */
const NAMED = 5

/** Whom it concerns, in sentences; empty where that is everybody. */
export function concernedInWords({ scope, furtherClasses, accounts }: ReportedFinding): string {
  if (!scope) return ''
  const more = accounts.length > NAMED ? ` and ${accounts.length - NAMED} more` : ''
  return [
    `Concerns ${witnessInWords(scope)}${scope.match.length > 0 ? ` (${scope.match.join(', ')})` : ''}.`,
    accounts.length > 1 && `Accounts: ${accounts.slice(0, NAMED).join(', ')}${more}.`,
    furtherClasses > 0 &&
      `The same lines concern ${furtherClasses} more kind${furtherClasses > 1 ? 's' : ''} of connections.`,
  ]
    .filter((sentence) => sentence !== false)
    .join(' ')
}

/** What to do, behind `To do:` or `Or:`. */
export function remedyInWords({ title, set }: Remedy): string {
  // The label says it already.
  const withoutOr = title.replace(/^Or (.)/, (_, first: string) => first.toUpperCase())
  return withoutOr.replace(/[.:]?$/, Object.keys(set ?? {}).length > 0 ? ':' : '.')
}

/** The lines of a remedy, ready to paste. */
export function linesToPaste({ set }: Remedy): string[] {
  return Object.entries(set ?? {}).map(
    ([keyword, value]) => `${keyword} ${typeof value === 'object' ? value.join(' ') : value}`,
  )
}
