import { withCommentFindings } from '../judgement/comments.ts'
import { provenFixes } from '../judgement/fixes.ts'
import { judge } from '../judgement/judge.ts'
import { VERSION } from '../judgement/version.ts'
import { type DetailedReport, toReport } from '../report/report.ts'
import { KNOWN_RULES } from './dialects.ts'
import type { Input, LintOptions } from './options.ts'
import { treesOf } from './trees.ts'
import { wantedFrom } from './wanted.ts'

/** The whole report on all configurations in what was given, as the formats take it. */
export function detailedReport(input: Input, options: LintOptions): DetailedReport {
  const wanted = wantedFrom(options)
  const judged = treesOf(input, options).map((tree) => ({
    judgement: judge(tree, KNOWN_RULES[tree.dialect.name], wanted, provenFixes),
    wanted,
  }))
  const findings = withCommentFindings(judged, KNOWN_RULES.sshd.aboutComments, (file) => file)
  return toReport(findings, VERSION)
}
