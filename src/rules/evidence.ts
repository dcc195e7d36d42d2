import type { CitedLine, Place } from '../dialects/dialect.ts'
import type { Evidence, Range } from './finding.ts'
import { describeValue } from './message.ts'
import type { Rule } from './rule.ts'
import type { Read } from './subject.ts'

/** A piece of evidence with its place in the source, where it has one. */
export interface PlacedEvidence {
  evidence: Evidence
  range: Range | undefined
}

/**
 * Turns what a rule read into evidence: one piece a line, in the order in which the rule asked; then
 * defaults; then facts. The first line becomes the place of the finding.
 */
export function collectEvidence(reads: readonly Read[], rule: Rule): PlacedEvidence[] {
  const pieces = new Map<string, PlacedEvidence>()
  for (const read of reads) {
    for (const piece of placed(read, rule)) {
      const { keyword, file, line, origin, value } = piece.evidence
      const key = [keyword, file, line, origin, origin === 'fact' ? value : ''].join('\0')
      if (!pieces.has(key)) pieces.set(key, piece)
    }
  }
  const rank = { line: 0, default: 1, fact: 2 }
  return [...pieces.values()].sort((a, b) => rank[a.evidence.origin] - rank[b.evidence.origin])
}

function placed(read: Read, rule: Rule): PlacedEvidence[] {
  if (read.kind === 'fact') return [{ evidence: { ...read.fact, origin: 'fact' }, range: undefined }]
  if (read.kind === 'line') return [lineEvidence(read.line, rule)]
  const { keyword, value, origins } = read.setting
  if (origins.length === 0) {
    const note = rule.notes?.[keyword]
    return [
      {
        evidence: { keyword, value: describeValue(value), origin: 'default', ...(note && { note }) },
        range: undefined,
      },
    ]
  }
  return origins.map((origin) => lineEvidence(origin, rule, keyword))
}

function lineEvidence(line: CitedLine, { notes }: Rule, keyword = line.keyword): PlacedEvidence {
  const range = rangeOf(line)
  const note = notes?.[keyword]
  return {
    evidence: {
      keyword,
      value: line.text,
      file: line.source.path,
      line: range.start.line,
      origin: 'line',
      ...(note && { note }),
    },
    range,
  }
}

/** Where a place stands: from its first to its last character, line endings left out. */
export function rangeOf(place: Place): Range {
  const { start, end } = place.node.position ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }
  return {
    start: { line: start.line, column: start.column },
    end: { line: end.line, column: end.column },
  }
}
