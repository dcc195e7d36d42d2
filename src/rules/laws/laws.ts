import type { Config, Problem } from '../../dialects/dialect.ts'
import type { Host } from '../../host/host.ts'
import { type PlacedEvidence, rangeOf } from '../evidence.ts'
import type { DetailedFinding, Evidence } from '../finding.ts'
import type { Rule } from '../rule.ts'
import { describeClass } from '../scope.ts'

/** A law of the file that code finds: lines that have no effect, blocks that never apply. */
export type LawOfTheFile = (config: Config, host: Host) => readonly Problem[]

/** The findings of all laws: those that the resolver met on its way, and those that need a view of all connections. */
export function lawFindings(
  config: Config,
  laws: readonly LawOfTheFile[],
  rules: readonly Rule[],
  host: Host,
): DetailedFinding[] {
  return problemFindings([...config.problems, ...laws.flatMap((law) => law(config, host))], rules)
}

/** What code found as findings of the rules that it is for; nothing for rules that are not asked. */
export function problemFindings(problems: readonly Problem[], rules: readonly Rule[]): DetailedFinding[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  return problems.flatMap((problem) => {
    const rule = byId.get(problem.rule)
    return rule ? [toFinding(problem, rule)] : []
  })
}

function toFinding(problem: Problem, rule: Rule): DetailedFinding {
  const main = placedEvidence(problem, problem.daemon)
  const related = (problem.related ?? []).map((place) => placedEvidence(place, place.note))
  const [concerned, ...others] = problem.concerns ?? []
  return {
    rule: rule.id,
    title: rule.title,
    tags: rule.tags,
    severity: problem.severity ?? rule.severity,
    confidence: problem.confidence ?? rule.confidence,
    message: problem.message,
    file: problem.source.path,
    range: rangeOf(problem),
    evidence: [main.evidence, ...related.map(({ evidence }) => evidence)],
    evidenceRanges: [main, ...related].map(({ range }) => range),
    ...(concerned && { scope: describeClass(concerned) }),
    fixes: [],
    remedies: rule.remedies,
    furtherClasses: others.length,
    accounts: [],
    ...(problem.meant !== undefined && { meant: problem.meant }),
  }
}

function placedEvidence(
  place: Problem | NonNullable<Problem['related']>[number],
  note: string | undefined,
): PlacedEvidence {
  const range = rangeOf(place)
  const { node } = place
  const directive = 'keyword' in node ? node : undefined
  const evidence: Evidence = {
    keyword: directive?.keyword ?? '',
    // Old releases see one more word, an empty one, behind a quotation mark.
    value:
      directive?.children
        .map(({ raw }) => raw.text)
        .join(' ')
        .trimEnd() ?? '',
    file: place.source.path,
    line: range.start.line,
    origin: 'line',
    ...(note && { note }),
  }
  return { evidence, range }
}
