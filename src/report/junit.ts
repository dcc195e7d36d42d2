import { messageWithAccounts } from './accounts.ts'
import { byFile } from './by-file.ts'
import { oneLine } from './one-line.ts'
import type { Format, ReportedFinding } from './report.ts'
import { visible } from './visible.ts'
import { element, escapeXml, xmlDocument } from './xml.ts'

/** JUnit's XML: one suite a file, one failed test a finding; a file without findings is a test that passed. */
export const junit: Format = ({ findings, sources }) => {
  const found = byFile(findings)
  const files = [...new Set([...sources.keys(), ...found.keys()])]
  const suites = files.map((file) => {
    const own = found.get(file) ?? []
    const tests =
      own.length === 0 ? [element('testcase', { classname: file, name: 'conflint' })] : own.map(failedTest)
    return element('testsuite', { name: file, tests: tests.length, failures: own.length, errors: 0 }, tests)
  })
  const tests = files.reduce((sum, file) => sum + Math.max(found.get(file)?.length ?? 0, 1), 0)
  return xmlDocument(
    element('testsuites', { name: 'conflint', tests, failures: findings.length, errors: 0 }, suites),
  )
}

function failedTest(finding: ReportedFinding): string {
  const { file, range, rule, severity, evidence } = finding
  const message = messageWithAccounts(finding)
  const { line, column } = range.start
  const details = [`${file}:${line}:${column}`, message, ...evidence.map(oneLine)].map((part) =>
    escapeXml(visible(part)),
  )
  return element('testcase', { classname: file, name: `${rule} (line ${line})` }, [
    element('failure', { type: severity, message: visible(message) }, details),
  ])
}
