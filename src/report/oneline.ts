import type { Format } from './report.ts'
import { visible } from './visible.ts'

/** `file:line:column: severity: message [rule]`, one finding a line, as compilers and editors have it. */
export const oneline: Format = ({ findings }) =>
  findings
    .map(({ file, range: { start }, severity, message, rule }) => {
      const text = visible(`${file}:${start.line}:${start.column}: ${severity}: ${message} [${rule}]`)
      return `${text}\n`
    })
    .join('')
