import { ending } from './ending.ts'
import { block, paintFor } from './finding-text.ts'
import type { Format } from './report.ts'

/** For people: all lines that take part, what each contributes, whom it concerns, what to do. */
export const text: Format = (report, style) => {
  const paint = paintFor(style)
  const blocks = report.findings.map((finding) => block(finding, report.sources, style, paint))
  const paragraphs = style.detail === 'quiet' ? blocks : [...blocks, ...ending(report, style, paint.quiet)]
  return paragraphs.map((lines) => `${lines.join('\n')}\n`).join('\n')
}
