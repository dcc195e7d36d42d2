import { isAbsolute, join, resolve } from 'node:path'
import { type Comparison, compare, compareConnection, type Difference } from '../../compare/compare.ts'
import { type Login, type LoginLoss, loginLosses, loginOf } from '../../compare/logins.ts'
import { UNKNOWN, type Unknown } from '../../host/host.ts'
import { jsonText } from '../../report/json-text.ts'
import { visible } from '../../report/visible.ts'
import { witnessInWords } from '../../report/witness.ts'
import type { DetailedFinding, Scope } from '../../rules/finding.ts'
import { describeValue } from '../../rules/message.ts'
import { scopeOfClass } from '../../rules/scope.ts'
import { type Arguments, all, choice } from '../arguments.ts'
import { guardsThatHold } from '../connection.ts'
import { daemonName } from '../dialects.ts'
import { EXIT, Failure, usageFailure } from '../failure.ts'
import { configurationFinder } from '../find-configuration.ts'
import { findInputs } from '../inputs.ts'
import { judge } from '../judge.ts'
import { readingFrom } from '../reading-options.ts'
import type { Terminal } from '../terminal.ts'
import { type ReadingOptions, readTree, type Tree } from '../tree.ts'

/** The published form of `--format json`. */
interface DiffReport {
  version: 1
  settings: readonly {
    keyword: string
    before: Side
    after: Side
    scope?: Scope
    furtherClasses: number
    everybody: boolean
  }[]
  /** Who can no longer log in, or use a method. */
  losses: readonly { lost: string; by: string; scope?: Scope; furtherClasses: number }[]
  findings: { new: readonly DiffFinding[]; gone: readonly DiffFinding[] }
  complete: boolean
  /** How the connection of `-C` can log in; null where that cannot be told. */
  login?: { before: Login | null; after: Login | null }
}

interface Side {
  value: string
  lines: readonly { file: string; line: number; text: string }[]
}

type DiffFinding = Pick<DetailedFinding, 'rule' | 'severity' | 'message' | 'file' | 'range'>

/** `conflint diff`: what really changes between two configurations, and for whom. */
export async function diff(given: Arguments, terminal: Terminal): Promise<number> {
  const format = choice(given, 'format', ['text', 'json'])
  const options = await readingFrom(given, terminal)
  const [older = '', newer = ''] = [...all(given, 'old'), ...all(given, 'new')]
  const before = await side(older, newer, options, terminal)
  const after = await side(newer, older, options, terminal)
  if (before.dialect.name !== after.dialect.name) {
    throw usageFailure(`${older} is for ${before.dialect.name}, ${newer} for ${after.dialect.name}`)
  }
  const connection = all(given, 'C')
  const whole = await reportOn(before, after, terminal)
  const report = connection.length === 0 ? whole : forConnection(whole, connection, before, after)
  terminal.out(format === 'json' ? `${jsonText(report, 2)}\n` : inWords(report, before, after))
  const differs =
    report.settings.length > 0 || report.findings.new.length > 0 || report.findings.gone.length > 0
  return given['exit-code'] === true && differs ? EXIT.findings : EXIT.clean
}

/** One side: a path, or REVISION:PATH as `git show` takes it; REVISION: alone is the other side's path in that revision. */
async function side(
  named: string,
  other: string,
  options: ReadingOptions,
  terminal: Terminal,
): Promise<Tree> {
  const { inputs, failures } = await findInputs({ paths: [named] }, terminal)
  const [input, ...more] = inputs
  if (input && more.length === 0) return readTree(input, options)
  if (more.length > 0) throw usageFailure(`${named} holds several configurations; name one of them`)
  const [, name = '', path = ''] = /^([^/:][^:]*):(.*)$/.exec(named) ?? []
  if (name === '') throw failures[0] ?? usageFailure(`${named} cannot be read`)
  const { revision } = await import('../../host/revision.ts')
  const wanted = path === '' ? other.replace(/^[^/:][^:]*:/, '') : path
  const place = isAbsolute(wanted) ? wanted : resolve(join(terminal.directory, wanted))
  try {
    return await readTree(
      { path: place, absolute: isAbsolute(wanted) },
      { ...options, revision: revision(name, terminal.directory) },
    )
  } catch (error) {
    if (error instanceof Failure) throw error
    throw usageFailure(error instanceof Error ? error.message : String(error))
  }
}

