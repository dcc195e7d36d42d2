import { jsonText } from './json-text.ts'
import { type Format, published } from './report.ts'

/** The published form, version 1. */
export const json: Format = ({ version, tool, findings, summary }) =>
  `${jsonText({ version, tool, findings: findings.map(published), summary }, 2)}\n`
