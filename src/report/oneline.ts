import { messageWithAccounts } from './accounts.ts'
import type { Format } from './report.ts'
import { visible } from './visible.ts'

/** `file:line:column: severity: message [rule]`, one finding a line, as compilers and editors have it. */
export const oneline: Format = ({ findings }) =>
  findings
    .map((finding) => {
      const { file, range, severity, rule } = finding
      const place = `${file}:${range.start.line}:${range.start.column}`
      const text = visible(`${place}: ${severity}: ${messageWithAccounts(finding)} [${rule}]`)
      return `${text}\n`
    })
    .join('')
