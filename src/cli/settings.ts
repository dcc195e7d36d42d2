import type { DialectName } from '../dialects/dialect.ts'
import type { Severity } from '../rules/finding.ts'
import type { Rule } from '../rules/rule.ts'

export const PROFILES = ['conflicts', 'hardening', 'all'] as const
export type Profile = (typeof PROFILES)[number]

export const THRESHOLDS = ['error', 'warning', 'info', 'never'] as const
export type Threshold = (typeof THRESHOLDS)[number]

/** What can be said on the command line and in .conflint.yaml alike; the command line counts more. */
export interface Settings {
  profile?: Profile
  failOn?: Threshold
  /** Keys in the clients' agents. */
  agentKeys?: number
  versions: Partial<Record<DialectName, string>>
}

/** What a .conflint.yaml says. */
export interface Configuration extends Settings {
  severities: Readonly<Record<string, Severity | 'off'>>
  /** The user's own rules. */
  rules: readonly Rule[]
}

export const NO_CONFIGURATION: Configuration = { versions: {}, severities: {}, rules: [] }

/** The severities that make conflint fail, for a threshold. */
export function isAtOrAbove(severity: Severity, threshold: Threshold): boolean {
  return THRESHOLDS.indexOf(severity) <= THRESHOLDS.indexOf(threshold) && threshold !== 'never'
}
