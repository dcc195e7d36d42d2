import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { toReport } from '../../report/report.ts'
import { type Arguments, all, choice, count, one } from '../arguments.ts'
import { baselineFor, withBaseline } from '../baseline.ts'
import { type Judged, withCommentFindings } from '../comments.ts'
import { destinations } from '../destinations.ts'
import { EXIT, Failure, usageFailure } from '../failure.ts'
import { configurationFinder } from '../find-configuration.ts'
import { type FixRequest, fixRequest } from '../fix-request.ts'
import { findInputs, type Input } from '../inputs.ts'
import { judge } from '../judge.ts'
import { progress } from '../progress.ts'
import { readingFrom } from '../reading-options.ts'
import { type Configuration, isAtOrAbove, PROFILES, type Settings, THRESHOLDS } from '../settings.ts'
import type { Terminal } from '../terminal.ts'
import { type ReadingOptions, readTree, type Tree } from '../tree.ts'
import { VERSION } from '../version.ts'
import { writeReports } from '../write-reports.ts'
import type { EffectiveConfiguration } from './print-configuration.ts'

/** `conflint check`: lints the inputs, and writes the reports. Gives the exit status. */
export async function check(given: Arguments, terminal: Terminal): Promise<number> {
  const asked = all(given, 'format')
  destinations(asked)
  const detail = detailFrom(given)
  if (given['print-config'] === true) return printConfiguration(given, terminal)
  const { judged, failures } = await judgeInputs(given, terminal)

  const baseline = baselineFor(given, judged, terminal)
  const whole = toReport(
    await withCommentFindings(judged, terminal.directory),
    VERSION,
    failures.map(({ message }) => message),
  )
  // What could not be read may hold what the baseline knows: then it is not rewritten.
  const update = baseline?.update === true && failures.length === 0
  const report = baseline ? await withBaseline(whole, { ...baseline, update }, terminal) : whole

  for (const { message } of failures) terminal.error(`conflint: ${message}\n`)
  const shown = given.diff === true ? asked.filter((format) => format.includes('=')) : asked
  const prints = given.diff !== true || shown.length > 0
  if (prints && (judged.length > 0 || failures.length === 0))
    await writeReports(report, shown, detail, validates(given), terminal)
  if (failures.length > 0) return EXIT.unreadable
  return report.findings.some(({ fails }) => fails) ? EXIT.findings : EXIT.clean
}

/** Tells what holds for each input, and where it is said, in place of judging it. */
async function printConfiguration(given: Arguments, terminal: Terminal): Promise<number> {
  const options = await readingFrom(given, terminal)
  const { inputs, configurationFor, failures } = await request(given, options, terminal)
  const [failure] = failures
  if (failure) throw failure
  const { effectiveConfiguration, configurationInWords } = await import('./print-configuration.ts')
  const format = choice(given, 'format', ['text', 'json'])
  const told: EffectiveConfiguration[] = []
  for (const input of inputs) {
    const configuration = await configurationFor(input.path)
    const { dialect, reader, versions } = options
    const said = { ...settingsFrom(given), versions, ...(dialect && { dialect }), ...(reader && { reader }) }
    told.push(await effectiveConfiguration(input, configuration, said, readingOf(configuration, options)))
  }
  terminal.out(
    format === 'json' ? `${JSON.stringify(told, null, 2)}\n` : told.map(configurationInWords).join('\n'),
  )
  return EXIT.clean
}

/** The inputs that the command line names, and the configuration for each. */
async function request(given: Arguments, options: ReadingOptions, terminal: Terminal) {
  const config = one(given, 'config')
  const configurationFor = configurationFinder(
    config && resolve(terminal.directory, config),
    terminal.directory,
  )
  return { ...(await findInputs(requestFrom(given, options), terminal)), configurationFor }
}

/** Judges each tree that the inputs belong to once. */
async function judgeInputs(
  given: Arguments,
  terminal: Terminal,
): Promise<{ judged: Judged[]; failures: Failure[] }> {
  const options = await readingFrom(given, terminal)
  const said = settingsFrom(given)
  const { inputs, configurationFor, failures } = await request(given, options, terminal)
  const inline = given['no-inline'] !== true
  const fixes = fixRequest(given)
  // What these formats publish is proven first, for which others need not wait.
  const publishes = destinations(all(given, 'format')).some(({ format }) =>
    ['json', 'jsonl', 'sarif'].includes(format),
  )
  const shownProgress = progress(terminal, inputs.length)
  const judged: Judged[] = []
  const trees: Tree[] = []
  const notes: string[] = []
  try {
    for (const [index, input] of inputs.entries()) {
      shownProgress.at(index + 1, relative(terminal.directory, input.path))
      const configuration = await configurationFor(input.path)
      const settings: Settings = {
        ...configuration,
        ...said,
        versions: { ...configuration.versions, ...said.versions },
      }
      try {
        const read = await readTree(input, readingOf(configuration, options), trees)
        for (const found of read.surroundings ? [read, read.surroundings] : [read]) {
          if (trees.includes(found)) continue
          trees.push(found)
          const tree = fixes ? await fixed(found, settings, configuration, inline, fixes, terminal) : found
          const judgement = await judge(tree, settings, configuration, inline, publishes)
          const threshold = settings.failOn ?? 'warning'
          const fails: typeof judgement.fails = (severity) => isAtOrAbove(severity, threshold)
          judged.push({ judgement: { ...judgement, fails }, configuration })
          if (!judgement.complete) notes.push(incomplete(input, tree))
        }
      } catch (error) {
        if (!(error instanceof Failure) || error.status !== EXIT.unreadable) throw error
        failures.push(error)
      }
    }
  } finally {
    shownProgress.end()
  }
  for (const note of notes) terminal.error(`conflint: ${note}\n`)
  return { judged, failures }
}

/** The tree after its fixes; where they are only shown, as it is. */
async function fixed(
  tree: Tree,
  settings: Settings,
  configuration: Configuration,
  inline: boolean,
  request: FixRequest,
  terminal: Terminal,
): Promise<Tree> {
  const { fixTree } = await import('../fixing.ts')
  const { tree: after, difference } = await fixTree(tree, settings, configuration, inline, request)
  terminal.out(difference)
  return after
}

/** How to read an input: what the command line says counts more. */
function readingOf({ dialect, reader, versions }: Settings, options: ReadingOptions): ReadingOptions {
  return {
    ...(dialect && { dialect }),
    ...(reader && { reader }),
    ...options,
    versions: { ...versions, ...options.versions },
  }
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
