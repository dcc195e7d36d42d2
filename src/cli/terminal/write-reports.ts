import { resolve } from 'node:path'
import { formatNamed } from '../../report/formats.ts'
import type { DetailedReport, Style } from '../../report/report.ts'
import { usageFailure } from '../failure.ts'
import { type Destination, destinations } from './destinations.ts'
import { styleOf, type Terminal } from './terminal.ts'

/** How wide a report in a file is, which nobody's window limits. */
export const FILE_WIDTH = 80

/**
 * Writes the reports that `--format` asks for, or the text.
 * @param asked the values of `--format`
 * @param validates whether a program asks that will put the file into its place, or not
 */
export async function writeReports(
  report: DetailedReport,
  asked: readonly string[],
  detail: NonNullable<Style['detail']>,
  validates: boolean,
  terminal: Terminal,
): Promise<void> {
  const targets = destinations(asked)
  for (const target of targets) await writeReport(report, target, detail, terminal)
  if (targets.some(({ format }) => format === 'github')) await addJobSummary(report, terminal)
  if (asked.length === 0 && validates) await tellCaller(report, terminal)
}

export async function writeReport(
  report: DetailedReport,
  { format, file }: Destination,
  detail: NonNullable<Style['detail']>,
  terminal: Terminal,
): Promise<void> {
  const print = await formatNamed(format)
  if (file === undefined) {
    terminal.out(print(report, { ...styleOf(terminal), detail }))
    return
  }
  try {
    const text = print(report, { colour: false, width: FILE_WIDTH, detail })
    terminal.write(resolve(terminal.directory, file), text)
  } catch (error) {
    throw usageFailure(
      `the report cannot be written to ${file} (${error instanceof Error ? error.message : error})`,
    )
  }
}

/** GitHub shows few annotations; the summary of the job has room for all findings. */
export async function addJobSummary(report: DetailedReport, terminal: Terminal): Promise<void> {
  const file = terminal.environment.GITHUB_STEP_SUMMARY
  if (!file) return
  const { githubSummary } = await import('../../report/github-summary.ts')
  try {
    terminal.append(file, githubSummary(report))
  } catch (error) {
    terminal.error(
      `conflint: the job summary cannot be written (${error instanceof Error ? error.message : error})\n`,
    )
  }
}

/** What a caller shows in one piece. */
const TOLD = 20

/**
 * Programs that have conflint validate a file, such as Ansible's lineinfile, show nothing but standard error when it fails:
 * there they get what made it fail. Whoever sees the report has it already.
 */
async function tellCaller(report: DetailedReport, terminal: Terminal): Promise<void> {
  if (terminal.interactive || terminal.errorInteractive) return
  const findings = report.findings.filter(({ fails }) => fails)
  if (findings.length === 0) return
  const print = await formatNamed('oneline')
  terminal.error(
    print({ ...report, findings: findings.slice(0, TOLD) }, { colour: false, width: FILE_WIDTH }),
  )
  if (findings.length > TOLD) terminal.error(`… and ${findings.length - TOLD} more\n`)
}
