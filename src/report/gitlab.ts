import { messageWithAccounts } from './accounts.ts'
import { fingerprints } from './fingerprint.ts'
import { jsonText } from './json-text.ts'
import type { Format } from './report.ts'

const SEVERITY = { error: 'critical', warning: 'major', info: 'info' } as const

/** GitLab's code quality report: docs.gitlab.com, "Code Quality report format". */
export const gitlab: Format = (report) => {
  const names = fingerprints(report)
  const issues = report.findings.map((finding, index) => ({
    description: messageWithAccounts(finding),
    check_name: finding.rule,
    fingerprint: names[index] ?? '',
    severity: SEVERITY[finding.severity],
    location: {
      path: finding.file,
      lines: { begin: finding.range.start.line, end: finding.range.end.line },
    },
  }))
  return `${jsonText(issues, 2)}\n`
}
