import type { Rule } from '../../src/rules/rule.ts'

/** A rule without what it asks. */
export const plainRule: Omit<Rule, 'id' | 'when'> = {
  title: 'Test',
  severity: 'warning',
  confidence: 'certain',
  tags: [],
  profile: 'conflicts',
  message: 'found',
  remedies: [],
}
