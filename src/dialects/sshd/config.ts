import type { Host, Unknown } from '../../host/host.ts'
import type { Encoding } from '../../syntax/bytes.ts'
import type { Comment, Directive, Match } from '../../syntax/nodes.ts'
import type { Config, EffectiveSetting, Guard, Setting, Source, Value } from '../dialect.ts'
import type { Keyword, ValueOf } from './keywords/types.ts'
import type { Target } from './releases.ts'

/** A condition, with what sshd makes of it at startup, before there is any connection. */
export interface SshdGuard extends Guard {
  /** Position among all settings and blocks, in the order of reading. */
  readonly order: number
  /** The block that the Include line of its file stands in. */
  readonly outer: SshdGuard | undefined
  /** How many of its criteria, the last ones, are its own and not those of `outer`. */
  readonly own: number
  /** Its lines count at startup: `Match all`, and `Match version` where it fits. */
  readonly startup: boolean
  /** False where a bug of the release keeps it from ever holding for a connection (8.2 and 8.3). */
  readonly reachable: boolean
  /** What sshd prints when a connection comes, up to 8.3, because an address list is wrong. */
  readonly late: readonly string[]
}

export interface SshdSetting extends Setting {
  readonly keyword: Keyword | 'intent'
  readonly node: Directive | Match | Comment
  readonly guard: SshdGuard | undefined
  /** What sshd itself would make of the arguments, templates taken as text. */
  readonly literal: Value
  /** The keyword as written, which may be an alias. */
  readonly written: string
  /** Line number as sshd counts. */
  readonly line: number
  /** Position among all settings and blocks, in the order of reading. */
  readonly order: number
}

/** Where sshd gives up, and what it prints. */
export interface Refusal {
  /** The file as sshd names it; absent for what no line is to blame for. */
  file?: string
  /** Line number as sshd counts, which a NUL byte shifts. */
  line?: number
  /** What sshd prints, one string a line. */
  messages: readonly string[]
  source?: Source
  node?: Directive | Match
}

/** The configuration of sshd, with what only sshd has. */
export interface SshdConfig extends Config {
  readonly target: Target
  readonly host: Host
  /** How all files were read: UTF-8, or one character for each byte where one of them is not UTF-8. */
  readonly encoding: Encoding
  readonly settings: readonly SshdSetting[]
  readonly guards: readonly SshdGuard[]
  /** Where, in the order of reading, a file includes its own pattern: there sshd gives up at each connection. */
  readonly endless: number | undefined
  /** The first thing that keeps sshd from starting; absent where it starts. */
  readonly refusal: Refusal | undefined
  effective(holds: (guard: Guard) => boolean, list?: readonly Guard[]): SshdEffective
}

/** What a connection gets, typed by keyword. */
export interface SshdEffective {
  get<K extends Keyword>(keyword: K): SshdEffectiveSetting<ValueOf<K>>
  get(keyword: string): EffectiveSetting
}

export interface SshdEffectiveSetting<V extends Value = Value> extends EffectiveSetting {
  value: V | Unknown
}
