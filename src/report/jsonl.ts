import { jsonText } from './json-text.ts'
import { type Format, published } from './report.ts'

/** One finding a line, each as in the JSON report. */
export const jsonl: Format = ({ findings }) =>
  findings.map((finding) => `${jsonText(published(finding))}\n`).join('')
