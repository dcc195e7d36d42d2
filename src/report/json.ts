import { type Format, published } from './report.ts'

/** The published form, version 1. */
export const json: Format = ({ version, tool, findings, summary }) =>
  `${JSON.stringify({ version, tool, findings: findings.map(published), summary }, null, 2)}\n`
