import type { DialectName } from '../dialects/dialect.ts'
import type { Confidence, Remedy, Severity } from './finding.ts'

/** A rule as the engine needs it: everything but its documentation. */
export interface Rule {
  /** `<dialect>/<name-in-words>` */
  id: string
  title: string
  severity: Severity
  confidence: Confidence
  tags: readonly string[]
  /** The profile that switches it on; `all` has every rule. */
  profile: 'conflicts' | 'hardening'
  /** Versions of the daemon in which it holds, such as `>=8.7 <10.1`. */
  applies?: string
  /** What must hold for one connection. Absent in laws of the file, which code finds. */
  when?: Condition
  /** `{Keyword}` and `{quantity}` stand for effective values. */
  message: string
  /** Variants of one contradiction: the first one that holds, beside `when`, is reported in its own words. */
  cases?: readonly Case[]
  /** The cases are different mistakes of one kind: each that holds is reported, not only the first. */
  independent?: true
  /** Ids of rules that say more: where one of them reports one of the same lines, for the same connections, this one is silent. */
  unless?: readonly string[]
  /** For the rule of an intent: what must hold for all connections that are meant so. Each clause that is broken is reported. */
  promise?: readonly Clause[]
  /** For the rule of an intent: what connections are meant for, in words behind "meant": `for sftp only`. */
  meaning?: string
  /** For the rule of an intent: names of users and groups that say it, in lower case and without hyphens: `sftponly`. */
  names?: readonly string[]
  /** What a piece of evidence contributes, by keyword. */
  notes?: Readonly<Record<string, string>>
  remedies: readonly Remedy[]
}

/** What one variant of a rule has of its own; the rest is the rule's. */
export interface Case {
  when: Condition
  severity?: Severity
  confidence?: Confidence
  message?: string
  remedies?: readonly Remedy[]
}

/** A part of a promise. */
export interface Clause {
  holds: Condition
  /** What is the matter where it does not hold, behind "These connections are meant …, yet". */
  broken: string
  severity?: Severity
  confidence?: Confidence
  remedies?: readonly Remedy[]
  /** The rule that reports it where it is broken, in place of this one. */
  see?: string
}

/** A rule with its documentation and its tests: what a rule file holds. */
export interface RuleDocument extends Rule {
  /** The reason, in Markdown, with the daemon's own behaviour. */
  why: string
  references: readonly string[]
  examples: readonly Example[]
}

/** All entries hold. Keys are keywords, quantities, or `all`, `any`, `not`, and `given` for what must hold and is no evidence. */
export interface Condition {
  readonly [name: string]: Test | readonly Condition[] | Condition
}

/** A plain value (the setting is exactly that), or operators that all hold. */
export type Test = string | number | { readonly [operator: string]: Operand }
export type Operand = string | number | boolean | readonly (string | number)[] | Test

/** A configuration that a person could have written, and what must be found in it. */
export interface Example {
  /** The main file that has the contradiction, or its nearest innocent twin. */
  bad?: string
  good?: string
  /** Further files by absolute path. */
  files?: Readonly<Record<string, string>>
  /** PureDB databases by absolute path, as the text that `pure-pw mkdb` makes them of. */
  databases?: Readonly<Record<string, string>>
  /** Where the main file stands; by default the daemon's usual place. */
  at?: string
  /** The version judged for. */
  version?: string
  reader?: 'native' | 'perl' | 'python' | 'debian'
  /** What is known of the host, in the form of a facts file. */
  facts?: Readonly<Record<string, unknown>>
  /** Keys in the clients' agents. */
  'agent-keys'?: number
  /** Intents of sets of connections, as .conflint.yaml has them. */
  intents?: readonly IntentEntry[]
  /** The lines that the finding must name, and no others: numbers in the main file, `path:line` in others. */
  evidence?: readonly (number | string)[]
  /** Attributes of the connection that the finding must name. */
  witness?: Readonly<Record<string, string>>
}

/** A set of connections and what they are meant for, as .conflint.yaml has it: the keys are the criteria of Match. */
export interface IntentEntry {
  for: 'all' | Readonly<Record<string, string | number | readonly string[]>>
  intent: string | readonly string[]
}

/** A rule whose cases are independent, as one rule for each of them. */
export function separateCases(rule: Rule): readonly Rule[] {
  return rule.independent && rule.cases ? rule.cases.map((single) => ({ ...rule, cases: [single] })) : [rule]
}

/** What a rule tells to do: in general, in one of its cases, or where a clause of its promise is broken; each once. */
export function remediesOf({
  remedies,
  cases,
  promise,
}: Pick<Rule, 'remedies' | 'cases' | 'promise'>): readonly Remedy[] {
  const all = [...remedies, ...[...(cases ?? []), ...(promise ?? [])].flatMap((part) => part.remedies ?? [])]
  return [...new Map(all.map((remedy) => [JSON.stringify(remedy), remedy])).values()]
}

/** The dialect that a rule speaks of. */
export function dialectOf(rule: { id: string }): DialectName {
  return rule.id.startsWith('pure-ftpd/') ? 'pure-ftpd' : 'sshd'
}

/** Whether a rule is about comments that suppress others: not for one daemon, and asked when all others have answered. */
export function isAboutSuppressions({ id }: { id: string }): boolean {
  return id.startsWith('conflint/')
}
