import type { DialectName } from '../../dialects/dialect.ts'
import type { DetailedFinding } from '../../rules/finding.ts'
import type { Tree } from '../reading/tree.ts'

/** Rules that say that the daemon refuses a line: with which words it does is another matter. */
const REFUSALS = new Set(['sshd/invalid-match', 'sshd/invalid-value', 'sshd/syntax', 'sshd/unknown-keyword'])

/** Releases in a message: the one that was judged for, or any other. Addresses are none. */
const RELEASES: Readonly<Record<DialectName, RegExp>> = {
  sshd: /(?<![\d.])\d+\.\d+(p\d+)?(?!\.?\d)/g,
  'pure-ftpd': /(?<![\d.])\d+\.\d+\.\d+(?!\.?\d)/g,
}

/** What makes a finding the same for another version: everything but the releases in its words. */
export function identity(finding: DetailedFinding, { dialect }: Pick<Tree, 'dialect'>): string {
  const { rule, severity, confidence, message, file, range, evidence, scope } = finding
  return JSON.stringify([
    rule,
    severity,
    confidence,
    ...(REFUSALS.has(rule) ? [] : [message.replace(RELEASES[dialect.name], '')]),
    file,
    range,
    evidence.map(({ keyword, value, file, line, origin }) => [keyword, value, file, line, origin]),
    scope?.match,
  ])
}
