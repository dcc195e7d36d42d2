import type { Connection } from '../dialects/dialect.ts'
import { type DifferenceReport, differenceForConnection, differenceReport } from '../judgement/difference.ts'
import { judge } from '../judgement/judge.ts'
import { jsonText } from '../report/json-text.ts'
import { withName } from './connection.ts'
import { KNOWN_RULES } from './dialects.ts'
import { ConflintError } from './error.ts'
import type { Input, LintOptions } from './options.ts'
import { treeOf } from './trees.ts'
import { wantedFrom } from './wanted.ts'

export interface DiffOptions extends LintOptions {
  /** Compare what this one gets, instead of all connections. */
  connection?: Connection
}

/**
 * What really changes between two configurations of one daemon, for whom, and who can no longer log in: what
 * `conflint diff --format json` prints, as plain data.
 */
export function diff(before: Input, after: Input, options: DiffOptions = {}): DifferenceReport {
  const { connection } = options
  const wanted = { ...wantedFrom(options), comments: false }
  const [old, now] = [before, after].map((input) => {
    const tree = treeOf(input, options)
    return { tree, findings: judge(tree, KNOWN_RULES[tree.dialect.name], wanted).findings }
  })
  if (!old || !now) throw new Error('two sides were read')
  const [kind, otherKind] = [old.tree.dialect.name, now.tree.dialect.name]
  if (kind !== otherKind) throw new ConflintError(`one side is for ${kind}, the other for ${otherKind}`)
  const change = { before: old, after: now }
  return JSON.parse(
    jsonText(connection ? differenceForConnection(change, withName(connection)) : differenceReport(change)),
  )
}
