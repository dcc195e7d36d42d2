import type { DialectName, ResolveOptions } from '../../dialects/dialect.ts'
import type { PlacedRuleSetting, Profile } from '../../judgement/wanted.ts'
import type { Severity } from '../../rules/finding.ts'
import type { DeclaredSet } from '../../rules/intents/declarations.ts'
import type { RuleDocument } from '../../rules/rule.ts'
import type { Versions } from '../versions.ts'

export const THRESHOLDS = ['error', 'warning', 'info', 'never'] as const
export type Threshold = (typeof THRESHOLDS)[number]

/** What can be said on the command line and in .conflint.yaml alike; the command line counts more. */
export interface Settings {
  profile?: Profile
  failOn?: Threshold
  /** Keys in the clients' agents. */
  agentKeys?: number
  versions: Versions
  dialect?: DialectName
  reader?: NonNullable<ResolveOptions['reader']>
}

/** The names of these on the command line and in .conflint.yaml. */
export type SettingName =
  | 'profile'
  | 'fail-on'
  | 'agent-keys'
  | 'openssh'
  | 'pure-ftpd'
  | 'dialect'
  | 'reader'

/** The value of a setting by the name that it has on the command line. */
export function settingNamed(name: SettingName, settings: Settings): string | number | undefined {
  const { profile, failOn, agentKeys, versions, dialect, reader } = settings
  const values = {
    profile,
    'fail-on': failOn,
    'agent-keys': agentKeys,
    openssh: versions.sshd?.join(','),
    'pure-ftpd': versions['pure-ftpd']?.join(','),
    dialect,
    reader,
  }
  return values[name]
}

/** What a .conflint.yaml says for one input. */
export interface Configuration extends Settings {
  /** The user's own rules. */
  rules: readonly RuleDocument[]
  /** Sets of connections with intents. */
  sets?: readonly DeclaredSet[]
  /** What it says of a rule for findings in a file, absolute; `undefined` where it says nothing. */
  ruleSetting?: (id: string, file: string) => PlacedRuleSetting | undefined
  /** The file with known findings, absolute. */
  baseline?: string
  /** The file that says it, absolute. */
  file?: string
  /** Where some of it holds for some files only: which parts hold for a file, absolute, as a text to compare. */
  partsFor?: (file: string) => string
  /** Where each thing is said, for people who wonder: file and line. */
  origins: ReadonlyMap<SettingName | 'baseline', string>
}

/** The same where it may hold for some files only. */
export interface FiledRuleSetting extends PlacedRuleSetting {
  /** Whether it holds for findings in this file, absolute. */
  holdsFor(file: string): boolean
}

export const NO_CONFIGURATION: Configuration = {
  versions: {},
  rules: [],
  origins: new Map(),
}

/** The severities that make conflint fail, for a threshold. */
export function isAtOrAbove(severity: Severity, threshold: Threshold): boolean {
  return THRESHOLDS.indexOf(severity) <= THRESHOLDS.indexOf(threshold) && threshold !== 'never'
}
