import { fingerprints } from './fingerprint.ts'
import { jsonText } from './json-text.ts'
import type { Format } from './report.ts'

const SEVERITY = { error: 'critical', warning: 'major', info: 'info' } as const

/** GitLab's code quality report: docs.gitlab.com, "Code Quality report format". */
export const gitlab: Format = (report) => {
  const names = fingerprints(report)
  const issues = report.findings.map(({ message, rule, severity, file, range }, index) => ({
    description: message,
    check_name: rule,
    fingerprint: names[index] ?? '',
    severity: SEVERITY[severity],
    location: {
      path: file,
      lines: { begin: range.start.line, end: range.end.line },
    },
  }))
  return `${jsonText(issues, 2)}\n`
}
