import type { DetailedFinding } from '../finding.ts'
import { namesRule } from './pattern.ts'
import type { Suppression } from './read.ts'

/** A finding that is not reported, because somebody said so. */
export interface SuppressedFinding extends DetailedFinding {
  suppression: {
    /** Said in a comment, or in a file beside. */
    kind: 'inSource' | 'external'
    /** Why; empty where nobody says. */
    reason: string
  }
}

/** What a suppression did: which of its patterns hid a finding. */
export interface SuppressionUse {
  suppression: Suppression
  used: ReadonlySet<string>
}

/**
 * Takes out the findings that a suppression names and covers: the line of the finding, or any other line that
 * takes part in it. A contradiction needs all of its lines, so whoever accepts one of them for this rule accepts it.
 */
export function suppress(
  findings: readonly DetailedFinding[],
  suppressions: readonly Suppression[],
): { findings: DetailedFinding[]; suppressed: SuppressedFinding[]; uses: SuppressionUse[] } {
  const uses = suppressions.map((suppression) => ({ suppression, used: new Set<string>() }))
  const reported: DetailedFinding[] = []
  const suppressed: SuppressedFinding[] = []
  for (const finding of findings) {
    const covering = uses.flatMap(({ suppression, used }) => {
      const pattern = suppression.rules.find((name) => namesRule(name, finding.rule))
      return pattern !== undefined && covers(suppression, finding) ? [{ suppression, used, pattern }] : []
    })
    const [first] = covering
    for (const { used, pattern } of covering) used.add(pattern)
    if (!first) reported.push(finding)
    else suppressed.push({ ...finding, suppression: { kind: 'inSource', reason: first.suppression.reason } })
  }
  return { findings: reported, suppressed, uses }
}

function covers({ file, covers: { from, to } }: Suppression, finding: DetailedFinding): boolean {
  const lines = finding.evidence.map(({ file, line }) => ({ file, line }))
  const places = [{ file: finding.file, line: finding.range.start.line }, ...lines]
  return places.some(
    (place) => place.file === file && place.line !== undefined && from <= place.line && place.line <= to,
  )
}
