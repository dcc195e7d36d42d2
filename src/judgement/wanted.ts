import type { Severity } from '../rules/finding.ts'
import type { DeclaredSet } from '../rules/intents/declarations.ts'
import type { LawOfTheFile } from '../rules/laws/laws.ts'
import type { Rule, RuleDocument } from '../rules/rule.ts'

export const PROFILES = ['conflicts', 'hardening', 'all'] as const
export type Profile = (typeof PROFILES)[number]

/** What a user makes of a rule: another severity, off, or on whatever the profile. */
export type RuleSetting = Severity | 'off' | 'on'

/** What is said of a rule, or of all that fit a pattern, at one place. */
export interface PlacedRuleSetting {
  /** The id of a rule; `*` stands for anything. */
  pattern: string
  setting: RuleSetting
  /** Where it is said: file and line. */
  where: string
}

/** The rules that come with conflint for one dialect. */
export interface KnownRules {
  rules: readonly Rule[]
  laws: readonly LawOfTheFile[]
  /** The rules about comments that suppress others. */
  aboutComments: readonly Rule[]
}

/** What a user wants of judging. */
export interface Wanted {
  profile?: Profile
  /** Keys in the clients' agents. */
  agentKeys?: number
  /** The user's own rules. */
  rules: readonly RuleDocument[]
  /** Sets of connections with intents. */
  sets?: readonly DeclaredSet[]
  /** What is said of a rule for findings in a file, as `machine` names it; `undefined` where nothing is. */
  ruleSetting?: (id: string, file: string) => PlacedRuleSetting | undefined
  /** Whether comments may suppress findings. */
  comments: boolean
}
