import type { Rule } from '../rules/rule.ts'
import type { IdleSuppression } from '../rules/suppressions/faults.ts'
import { suppressionFindings } from '../rules/suppressions/honour.ts'
import type { TreeJudgement } from './judge.ts'
import { pageUrl } from './page-url.ts'
import { asWished } from './rule-wishes.ts'
import type { Wanted } from './wanted.ts'

/** A judgement with what its user wants of the rules. */
export interface Judged {
  judgement: TreeJudgement
  wanted: Pick<Wanted, 'ruleSetting'>
}

/**
 * The judgements with the findings about comments that suppress nothing. A drop-in that is part of several configurations
 * needs to hide something in one of them only.
 * @param rules those about comments
 * @param machine a file as rule settings name it, by its shown name
 */
export function withCommentFindings(
  judged: readonly Judged[],
  rules: readonly Rule[],
  machine: (shown: string) => string,
): TreeJudgement[] {
  const used = new Set(
    judged.flatMap(({ judgement: { comments } }) =>
      (comments?.uses ?? []).flatMap(({ suppression, used }) =>
        [...used].map((pattern) => key({ suppression, pattern })),
      ),
    ),
  )
  return judged.map(({ judgement, wanted: { ruleSetting } }) => {
    const { comments } = judgement
    if (!comments) return judgement
    const about = suppressionFindings(comments, rules, (idle) => used.has(key(idle))).flatMap((finding) =>
      asWished(finding, ruleSetting?.(finding.rule, machine(finding.file))?.setting),
    )
    const linked = about.map((finding) => ({ ...finding, url: pageUrl(finding.rule) }))
    return { ...judgement, findings: [...judgement.findings, ...linked] }
  })
}

function key({ suppression: { file, range }, pattern }: IdleSuppression): string {
  return [file, range.start.line, range.start.column, pattern].join('\0')
}
