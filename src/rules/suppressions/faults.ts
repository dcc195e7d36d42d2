import { didYouMean } from '../../syntax/suggest.ts'
import type { DetailedFinding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import { namesRule } from './pattern.ts'
import type { BrokenSuppression, Suppression } from './read.ts'
import type { SuppressionUse } from './suppress.ts'

/** The ids of the rules that speak of suppressions. */
export const UNUSED = 'conflint/unused-suppression'
export const INVALID = 'conflint/invalid-suppression'

/** Suppressions that hid nothing though their rules were asked: one entry for each rule that is named in vain. */
export interface IdleSuppression {
  suppression: Suppression
  pattern: string
}

/**
 * What a run over one configuration tells about its suppressions.
 * @param known ids of all rules for this daemon
 * @param active ids of the rules that were asked: whether another one would find anything, nobody knows
 */
export function judgeSuppressions(
  uses: readonly SuppressionUse[],
  { known, active }: { known: readonly string[]; active: readonly string[] },
): { idle: IdleSuppression[]; broken: BrokenSuppression[] } {
  const idle: IdleSuppression[] = []
  const broken: BrokenSuppression[] = []
  // The same few patterns stand in many comments.
  const judged = new Map<string, { fault?: string; isActive: boolean }>()
  const judgementOf = (pattern: string) => {
    const before = judged.get(pattern)
    if (before) return before
    const fault = known.some((id) => namesRule(pattern, id))
      ? undefined
      : `There is no rule ${pattern} here${didYouMean(pattern, known) || ', so this ignores nothing.'}`
    const isActive = active.some((id) => namesRule(pattern, id))
    const judgement = { ...(fault !== undefined && { fault }), isActive }
    judged.set(pattern, judgement)
    return judgement
  }
  for (const { suppression, used } of uses) {
    const { file, range, text, rules } = suppression
    for (const pattern of rules) {
      if (pattern.startsWith('conflint/')) continue
      const { fault, isActive } = judgementOf(pattern)
      if (fault !== undefined) {
        broken.push({ file, range, text, fault })
      } else if (!used.has(pattern) && isActive) {
        idle.push({ suppression, pattern })
      }
    }
  }
  return { idle, broken }
}

/** A suppression that hid nothing, as a finding. */
export function unusedFinding({ suppression, pattern }: IdleSuppression, rule: Rule): DetailedFinding {
  const { reason } = suppression
  const message = `Nothing is found here any more that ${pattern} would report, so this comment hides nothing${reason === '' ? '' : ` (its reason was: ${reason})`}; take it out.`
  return finding(rule, message, suppression)
}

/** A comment that cannot suppress anything, as a finding. */
export function invalidFinding(broken: BrokenSuppression, rule: Rule): DetailedFinding {
  return finding(rule, broken.fault, broken)
}

function finding(
  { id, title, tags, severity, confidence, remedies }: Rule,
  message: string,
  { file, range, text }: Pick<Suppression, 'file' | 'range' | 'text'>,
): DetailedFinding {
  return {
    rule: id,
    title,
    tags,
    severity,
    confidence,
    message,
    file,
    range,
    evidence: [
      { keyword: '#', value: text.replace(/^#+\s*/, ''), file, line: range.start.line, origin: 'line' },
    ],
    evidenceRanges: [range],
    fixes: [],
    remedies,
    furtherClasses: 0,
    accounts: [],
  }
}
