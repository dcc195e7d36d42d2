import { relative } from 'node:path'
import type { TreeJudgement } from '../../judgement/judge.ts'
import type { Severity } from '../../rules/finding.ts'
import { type Arguments, all } from '../arguments.ts'
import { type Configuration, isAtOrAbove, type Settings } from '../configuration/settings.ts'
import { complaint, EXIT, type Failure, failureOf } from '../failure.ts'
import type { Input } from '../reading/input.ts'
import { readTree } from '../reading/read-tree.ts'
import { readingFrom } from '../reading/reading-options.ts'
import type { ReadingOptions, Tree } from '../reading/tree.ts'
import { destinations } from '../terminal/destinations.ts'
import { progress } from '../terminal/progress.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { demandOneVersion } from '../versions.ts'
import { type FixCounts, fixesInWords } from './fix-counts.ts'
import { type FixRequest, fixRequest } from './fix-request.ts'
import { judge } from './judge.ts'
import { readingOf, requestedInputs, settingsFrom } from './requests.ts'

/** What was found in one input, and the configuration that was used. */
export interface JudgedInput {
  judgement: TreeJudgement
  configuration: Configuration
}

/** Judges each tree that the inputs belong to once. */
export async function judgeInputs(
  given: Arguments,
  terminal: Terminal,
): Promise<{ judged: JudgedInput[]; failures: Failure[] }> {
  const request = await judgingRequest(given, terminal)
  const { inputs, configurationFor, failures } = await requestedInputs(given, request.options, terminal)
  const shownProgress = progress(terminal, inputs.length)
  try {
    const found = await judgeEach(inputs, configurationFor, request, terminal, (number, { path }) =>
      shownProgress.at(number, relative(terminal.directory, path)),
    )
    shownProgress.end()
    for (const note of found.notes) terminal.error(complaint(note))
    return { judged: found.judged, failures: [...failures, ...found.failures] }
  } finally {
    shownProgress.end()
  }
}

/** What the command line says of how to judge. */
export interface JudgingRequest {
  options: ReadingOptions
  said: Settings
  /** Whether comments may suppress findings. */
  inline: boolean
  /** Whether fixes are published: what is, is proven first, for which others need not wait. */
  publishes: boolean
  fixes: FixRequest | undefined
}

export async function judgingRequest(given: Arguments, terminal: Terminal): Promise<JudgingRequest> {
  const options = await readingFrom(given, terminal)
  return {
    options,
    said: settingsFrom(given),
    inline: given['no-inline'] !== true,
    fixes: fixRequest(given, terminal),
    publishes: destinations(all(given, 'format')).some(({ format }) =>
      ['json', 'jsonl', 'sarif'].includes(format),
    ),
  }
}

/** Judges inputs together: what several of them belong to is judged once. Gives also notes for people. */
export async function judgeEach(
  inputs: readonly Input[],
  configurationFor: (path: string) => Promise<Configuration>,
  { options, said, inline, publishes, fixes }: JudgingRequest,
  terminal: Terminal,
  at: (number: number, input: Input) => void = () => {},
): Promise<{ judged: JudgedInput[]; failures: Failure[]; notes: string[] }> {
  const failures: Failure[] = []
  const judged: JudgedInput[] = []
  const trees: Tree[] = []
  const notes: string[] = []
  const counts: FixCounts = { fixed: 0, unsafe: 0 }
  for (const [index, input] of inputs.entries()) {
    at(index + 1, input)
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
        if (fixes) demandOneVersion(found, 'mending')
        const tree = fixes
          ? await fixed(found, settings, configuration, inline, fixes, terminal, counts)
          : found
        const threshold = settings.failOn ?? 'warning'
        const fails = (severity: Severity) => isAtOrAbove(severity, threshold)
        const judgements = await judgeAll(tree, settings, configuration, inline, publishes)
        judged.push(...judgements.map((judgement) => ({ judgement: { ...judgement, fails }, configuration })))
        const name = tree.shown(tree.config.entry) || input.path
        if (judgements.some(({ complete }) => !complete)) notes.push(incomplete(name))
        const withoutProof = Math.max(...judgements.map((judgement) => judgement.withoutProof))
        if (withoutProof > 0) notes.push(unproven(name, withoutProof))
      }
      const told = judged.some(({ judgement }) => judgement.findings.some(({ rule }) => rule === LEFT_OUT))
      if (read.partial && read.surroundings && !told) notes.push(leftOut(read.shown(read.config.entry)))
    } catch (error) {
      const failure = failureOf(error)
      if (failure?.status !== EXIT.unreadable) throw error
      failures.push(failure)
    }
  }
  if (fixes) notes.push(...fixesInWords(counts, fixes.show))
  return { judged, failures, notes }
}

/** Applies the rules to a tree, once for each version that it is to be judged for. */
async function judgeAll(...request: Parameters<typeof judge>): Promise<TreeJudgement[]> {
  const [tree] = request
  if (tree.versions.length <= 1) return [await judge(...request)]
  const { judgeVersions } = await import('./judge-versions.ts')
  return judgeVersions(...request)
}

/** The tree after its fixes; where they are only shown, as it is. */
async function fixed(
  tree: Tree,
  settings: Settings,
  configuration: Configuration,
  inline: boolean,
  request: FixRequest,
  terminal: Terminal,
  counts: FixCounts,
): Promise<Tree> {
  const { fixTree } = await import('./fixing.ts')
  const outcome = await fixTree(tree, settings, configuration, inline, request)
  const { tree: after, difference } = outcome
  counts.fixed += outcome.counts.fixed
  counts.unsafe += outcome.counts.unsafe
  terminal.out(difference)
  return after
}

/** The rule that tells which names a directory of drop-ins leaves out, unless they look as if that were meant. */
const LEFT_OUT = 'sshd/drop-in-not-included'

function leftOut(name: string): string {
  return `${name} would not be read, because nothing includes it; the names of drop-ins end in .conf`
}

function incomplete(name: string): string {
  return `${name} tells so many kinds of connections apart that not all were examined`
}

function unproven(name: string, count: number): string {
  const findings = count === 1 ? 'one finding' : `${count} findings`
  return `${name} is so large that the report leaves out whether ${findings} can be fixed; --diff shows all fixes`
}
