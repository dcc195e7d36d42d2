import type { Rule } from '../rule.ts'

/** What the ids of the rules of intents begin with, behind the name of the daemon. */
const FAMILY = 'intent-'

/** Keywords that stand for one declared, or inferred, intent: `intent:mfa`. */
export const DECLARED = 'intent:'
export const INFERRED = 'inferred-intent:'

/** The name of an intent, which its rule bears in its id: `mfa` for `sshd/intent-mfa`. */
export function intentName({ id }: Pick<Rule, 'id'>): string {
  return id.slice(id.indexOf('/') + 1).replace(FAMILY, '')
}

/** The names of all intents among some rules. */
export function intentNames(rules: readonly Rule[]): string[] {
  return rules.filter(({ promise }) => promise).map(intentName)
}
