import { targetFor } from '../../dialects/sshd/releases.ts'
import type { DetailedFinding } from '../../rules/finding.ts'
import type { Tree } from '../reading/tree.ts'

/** Rules that say that the daemon refuses a line: with which words it does is another matter. */
const REFUSALS = new Set(['sshd/invalid-match', 'sshd/invalid-value', 'sshd/syntax', 'sshd/unknown-keyword'])

/** What makes a finding the same for another version: everything but the words of that version. */
export function identity(finding: DetailedFinding, version: string, tree: Pick<Tree, 'dialect'>): string {
  const { rule, severity, confidence, message, file, range, evidence, scope } = finding
  const number = tree.dialect.name === 'sshd' ? targetFor(version).version : version
  const own = new RegExp(`(?<![\\d.])${number.replaceAll('.', '\\.')}(?![\\d.])`, 'g')
  return JSON.stringify([
    rule,
    severity,
    confidence,
    ...(REFUSALS.has(rule) ? [] : [message.replace(own, '')]),
    file,
    range,
    evidence.map(({ keyword, value, file, line, origin }) => [keyword, value, file, line, origin]),
    scope?.match,
  ])
}
