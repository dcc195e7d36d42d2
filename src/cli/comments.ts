import { resolve } from 'node:path'
import { rulesAboutSuppressions } from '../rules/builtin.ts'
import type { IdleSuppression } from '../rules/suppressions/faults.ts'
import { suppressionFindings } from '../rules/suppressions/honour.ts'
import type { TreeJudgement } from './judge.ts'
import { pageUrl } from './page-url.ts'
import { asWished } from './rule-wishes.ts'
import type { Configuration } from './settings.ts'

/** A judgement with what its user wants of the rules. */
export interface Judged {
  judgement: TreeJudgement
  configuration: Configuration
}

/**
 * The judgements with the findings about comments that suppress nothing. A drop-in that is part of several configurations
 * needs to hide something in one of them only.
 * @param directory to which shown names are relative
 */
export async function withCommentFindings(
  judged: readonly Judged[],
  directory: string,
): Promise<TreeJudgement[]> {
  const used = new Set(
    judged.flatMap(({ judgement: { comments } }) =>
      (comments?.uses ?? []).flatMap(({ suppression, used }) =>
        [...used].map((pattern) => key({ suppression, pattern })),
      ),
    ),
  )
  const rules = await rulesAboutSuppressions()
  return judged.map(({ judgement, configuration: { ruleSetting } }) => {
    const { comments } = judgement
    if (!comments) return judgement
    const about = suppressionFindings(comments, rules, (idle) => used.has(key(idle))).flatMap((finding) =>
      asWished(finding, ruleSetting?.(finding.rule, resolve(directory, finding.file))?.setting),
    )
    const linked = about.map((finding) => ({ ...finding, url: pageUrl(finding.rule) }))
    return { ...judgement, findings: [...judgement.findings, ...linked] }
  })
}

function key({ suppression: { file, range }, pattern }: IdleSuppression): string {
  return [file, range.start.line, range.start.column, pattern].join('\0')
}
