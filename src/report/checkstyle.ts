import { messageWithAccounts } from './accounts.ts'
import { byFile } from './by-file.ts'
import type { Format } from './report.ts'
import { visible } from './visible.ts'
import { element, xmlDocument } from './xml.ts'

/** Checkstyle's XML, which most servers for continuous integration read. */
export const checkstyle: Format = ({ findings, tool }) => {
  const elements = [...byFile(findings)].map(([file, own]) =>
    element(
      'file',
      { name: file },
      own.map((finding) =>
        element('error', {
          line: finding.range.start.line,
          column: finding.range.start.column,
          severity: finding.severity,
          message: visible(messageWithAccounts(finding)),
          source: `conflint.${finding.rule}`,
        }),
      ),
    ),
  )
  return xmlDocument(element('checkstyle', { version: tool.version }, elements))
}