async function reportOn(before: Tree, after: Tree, terminal: Terminal): Promise<DiffReport> {
  const { differences, complete }: Comparison = compare(before.config, after.config, after.host)
  const losses =
    after.dialect.name === 'sshd' ? loginLosses(before.config, after.config, after.dialect, after.host) : []
  const configuration = await configurationFinder(undefined, terminal.directory)(after.entry)
  const old = (await judge(before, configuration, configuration)).findings
  const now = (await judge(after, configuration, configuration)).findings
  return {
    version: 1,
    settings: differences.map((difference) => ({
      keyword: difference.keyword,
      before: sideOf(difference.before, before),
      after: sideOf(difference.after, after),
      ...scoped(difference.connectionClass),
      furtherClasses: difference.furtherClasses,
      everybody: difference.everybody,
    })),
    losses: losses.map(({ lost, by, connectionClass, furtherClasses }: LoginLoss) => ({
      lost,
      by,
      ...scoped(connectionClass),
      furtherClasses,
    })),
    findings: { new: missingIn(now, old), gone: missingIn(old, now) },
    complete,
  }
}

/** The report, as far as it concerns one connection. */
function forConnection(
  report: DiffReport,
  specifications: readonly string[],
  before: Tree,
  after: Tree,
): DiffReport {
  const holds = guardsThatHold(specifications, after.host)
  const settings = compareConnection(before.config, after.config, holds).map((difference) => ({
    keyword: difference.keyword,
    before: sideOf(difference.before, before),
    after: sideOf(difference.after, after),
    furtherClasses: 0,
    everybody: false,
  }))
  if (after.dialect.name !== 'sshd') return { ...report, settings }
  const could = loginOf(before.config, holds, before.dialect, before.host)
  const can = loginOf(after.config, holds, after.dialect, after.host)
  return {
    ...report,
    settings,
    losses: lossesBetween(could, can),
    login: { before: could === UNKNOWN ? null : could, after: can === UNKNOWN ? null : can },
  }
}

function lossesBetween(could: Login | Unknown, can: Login | Unknown): DiffReport['losses'] {
  if (could === UNKNOWN || can === UNKNOWN) return []
  const methods = could.methods.filter((method) => !can.methods.includes(method))
  const lost = methods.length > 0 && can.methods.length === 0 ? ['every method'] : methods
  return lost.map((method) => ({ lost: method, by: can.by, furtherClasses: 0 }))
}

function scoped(connectionClass: Difference['connectionClass']): { scope?: Scope } {
  const scope = scopeOfClass(connectionClass)
  return scope ? { scope } : {}
}

function sideOf({ value, origins }: Difference['before'], tree: Tree): Side {
  return {
    value: describeValue(value),
    lines: origins.map(({ source, node, text }) => ({
      file: tree.shown(source.path),
      line: node.position?.start.line ?? 1,
      text,
    })),
  }
}

/** Findings are the same where the same rule speaks of the same words for the same connections. */
function missingIn(some: readonly DetailedFinding[], others: readonly DetailedFinding[]): DiffFinding[] {
  const key = ({ rule, message, scope }: DetailedFinding) =>
    [rule, message, ...(scope?.match ?? [])].join('\0')
  const known = new Set(others.map(key))
  return some
    .filter((finding) => !known.has(key(finding)))
    .map(({ rule, severity, message, file, range }) => ({ rule, severity, message, file, range }))
}

function inWords(
  { settings, losses, findings, complete, login }: DiffReport,
  before: Tree,
  after: Tree,
): string {
  const whom = (scope: Scope | undefined, everybody = true) => {
    if (login) return 'this connection'
    if (!scope) return everybody ? 'everybody' : 'everybody for whom no Match block says otherwise'
    const conditions = scope.match.filter((condition) => !condition.startsWith('not '))
    return [...(conditions.length > 0 ? [conditions.join(' and ')] : []), witnessInWords(scope)].join('; ')
  }
  const origin = ({ lines }: Side, tree: Tree) =>
    lines.length === 0
      ? `default of ${daemonName(tree.config)}`
      : lines.map(({ file, line }) => `${file}:${line}`).join(', ')
  const blocks = [
    ...losses.map(
      ({ lost, by, scope }) =>
        `LOGIN LOST: ${whom(scope)}: ${lost === 'every method' ? 'can no longer log in' : `can no longer log in with ${lost}`} (${by})`,
    ),
    ...settings.map((setting) =>
      [
        `${setting.keyword}: ${setting.before.value} → ${setting.after.value}`,
        `  for ${whom(setting.scope, setting.everybody)}`,
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
