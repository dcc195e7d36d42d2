import { checkstyle } from '../report/checkstyle.ts'
import type { FormatName } from '../report/formats.ts'
import { github } from '../report/github.ts'
import { gitlab } from '../report/gitlab.ts'
import { htmlPage } from '../report/html.ts'
import { json } from '../report/json.ts'
import { jsonl } from '../report/jsonl.ts'
import { junit } from '../report/junit.ts'
import { oneline } from '../report/oneline.ts'
import type { Format, Style } from '../report/report.ts'
import { sarif } from '../report/sarif.ts'
import { text } from '../report/text.ts'
import { demandOneOf } from './error.ts'
import { detailedReport } from './judge.ts'
import type { Input, LintOptions } from './options.ts'

const FORMATS = {
  text,
  oneline,
  json,
  jsonl,
  sarif,
  html: htmlPage,
  github,
  gitlab,
  junit,
  checkstyle,
} as const satisfies Record<FormatName, Format>

export interface ReportOptions extends LintOptions, Partial<Style> {
  /** `text` by default. */
  format?: FormatName
}

/** What `lint` finds, as a report in one of the formats of the command line. */
export function report(input: Input, options: ReportOptions = {}): string {
  const { format = 'text', colour = false, width = 80, ...rest } = options
  demandOneOf('format', format, Object.keys(FORMATS))
  return FORMATS[format](detailedReport(input, rest), { ...rest, colour, width })
}
