import type { Config } from '../../dialects/dialect.ts'
import type { DetailedFinding } from '../finding.ts'
import type { LintResult } from '../lint.ts'
import type { Rule } from '../rule.ts'
import {
  type IdleSuppression,
  INVALID,
  invalidFinding,
  judgeSuppressions,
  UNUSED,
  unusedFinding,
} from './faults.ts'
import { type BrokenSuppression, suppressionsIn } from './read.ts'
import { type SuppressedFinding, type SuppressionUse, suppress } from './suppress.ts'

/** What the comments of a configuration make of its findings. */
export interface Honoured {
  findings: DetailedFinding[]
  suppressed: SuppressedFinding[]
  uses: SuppressionUse[]
  idle: IdleSuppression[]
  broken: BrokenSuppression[]
}

/**
 * Takes out what the comments suppress, and tells which of them are in vain.
 * @param known ids of all rules that a comment may name
 */
export function honourComments(
  config: Config,
  { findings, rules }: Pick<LintResult, 'findings' | 'rules'>,
  known: readonly string[],
): Honoured {
  const { suppressions, broken } = suppressionsIn(config)
  const outcome = suppress(findings, suppressions)
  const active = rules.map(({ id }) => id)
  const faults = judgeSuppressions(outcome.uses, { known, active })
  return { ...outcome, idle: faults.idle, broken: [...broken, ...faults.broken] }
}

/**
 * The findings about suppressions: those that hid nothing in any of the configurations that a file is part of, and
 * those that cannot hide anything; less what the suppressions themselves hide of that.
 * @param rules those of the two rules that are wanted
 */
export function suppressionFindings(
  { idle, broken, uses }: Pick<Honoured, 'idle' | 'broken' | 'uses'>,
  rules: readonly Rule[],
  isUsedElsewhere: (idle: IdleSuppression) => boolean = () => false,
): DetailedFinding[] {
  const unused = rules.find(({ id }) => id === UNUSED)
  const invalid = rules.find(({ id }) => id === INVALID)
  const all = [
    ...(unused ? idle.filter((one) => !isUsedElsewhere(one)).map((one) => unusedFinding(one, unused)) : []),
    ...(invalid ? broken.map((one) => invalidFinding(one, invalid)) : []),
  ]
  return suppress(
    all,
    uses.map(({ suppression }) => suppression),
  ).findings
}
