import { type Arguments, all, count, one, operands } from '../arguments.ts'
import { complaint, EXIT, usageFailure } from '../failure.ts'
import { mayHoldFleet } from '../fleet/may-hold-fleet.ts'
import { baselineFor, withBaseline } from '../judging/baseline.ts'
import { judgeInputs } from '../judging/judge-inputs.ts'
import { reportOn } from '../judging/report-on.ts'
import { demandNoCommand } from '../mistyped-command.ts'
import { destinations } from '../terminal/destinations.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { writeReports } from '../terminal/write-reports.ts'

/** `conflint check`: lints the inputs, and writes the reports. Gives the exit status. */
export async function check(given: Arguments, terminal: Terminal): Promise<number> {
  const asked = all(given, 'format')
  destinations(asked)
  count(given, 'jobs', 1)
  const [first] = operands(given, 'path')
  if (first !== undefined) demandNoCommand(first, terminal.directory)
  const detail = detailFrom(given)
  if (given['print-config'] === true) {
    const { printConfiguration } = await import('./print-configuration.ts')
    return printConfiguration(given, terminal)
  }
  if (mayHoldFleet(given, terminal.directory)) {
    const { checkFleet } = await import('../fleet/check-fleet.ts')
    const checked = await checkFleet(given, detail, terminal)
    if ('status' in checked) return checked.status
    const { content } = checked
    return checkFiles(given, detail, content ? { ...terminal, input: async () => content } : terminal)
  }
  return checkFiles(given, detail, terminal)
}

/** Judges all inputs together, and then writes the reports. */
async function checkFiles(
  given: Arguments,
  detail: ReturnType<typeof detailFrom>,
  terminal: Terminal,
): Promise<number> {
  const asked = all(given, 'format')
  const { judged, failures } = await judgeInputs(given, terminal)

  const baseline = baselineFor(given, judged, terminal)
  const whole = await reportOn({ judged, failures }, terminal)
  // What could not be read may hold what the baseline knows: then it is not rewritten.
  const update = baseline?.update === true && failures.length === 0
  const report = baseline ? await withBaseline(whole, { ...baseline, update }, terminal) : whole

  for (const { message } of failures) terminal.error(complaint(message))
  const shown = given.diff === true ? asked.filter((format) => format.includes('=')) : asked
  const prints = given.diff !== true || shown.length > 0
  if (prints && (judged.length > 0 || failures.length === 0))
    await writeReports(report, shown, detail, validates(given), terminal)
  if (failures.length > 0) return EXIT.unreadable
  return report.findings.some(({ fails }) => fails) ? EXIT.findings : EXIT.clean
}

/** Whether a program asks that will put the file into its place, or not: it says the place, or is known by its files. */
function validates(given: Arguments): boolean {
  return (
    one(given, 'as') !== undefined || all(given, 'path').some((path) => /\/ansible-tmp-[^/]*\//.test(path))
  )
}

function detailFrom(given: Arguments): 'quiet' | 'usual' | 'verbose' {
  if (given.quiet === true && given.verbose === true)
    throw usageFailure('--quiet and --verbose contradict each other')
  return given.quiet === true ? 'quiet' : given.verbose === true ? 'verbose' : 'usual'
}
