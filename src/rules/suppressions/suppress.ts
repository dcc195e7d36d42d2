import type { DetailedFinding, Evidence } from '../finding.ts'
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
  const named = usesByRule(uses)
  for (const finding of findings) {
    const places = placesOf(finding)
    const covering = named(finding.rule).filter(({ suppression }) => coversAny(suppression, places))
    const [first] = covering
    for (const { used, pattern } of covering) used.add(pattern)
    if (!first) reported.push(finding)
    else suppressed.push({ ...finding, suppression: { kind: 'inSource', reason: first.suppression.reason } })
  }
  return { findings: reported, suppressed, uses }
}

interface NamedUse {
  suppression: Suppression
  used: Set<string>
  /** The pattern that names the rule. */
  pattern: string
}

/** For a rule, the suppressions that name it. */
function usesByRule(uses: readonly Omit<NamedUse, 'pattern'>[]): (rule: string) => readonly NamedUse[] {
  const byRule = new Map<string, NamedUse[]>()
  return (rule) => {
    const known =
      byRule.get(rule) ??
      uses.flatMap((use) => {
        const pattern = use.suppression.rules.find((name) => namesRule(name, rule))
        return pattern === undefined ? [] : [{ ...use, pattern }]
      })
    byRule.set(rule, known)
    return known
  }
}

type Place = Pick<Evidence, 'file' | 'line'>

/** The lines that take part in a finding. */
function placesOf({ file, range, evidence }: DetailedFinding): Place[] {
  return [{ file, line: range.start.line }, ...evidence]
}

function coversAny({ file, covers: { from, to } }: Suppression, places: readonly Place[]): boolean {
  return places.some(
    (place) => place.line !== undefined && from <= place.line && place.line <= to && place.file === file,
  )
}
