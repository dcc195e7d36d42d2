import { resolve } from 'node:path'
import { withCommentFindings } from '../../judgement/comments.ts'
import { VERSION } from '../../judgement/version.ts'
import { type DetailedReport, toReport } from '../../report/report.ts'
import { rulesAboutSuppressions } from '../../rules/builtin.ts'
import type { Failure } from '../failure.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { JudgedInput } from './judge-inputs.ts'

/** The report on inputs that were judged together, with what is to be said of their comments. */
export async function reportOn(
  { judged, failures }: { judged: readonly JudgedInput[]; failures: readonly Failure[] },
  { directory }: Pick<Terminal, 'directory'>,
): Promise<DetailedReport> {
  const judgements = withCommentFindings(
    judged.map(({ judgement, configuration }) => ({ judgement, wanted: configuration })),
    await rulesAboutSuppressions(),
    (file) => resolve(directory, file),
  )
  return toReport(
    judgements,
    VERSION,
    failures.map(({ message }) => message),
  )
}
