import { oneLine } from './one-line.ts'
import type { Format, ReportedFinding } from './report.ts'
import { visible } from './visible.ts'
import { witnessInWords } from './witness.ts'

const COMMAND = { error: 'error', warning: 'warning', info: 'notice' } as const

/** GitHub shows so many annotations of each kind for one step, and drops the rest without a word. */
const SHOWN = 10

/** Workflow commands, which GitHub shows as annotations of the lines; worst first, because it shows only a few. */
export const github: Format = ({ findings }) => {
  const lines = findings.map(
    (finding) => `::${COMMAND[finding.severity]} ${properties(finding)}::${escapeText(message(finding))}\n`,
  )
  const hidden = Object.keys(COMMAND)
    .map((severity) => findings.filter((finding) => finding.severity === severity).length - SHOWN)
    .filter((more) => more > 0)
    .reduce((sum, more) => sum + more, 0)
  const notice =
    hidden > 0
      ? `::notice::GitHub shows at most ${SHOWN} annotations of a kind; ${hidden} more are in the log.\n`
      : ''
  return notice + lines.join('')
}

function properties({ file, range, rule }: ReportedFinding): string {
  const { start, end } = range
  const place = {
    // Ends of lines have a form of their own there; nothing else that a log would obey has.
    file: file.replace(/[^\r\n]+/g, visible),
    line: start.line,
    endLine: end.line,
    col: start.column,
    endColumn: end.column,
    title: rule,
  }
  return Object.entries(place)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',')
}

function message({ message: text, evidence, scope }: ReportedFinding): string {
  return [text, ...evidence.map(oneLine), ...(scope ? [`Concerns ${witnessInWords(scope)}.`] : [])]
    .map(visible)
    .join('\n')
}

/** As the runner takes it apart: actions/toolkit, packages/core/src/command.ts. */
function escapeText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
