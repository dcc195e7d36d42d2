import { relative } from 'node:path'
import type { TreeJudgement } from '../judgement/judge.ts'
import type { Severity } from '../rules/finding.ts'
import { type Arguments, all } from './arguments.ts'
import { destinations } from './destinations.ts'
import { complaint, EXIT, type Failure, failureOf } from './failure.ts'
import { type FixRequest, fixRequest } from './fix-request.ts'
import type { Input } from './inputs.ts'
import { judge } from './judge.ts'
import { progress } from './progress.ts'
import { readingFrom } from './reading-options.ts'
import { readingOf, requestedInputs, settingsFrom } from './requests.ts'
import { type Configuration, isAtOrAbove, type Settings } from './settings.ts'
import type { Terminal } from './terminal.ts'
import { readTree, type Tree } from './tree.ts'
import { demandOneVersion } from './versions.ts'

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
  const options = await readingFrom(given, terminal)
  const said = settingsFrom(given)
  const { inputs, configurationFor, failures } = await requestedInputs(given, options, terminal)
  const inline = given['no-inline'] !== true
  const fixes = fixRequest(given)
  // What these formats publish is proven first, for which others need not wait.
  const publishes = destinations(all(given, 'format')).some(({ format }) =>
    ['json', 'jsonl', 'sarif'].includes(format),
  )
  const shownProgress = progress(terminal, inputs.length)
  const judged: JudgedInput[] = []
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
          if (fixes) demandOneVersion(found, 'mending')
          const tree = fixes ? await fixed(found, settings, configuration, inline, fixes, terminal) : found
          const threshold = settings.failOn ?? 'warning'
          const fails = (severity: Severity) => isAtOrAbove(severity, threshold)
          const judgements = await judgeAll(tree, settings, configuration, inline, publishes)
          judged.push(
            ...judgements.map((judgement) => ({ judgement: { ...judgement, fails }, configuration })),
          )
          if (judgements.some(({ complete }) => !complete)) notes.push(incomplete(input, tree))
        }
      } catch (error) {
        const failure = failureOf(error)
        if (failure?.status !== EXIT.unreadable) throw error
        failures.push(failure)
      }
    }
  } finally {
    shownProgress.end()
  }
  for (const note of notes) terminal.error(complaint(note))
  return { judged, failures }
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
): Promise<Tree> {
  const { fixTree } = await import('./fixing.ts')
  const { tree: after, difference } = await fixTree(tree, settings, configuration, inline, request)
  terminal.out(difference)
  return after
}

function incomplete(input: Input, { shown, config }: Tree): string {
  return `${shown(config.entry) || input.path} tells so many kinds of connections apart that not all were examined`
}
