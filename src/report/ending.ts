import type { BaselineOutcome, DetailedReport, Style } from './report.ts'
import { incompleteInWords, summaryInWords } from './summary.ts'
import { visible } from './visible.ts'
import { hanging } from './wrap.ts'

/** What stands below the findings: the numbers, what was hidden, where to read more. Paragraphs of lines. */
export function ending(
  report: DetailedReport,
  { width, detail }: Style,
  quiet: (text: string) => string,
): string[][] {
  const [first] = report.findings
  const explanation = `conflint explain ${first?.rule} says why; so for every rule.`
  const incomplete = incompleteInWords(report.summary)
  const numbers = [
    summaryInWords(report.summary),
    ...(incomplete === undefined ? [] : hanging('', visible(incomplete), width)),
    ...(report.baseline ? hanging('', baselineInWords(report.baseline), width) : []),
    ...(first ? hanging('', explanation, width).map(quiet) : []),
  ]
  return detail === 'verbose' ? [...details(report, width), numbers] : [numbers]
}

/** `2 known findings are hidden by the baseline; …` */
export function baselineInWords({ known, stale }: BaselineOutcome): string {
  const hidden = `${known} known finding${known === 1 ? ' is' : 's are'} hidden by the baseline`
  const gone = `${stale} of its entries ${stale === 1 ? 'is' : 'are'} out of date: --update-baseline drops ${stale === 1 ? 'it' : 'them'}`
  return `${hidden}${stale > 0 ? `; ${gone}` : ''}.`
}

/** What was read, for which daemon, and what is suppressed and why. */
function details({ read, suppressed }: DetailedReport, width: number): string[][] {
  const files = read.map(({ daemon, files }) =>
    hanging(`Read for ${daemon}: `, visible(files.join(', ')), width),
  )
  const hidden = suppressed.map(({ file, range, rule, suppression: { reason } }) =>
    hanging(
      '  ',
      visible(`${file}:${range.start.line}: ${rule}${reason === '' ? '' : `: ${reason}`}`),
      width,
    ),
  )
  const count = `${suppressed.length} finding${suppressed.length === 1 ? ' is' : 's are'} suppressed:`
  return [files.flat(), ...(hidden.length > 0 ? [[count, ...hidden.flat()]] : [])].filter(
    (lines) => lines.length > 0,
  )
}
