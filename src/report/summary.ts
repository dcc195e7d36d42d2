import { SEVERITIES, type Summary } from './report.ts'

const PLURAL = { error: 'errors', warning: 'warnings', info: 'info' } as const
const SINGULAR = { error: 'error', warning: 'warning', info: 'info' } as const

/** `2 errors, 1 warning in 3 files` */
export function summaryInWords(summary: Summary): string {
  const counts = SEVERITIES.filter((severity) => summary[severity] > 0).map(
    (severity) => `${summary[severity]} ${(summary[severity] === 1 ? SINGULAR : PLURAL)[severity]}`,
  )
  const files = `${summary.files} file${summary.files === 1 ? '' : 's'}${summary.hosts === undefined ? '' : ` of ${summary.hosts} host${summary.hosts === 1 ? '' : 's'}`}`
  return counts.length === 0 ? `No contradictions in ${files}` : `${counts.join(', ')} in ${files}`
}

/** Which files' connections were too many to examine all; undefined where there are none. */
export function incompleteInWords({ incomplete = [] }: Summary): string | undefined {
  const [first, ...others] = incomplete
  if (first === undefined) return undefined
  const files = others.length === 0 ? `${first} tells` : `${first} and ${others.length} more tell`
  return `Not all connections were examined: ${files} too many kinds of them apart.`
}
