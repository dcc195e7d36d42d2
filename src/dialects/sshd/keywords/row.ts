import type { ValueKind } from '../../dialect.ts'
import type { Vendor } from '../build-profile.ts'

/** How the arguments of a keyword are read: one reader in values/ for each. */
export type Syntax =
  | 'flag'
  | 'words'
  | 'integer'
  | 'time'
  | 'time-or-none'
  | 'port'
  | 'listen-address'
  | 'octal'
  | 'bytes-and-time'
  | 'path'
  | 'path-or-word'
  | 'key-paths'
  | 'paths'
  | 'tilde-path'
  | 'text'
  | 'raw-line'
  | 'raw-command'
  | 'tunnel'
  | 'log-facility'
  | 'log-level'
  | 'digest'
  | 'environment-pattern'
  | 'user-patterns'
  | 'group-patterns'
  | 'environment-names'
  | 'environment-values'
  | 'log-patterns'
  | 'permissions'
  | 'authentication-methods'
  | 'channel-timeouts'
  | 'pubkey-options'
  | 'ciphers'
  | 'macs'
  | 'kex'
  | 'gssapi-kex'
  | 'keys'
  | 'signatures'
  | 'subsystem'
  | 'startups'
  | 'startups-or-none'
  | 'masks'
  | 'penalties'
  | 'addresses'
  | 'quality-of-service'
  | 'routing-domain'
  | 'agent-socket'
  | 'intent'
  | 'anything'

/** What happens to several lines of a keyword in one pass. */
export type Accumulation =
  /** The first line counts, all of it. */
  | 'first'
  /** The last line counts, all of it. */
  | 'last'
  /** All lines add to one list. */
  | 'append'
  /** For each name, the first line that defines it counts. */
  | 'first-per-name'
  /** Each name may be defined once; a second definition is refused. */
  | 'once-per-name'
  /** For each part of the value, the first line that gives it counts. */
  | 'first-per-field'
  /** As `first-per-field`, and any part that takes effect switches the whole on. */
  | 'first-per-key'
  /** The first line counts, but `none` always overwrites. */
  | 'none-overwrites'

/** What a build needs for a keyword to be supported; elsewhere the line is skipped with a notice. */
export type Feature = 'pam' | 'kerberos' | 'afs' | 'gssapi' | 'lastlog'

/** Another name that the daemon takes for the same keyword. */
export interface Alias {
  name: string
  /** Whether this name may stand in a Match block. */
  match: boolean
  since?: string
  until?: string
}

/** What the table says of a keyword, for the newest release. */
export interface KeywordRow {
  kind: ValueKind
  syntax: Syntax
  /** For `words`: spellings that are taken, in any case, and the word that each stands for. */
  words?: Readonly<Record<string, string>>
  /** The value where no line gives one, as sshd prints it; parts of a list separated by a blank. */
  default: string
  /** Whether it may stand in a Match block. */
  match: boolean
  /** False where a Match block is accepted, but its value is not taken over. */
  copied?: boolean
  accumulation: Accumulation
  since?: string
  until?: string
  aliases?: readonly Alias[]
  feature?: Feature
  /** Only builds with a patch know the keyword. */
  vendor?: Vendor
  summary: string
  /** What was different before a release. The entries apply from the newest to the oldest. */
  earlier?: readonly Earlier[]
}

/** What held for releases before `until`. */
export interface Earlier
  extends Partial<Pick<KeywordRow, 'default' | 'match' | 'copied' | 'accumulation' | 'syntax' | 'words'>> {
  until: string
}
