import { jsonText } from '../report/json-text.ts'
import { published, type Report } from '../report/report.ts'
import { detailedReport } from './judge.ts'
import type { Input, LintOptions } from './options.ts'

/**
 * Finds the contradictions in configurations: what `conflint --format json` prints, as plain data.
 *
 * ```ts
 * const { findings } = lint('PermitRootLogin no\nPermitRootLogin yes\n')
 * ```
 * @param input the text of one file, files by path, or a host
 * @throws ConflintError where the options name something that there is not, or nothing tells what the input is
 */
export function lint(input: Input, options: LintOptions = {}): Report {
  const { version, tool, findings, summary } = detailedReport(input, options)
  // Through its own text, so that it is the same data, without password hashes.
  return JSON.parse(jsonText({ version, tool, findings: findings.map(published), summary }))
}
