import type { ReportedFinding } from './report.ts'

/** The findings of each file, in their order. */
export function byFile(findings: readonly ReportedFinding[]): Map<string, ReportedFinding[]> {
  const files = new Map<string, ReportedFinding[]>()
  for (const finding of findings) {
    const own = files.get(finding.file)
    if (own) own.push(finding)
    else files.set(finding.file, [finding])
  }
  return files
}
