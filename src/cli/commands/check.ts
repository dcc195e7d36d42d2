import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { formats } from '../../report/formats.ts'
import { type DetailedReport, toReport } from '../../report/report.ts'
import { type Arguments, all, choice, count, one } from '../arguments.ts'
import { type Judged, withCommentFindings } from '../comments.ts'
import { type Destination, destinations } from '../destinations.ts'
import { EXIT, Failure, usageFailure } from '../failure.ts'
import { configurationFinder } from '../find-configuration.ts'
import { findInputs, type Input } from '../inputs.ts'
import { judge } from '../judge.ts'
import { readingFrom } from '../reading-options.ts'
import { isAtOrAbove, PROFILES, type Settings, THRESHOLDS } from '../settings.ts'
import { styleOf, type Terminal } from '../terminal.ts'
import { type ReadingOptions, readTree, type Tree } from '../tree.ts'
import { VERSION } from '../version.ts'

/** `conflint check`: lints the inputs, and writes the reports. Gives the exit status. */
export async function check(given: Arguments, terminal: Terminal): Promise<number> {
  const targets = destinations(all(given, 'format'))
  const options = await readingFrom(given, terminal)
  const said = settingsFrom(given)
  const config = one(given, 'config')
  const configurationFor = configurationFinder(
    config && resolve(terminal.directory, config),
    terminal.directory,
  )
  const { inputs, failures } = await findInputs(requestFrom(given, options), terminal)

  const inline = given['no-inline'] !== true
  const judged: Judged[] = []
  const trees: Tree[] = []
  for (const input of inputs) {
    try {
      const configuration = await configurationFor(input.path)
      const settings: Settings = {
        ...configuration,
        ...said,
        versions: { ...configuration.versions, ...said.versions },
      }
      const { dialect, reader } = configuration
      const versions = { ...configuration.versions, ...options.versions }
      const reading = { ...(dialect && { dialect }), ...(reader && { reader }), ...options, versions }
      const tree = await readTree(input, reading, trees)
      if (trees.includes(tree)) continue
      trees.push(tree)
      const judgement = await judge(tree, settings, configuration, inline)
      const threshold = settings.failOn ?? 'warning'
      const fails: typeof judgement.fails = (severity) => isAtOrAbove(severity, threshold)
      judged.push({ judgement: { ...judgement, fails }, configuration })
      if (!judgement.complete) terminal.error(`conflint: ${incomplete(input, tree)}\n`)
    } catch (error) {
      if (!(error instanceof Failure) || error.status !== EXIT.unreadable) throw error
      failures.push(error)
    }
  }
  for (const { message } of failures) terminal.error(`conflint: ${message}\n`)
  const report = toReport(await withCommentFindings(judged, terminal.directory), VERSION)
  if (judged.length > 0 || failures.length === 0) await write(report, targets, terminal)
  if (failures.length > 0) return EXIT.unreadable
  return report.findings.some(({ fails }) => fails) ? EXIT.findings : EXIT.clean
}

function settingsFrom(given: Arguments): Settings {
  const profile = choice(given, 'profile', PROFILES)
  const failOn = choice(given, 'fail-on', THRESHOLDS)
  const agentKeys = count(given, 'agent-keys')
  return {
    versions: {},
    ...(profile && { profile }),
    ...(failOn && { failOn }),
    ...(agentKeys !== undefined && { agentKeys }),
  }
}

/** Where a host of which only the root is given has its configurations. */
const USUAL_PLACES = ['etc/ssh/sshd_config', 'etc/pure-ftpd', 'etc/pure-ftpd.conf']

function requestFrom(given: Arguments, { root }: ReadingOptions) {
  const paths = [...all(given, 'path'), ...all(given, '--')]
  const as = one(given, 'as')
  const usual = root === undefined ? [] : USUAL_PLACES.map((place) => join(root, place)).filter(existsSync)
  if (paths.length === 0 && usual.length === 0) {
    throw usageFailure('say which file or directory to check, such as: conflint /etc/ssh/sshd_config')
  }
  return {
    paths: paths.length > 0 ? paths : usual,
    ...(as !== undefined && { as }),
    ...(root !== undefined && { root }),
  }
}

function incomplete(input: Input, { shown, config }: Tree): string {
  return `${shown(config.entry) || input.path} tells so many kinds of connections apart that not all were examined`
}

async function write(
  report: DetailedReport,
  targets: readonly Destination[],
  terminal: Terminal,
): Promise<void> {
  for (const { format, file } of targets) {
    const print = await formats[format]()
    if (file === undefined) terminal.out(print(report, styleOf(terminal)))
    else {
      try {
        terminal.write(resolve(terminal.directory, file), print(report, { colour: false, width: 80 }))
      } catch (error) {
        throw usageFailure(
          `the report cannot be written to ${file} (${error instanceof Error ? error.message : error})`,
        )
      }
    }
  }
}
