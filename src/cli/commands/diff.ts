import type { Revision } from '../../host/revision.ts'
import { daemonName } from '../../judgement/daemon-name.ts'
import {
  type Change,
  type DifferenceReport,
  differenceForConnection,
  differenceReport,
  type Side,
} from '../../judgement/difference.ts'
import { jsonText } from '../../report/json-text.ts'
import { visible } from '../../report/visible.ts'
import { witnessInWords } from '../../report/witness.ts'
import type { Scope } from '../../rules/finding.ts'
import { type Arguments, all, choice, operands } from '../arguments.ts'
import { configurationFinder } from '../configuration/find-configuration.ts'
import { parseConnection } from '../connection.ts'
import { EXIT, usageFailure } from '../failure.ts'
import { judge } from '../judging/judge.ts'
import { inputAtRevision } from '../reading/at-revision.ts'
import type { Input } from '../reading/input.ts'
import { inputAt } from '../reading/only-input.ts'
import { readTree } from '../reading/read-tree.ts'
import { readingFrom } from '../reading/reading-options.ts'
import type { ReadingOptions, Tree } from '../reading/tree.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { demandOneVersion } from '../versions.ts'

/** `conflint diff`: what really changes between two configurations, and for whom. */
export async function diff(given: Arguments, terminal: Terminal): Promise<number> {
  const format = choice(given, 'format', ['text', 'json'])
  const options = await readingFrom(given, terminal)
  const [older = '', newer = ''] = operands(given, 'old', 'new')
  const before = await side(older, newer, options, terminal)
  const after = await side(newer, older, options, terminal)
  if (before.dialect.name !== after.dialect.name) {
    throw usageFailure(`${older} is for ${before.dialect.name}, ${newer} for ${after.dialect.name}`)
  }
  for (const tree of [before, after]) demandOneVersion(tree, 'diff')
  const connection = all(given, 'C')
  const change = await changeOf(before, after, terminal)
  const report =
    connection.length === 0
      ? differenceReport(change)
      : differenceForConnection(change, parseConnection(connection))
  terminal.out(format === 'json' ? `${jsonText(report, 2)}\n` : inWords(report, before, after))
  const differs =
    report.settings.length > 0 || report.findings.new.length > 0 || report.findings.gone.length > 0
  return given['exit-code'] === true && differs ? EXIT.findings : EXIT.clean
}

/** One side: what a path names, or REVISION:PATH. */
async function side(
  named: string,
  other: string,
  options: ReadingOptions,
  terminal: Terminal,
): Promise<Tree> {
  const { input, ...revision } = await inputOf(named, other, terminal)
  return readTree(input, { ...options, ...revision })
}

async function inputOf(
  named: string,
  other: string,
  terminal: Terminal,
): Promise<{ input: Input; revision?: Revision }> {
  try {
    return { input: await inputAt({ paths: [named] }, terminal) }
  } catch (failure) {
    const atRevision = await inputAtRevision(named, other, terminal.directory)
    if (!atRevision) throw failure
    return atRevision
  }
}

async function changeOf(before: Tree, after: Tree, terminal: Terminal): Promise<Change> {
  const configuration = await configurationFinder(undefined, terminal.directory)(after.entry)
  const judged = async (tree: Tree) => ({
    tree,
    findings: (await judge(tree, configuration, configuration)).findings,
  })
  return { before: await judged(before), after: await judged(after) }
}

function inWords(
  { settings, losses, findings, complete, login }: DifferenceReport,
  before: Tree,
  after: Tree,
): string {
  const whom = ({ scope, everybody }: { scope?: Scope; everybody: boolean }, others: string) => {
    if (login) return 'this connection'
    if (!scope) return everybody ? 'everybody' : others
    const conditions = scope.match.filter((condition) => !condition.startsWith('not '))
    return [...(conditions.length > 0 ? [conditions.join(' and ')] : []), witnessInWords(scope)].join('; ')
  }
  const origin = ({ lines }: Side, tree: Tree) =>
    lines.length === 0
      ? `default of ${daemonName(tree.config)}`
      : lines.map(({ file, line }) => `${file}:${line}`).join(', ')
  const blocks = [
    ...losses.map(
      ({ lost, by, ...loss }) =>
        `LOGIN LOST: ${whom(loss, 'everybody whom no Match block or access list names')}: can no longer log in${lost === 'every method' ? '' : ` with ${lost}`}${because(by, lost)}`,
    ),
    ...settings.map((setting) =>
      [
        `${setting.keyword}: ${setting.before.value} → ${setting.after.value}`,
        `  for ${whom(setting, 'everybody for whom no Match block says otherwise')}`,
        `  before: ${origin(setting.before, before)}`,
        `  after:  ${origin(setting.after, after)}`,
      ].join('\n'),
    ),
    ...findings.new.map(({ severity, message, rule }) => `new ${severity}: ${message} [${rule}]`),
    ...findings.gone.map(({ severity, message, rule }) => `gone ${severity}: ${message} [${rule}]`),
    ...(complete ? [] : ['The connections were too many to compare all.']),
  ]
  if (blocks.length === 0 && login) return 'This connection gets nothing different.\n'
  return blocks.length === 0
    ? 'No connection gets anything different.\n'
    : `${blocks.map((block) => block.split('\n').map(visible).join('\n')).join('\n\n')}\n`
}

/** `methods` is no keyword: several of them together leave none. */
function because(by: string, lost: string): string {
  if (by !== 'methods') return ` (${by})`
  return lost === 'every method' ? ' (no method is left)' : ''
}
