import type { Finding } from '../rules/finding.ts'

type Placed = Pick<Finding, 'rule' | 'versions'>

/** What people call the daemon that a rule is about. */
const DAEMONS: Readonly<Record<string, string>> = { sshd: 'OpenSSH', 'pure-ftpd': 'Pure-FTPd' }

/** `since OpenSSH 9.1`, `before OpenSSH 8.7`, or both; empty where a finding holds for all releases. */
export function releasesInWords({ rule, versions }: Placed): string {
  const { since, before } = versions ?? {}
  const daemon = DAEMONS[rule.split('/')[0] ?? ''] ?? ''
  if (since === undefined) return before === undefined ? '' : `before ${daemon} ${before}`
  return before === undefined ? `since ${daemon} ${since}` : `since ${daemon} ${since}, before ${before}`
}

/** For which of several versions a finding holds, as a sentence; empty where one was judged, or it holds for all. */
export function versionsInWords(finding: Placed): string {
  const { holds, holdsNot } = finding.versions ?? {}
  if (!holds || !holdsNot) return ''
  const releases = releasesInWords(finding)
  const held = `Holds for ${listed(holds, 'and')}, not for ${listed(holdsNot, 'or')}`
  return `${withDaemon(held, finding.rule)}${releases && `: ${releases}`}.`
}

/** The message, and for which versions it holds where that is in question. */
export function messageWithVersions(finding: Placed & Pick<Finding, 'message'>): string {
  const versions = versionsInWords(finding)
  return versions === '' ? finding.message : `${finding.message} ${versions}`
}

/** The first number of a version gets the name of its daemon; distributions have names of their own. */
function withDaemon(sentence: string, rule: string): string {
  const daemon = DAEMONS[rule.split('/')[0] ?? ''] ?? ''
  return sentence.replace(/(?<=[ ])\d/, (digit) => `${daemon} ${digit}`)
}

function listed(versions: readonly string[], word: 'and' | 'or'): string {
  const [last = '', ...others] = [...versions].reverse()
  return others.length === 0 ? last : `${others.reverse().join(', ')} ${word} ${last}`
}
