import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { VERSION } from '../../judgement/version.ts'
import { interruptedInWords } from '../../report/fleet-text.ts'
import { toReport } from '../../report/report.ts'
import { type Arguments, all, count, one, operands } from '../arguments.ts'
import { configurationFinder } from '../configuration/find-configuration.ts'
import { complaint, EXIT } from '../failure.ts'
import { judgeInputs } from '../judging/judge-inputs.ts'
import { reportOn } from '../judging/report-on.ts'
import { progress } from '../terminal/progress.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { Configured } from './configured.ts'
import { Gathered } from './gathered.ts'
import { FleetJudge } from './judge-fleet.ts'
import { named } from './outcome.ts'
import { contentOf, type Source } from './sources.ts'
import { FleetReports } from './write-fleet.ts'

/** What a process that a signal ended would have as its status. */
const STATUS = { SIGINT: 130, SIGTERM: 143 } as const

/** Judges snapshots of hosts as they come, and whatever else the paths name. Gives the exit status. */
export async function judgeSources(
  sources: AsyncIterator<Source>,
  given: Arguments,
  detail: 'quiet' | 'usual' | 'verbose',
  terminal: Terminal,
): Promise<number> {
  const paths = operands(given, 'path')
  const told = one(given, 'config')
  const config = told === undefined ? undefined : resolve(terminal.directory, told)
  const configured = new Configured(given, configurationFinder(config, terminal.directory), terminal)
  const jobs = count(given, 'jobs') ?? availableParallelism()
  const gathered = new Gathered()
  const reports = new FleetReports(gathered, all(given, 'format'), detail, terminal)
  // Each path is one host, as far as their names tell.
  const total = paths.every((path) => /\.json$/.test(path)) ? paths.length : undefined
  const shown = progress(terminal, total)
  const failures: string[] = []
  const judge = new FleetJudge(
    { given, configurationFor: (path) => configured.configurationFor(path), config, jobs },
    gathered,
    {
      host: (name, findings) => {
        reports.add(name, findings)
      },
      failure: (message) => {
        shown.end()
        failures.push(message)
        terminal.error(complaint(message))
      },
      variant: (name, outcome) => configured.known?.variant(name, outcome, gathered) ?? outcome,
      at: (number, name) => shown.at(number, name),
    },
    terminal,
  )
  try {
    const { others, interrupted } = await judge.judge(sources)
    shown.end()
    for (const note of notesIn(gathered)) terminal.error(note)
    const beside = await judgeOthers(given, interrupted ? [] : others, terminal)
    const rest = configured.known?.hideIn(beside) ?? beside
    failures.push(...rest.failures)
    // What was not judged may hold what the baseline knows; it stays there.
    if (!interrupted) configured.known?.write()
    const end = interrupted && { after: judge.told, ...(total !== undefined && { of: total }) }
    if (end) terminal.error(complaint(interruptedInWords(end)))
    await reports.write({
      gathered,
      others: { ...rest, rules: [...rest.rules, ...configured.rules.values()] },
      failures,
      ...(end && { interrupted: end }),
    })
    if (interrupted) return STATUS[interrupted]
    if (failures.length > 0) return EXIT.unreadable
    const fails = gathered.fails || rest.findings.some((finding) => finding.fails)
    return fails ? EXIT.findings : EXIT.clean
  } finally {
    shown.end()
    gathered.close()
  }
}

/** What people should know about how hosts were judged. */
function notesIn({ hosts, outcomes }: Gathered): ReadonlySet<string> {
  return new Set(
    hosts.flatMap(({ name, outcome }) => (outcomes[outcome]?.notes ?? []).map((note) => named(note, name))),
  )
}

/** Files that are no snapshots are judged as ever. */
async function judgeOthers(
  given: Arguments,
  others: readonly Extract<Source, { other: string }>[],
  terminal: Terminal,
) {
  if (others.length === 0) return toReport([], VERSION)
  const content = contentOf(others)
  const { judged, failures } = await judgeInputs(
    { ...given, path: others.map(({ other }) => other), '--': [] },
    content ? { ...terminal, input: async () => content } : terminal,
  )
  for (const { message } of failures) terminal.error(complaint(message))
  return reportOn({ judged, failures }, terminal)
}
