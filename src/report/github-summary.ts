import { messageWithAccounts } from './accounts.ts'
import type { DetailedReport } from './report.ts'
import { incompleteInWords, summaryInWords } from './summary.ts'
import { visible } from './visible.ts'

/** GitHub takes no more than a mebibyte for a step; so many findings are far from that. */
const MOST = 500

/** The report as a job summary of GitHub: Markdown, with all that the annotations do not show. */
export function githubSummary({ findings, summary }: DetailedReport): string {
  const rows = findings.slice(0, MOST).map((finding) => {
    const { severity, file, range, rule } = finding
    return row([severity, `\`${file}:${range.start.line}\``, messageWithAccounts(finding), `\`${rule}\``])
  })
  const rest = findings.length - MOST
  const incomplete = incompleteInWords(summary)
  return [
    '### conflint',
    '',
    `${summaryInWords(summary)}.`,
    '',
    ...(incomplete === undefined ? [] : [visible(incomplete), '']),
    ...(rows.length > 0
      ? [row(['', 'where', '', 'rule']), row(['---', '---', '---', '---']), ...rows, '']
      : []),
    ...(rest > 0 ? [`${rest} more are not shown here.`, ''] : []),
    '',
  ].join('\n')
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => visible(cell).replaceAll(/[|<>]/g, (character) => `&#${character.charCodeAt(0)};`)).join(' | ')} |`
}
