import type { DetailedFinding } from '../rules/finding.ts'

/** At most so many accounts are named. */
const NAMED = 3

/** The message for reports that have one line for a finding: with the accounts concerned, where facts name them. */
export function messageWithAccounts({ message, accounts }: DetailedFinding): string {
  if (accounts.length === 0) return message
  const more = accounts.length > NAMED ? ` and ${accounts.length - NAMED} more` : ''
  const [, text = message, end = ''] = /^(.*?)([.?]?)$/s.exec(message) ?? []
  return `${text} (${accounts.slice(0, NAMED).join(', ')}${more})${end}`
}
