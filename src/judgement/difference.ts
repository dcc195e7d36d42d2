import { type Comparison, compare, compareConnection, type Difference } from '../compare/compare.ts'
import { type Login, type LoginLoss, loginLosses, loginOf, lostMethods } from '../compare/logins.ts'
import type { Connection, Guard } from '../dialects/dialect.ts'
import { holds } from '../dialects/sshd/matching/match-connection.ts'
import { UNKNOWN, type Unknown } from '../host/host.ts'
import type { DetailedFinding, Scope } from '../rules/finding.ts'
import { describeValue } from '../rules/message.ts'
import { scopeOfClass } from '../rules/scope.ts'
import { withKnownGroups } from './known-groups.ts'
import type { Tree } from './tree.ts'

/** What really changes between two configurations: the published form of `conflint diff --format json`, version 1. */
export interface DifferenceReport {
  version: 1
  /** Keywords that some connections get another value for. */
  settings: readonly SettingDifference[]
  /** Who can no longer log in, or use a method. */
  losses: readonly LostLogin[]
  findings: { new: readonly DifferingFinding[]; gone: readonly DifferingFinding[] }
  /** False where the connections were too many to compare all. */
  complete: boolean
  /** How the one connection that was asked about can log in; null where that cannot be told. */
  login?: { before: Login | null; after: Login | null }
}

/** A way to log in that is lost, and by which keyword. */
export interface LostLogin {
  lost: string
  by: string
  /** The most general set of connections that loses it; absent where that needs no condition. */
  scope?: Scope
  /** Further, more special sets that lose the same. */
  furtherClasses: number
  /** True where nobody keeps it, and all lose it by the same keyword. */
  everybody: boolean
}

/** A keyword with two values, and who sees the difference. */
export interface SettingDifference {
  keyword: string
  before: Side
  after: Side
  /** The most general set of connections that sees it; absent where that needs no condition. */
  scope?: Scope
  /** Further, more special sets with the same two values. */
  furtherClasses: number
  everybody: boolean
}

/** A value, and the lines that make it; none where it is the default. */
export interface Side {
  value: string
  lines: readonly { file: string; line: number; text: string }[]
}

export type DifferingFinding = Pick<DetailedFinding, 'rule' | 'severity' | 'message' | 'file' | 'range'>

/** The same daemon's configuration before and after a change, with what was found in each. */
export interface Change {
  before: { tree: Tree; findings: readonly DetailedFinding[] }
  after: { tree: Tree; findings: readonly DetailedFinding[] }
}

/** What a change does to all connections. */
export function differenceReport({ before: old, after: now }: Change): DifferenceReport {
  const [before, after] = [old.tree, now.tree]
  const { differences, complete }: Comparison = compare(before.config, after.config, after.host)
  const losses =
    after.dialect.name === 'sshd' ? loginLosses(before.config, after.config, after.dialect, after.host) : []
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
    losses: losses.map(({ lost, by, connectionClass, furtherClasses, everybody }: LoginLoss) => ({
      lost,
      by,
      ...scoped(connectionClass),
      furtherClasses,
      everybody,
    })),
    findings: { new: missingIn(now, old), gone: missingIn(old, now) },
    complete,
  }
}

/** What it does to one connection; the findings are those of all. */
export function differenceForConnection(change: Change, connection: Connection): DifferenceReport {
  const report = differenceReport(change)
  const [before, after] = [change.before.tree, change.after.tree]
  const known = withKnownGroups(connection, after.host)
  const applies = (guard: Guard) => holds(guard, known)
  const settings = compareConnection(before.config, after.config, applies).map((difference) => ({
    keyword: difference.keyword,
    before: sideOf(difference.before, before),
    after: sideOf(difference.after, after),
    furtherClasses: 0,
    everybody: false,
  }))
  if (after.dialect.name !== 'sshd') return { ...report, settings }
  const could = loginOf(before.config, applies, before.dialect, before.host)
  const can = loginOf(after.config, applies, after.dialect, after.host)
  return {
    ...report,
    settings,
    losses: lossesBetween(could, can),
    login: { before: could === UNKNOWN ? null : could, after: can === UNKNOWN ? null : can },
  }
}

function lossesBetween(could: Login | Unknown, can: Login | Unknown): DifferenceReport['losses'] {
  if (could === UNKNOWN || can === UNKNOWN) return []
  return lostMethods(could, can).map((lost) => ({ lost, by: can.by, furtherClasses: 0, everybody: false }))
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

/** Findings are the same where the same rule speaks of the same words for the same connections, whatever the files are called. */
function missingIn(some: Change['before'], others: Change['before']): DifferingFinding[] {
  const known = new Set(others.findings.map((finding) => identity(finding, others.tree)))
  return some.findings
    .filter((finding) => !known.has(identity(finding, some.tree)))
    .map(({ rule, severity, message, file, range }) => ({ rule, severity, message, file, range }))
}

function identity({ rule, message, scope }: DetailedFinding, { config, shown }: Tree): string {
  const named = config.sources.reduce((text, { path }) => text.replaceAll(shown(path), () => path), message)
  return [rule, named, ...(scope?.match ?? [])].join('\0')
}
