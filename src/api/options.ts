import type { DialectName, ResolveOptions } from '../dialects/dialect.ts'
import type { FactsFile } from '../host/facts.ts'
import type { Host } from '../host/host.ts'
import type { Profile, RuleSetting } from '../judgement/wanted.ts'
import type { IntentEntry, RuleDocument } from '../rules/rule.ts'

/**
 * What is read: the text of one file; files by path, absolute or as in a repository; or a host, which can
 * be anything that answers.
 */
export type Input = string | FilesByPath | Host

/** Contents of files by path. What is not given is not there. */
export type FilesByPath = Readonly<Record<string, string | Uint8Array>>

/** How to read. The names are those of the command line, whose manual says more. */
export interface ReadOptions {
  /** The file that is meant where there are several; or where a single text stands. */
  path?: string
  /** Whose language it is; told from names and contents by default. */
  dialect?: DialectName
  /** The OpenSSH version, or distribution, to judge for: `9.2`, `debian-12`. The newest by default. */
  openssh?: string
  /** The Pure-FTPd version to judge for: `1.0.50`. */
  pureFtpd?: string
  /** What is compiled into Pure-FTPd: `tls`, `mysql`, …; by default what Debian's packages have. */
  pureFtpdFeatures?: readonly string[]
  /** Who reads a pure-ftpd configuration; by default told by the layout. */
  reader?: NonNullable<ResolveOptions['reader']>
  /** Accounts, groups and files of the host, in the form of `conflint/facts.schema.json`; or a host that knows them. */
  facts?: FactsFile | Host
}

/** How to judge. */
export interface LintOptions extends ReadOptions {
  /** Which rules: `conflicts` by default. */
  profile?: Profile
  /** Severities by id, where `*` stands for anything; a later entry counts more. */
  rules?: Readonly<Record<string, RuleSetting>>
  /** Rules of one's own, as `readRule` of `conflint/read` makes them of YAML. */
  ownRules?: readonly RuleDocument[]
  /** What sets of connections are meant for. */
  intents?: readonly IntentEntry[]
  /** How many keys a client's agent offers; 5 by default. */
  agentKeys?: number
  /** Whether `# conflint-ignore` comments count; they do by default. */
  comments?: boolean
}
