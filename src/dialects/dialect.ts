import type { Position } from 'unist'
import type { Account, Host, Unknown } from '../host/host.ts'
import type { Comment, Directive, Match, Root } from '../syntax/nodes.ts'

/**
 * What every configuration language offers to the rest of conflint. To add a daemon is to add a
 * folder that offers this, and rule files.
 */
export interface Dialect {
  readonly name: DialectName
  /** The newest version of the daemon whose behaviour is known; judged for when nobody says otherwise. */
  readonly newest: string
  /**
   * How surely a file belongs to this dialect: 0 not at all, Infinity by its name or place, else how many of its lines
   * have a keyword that other files do not have.
   */
  detect(path: string, text: string): number
  /** All keywords by their canonical name, for rules, documentation and the rule schema. */
  readonly keywords: ReadonlyMap<string, KeywordFacts>
  /** Quantities that rules may ask for beside keywords, by name (lower case, with hyphens: `usable-methods`). */
  readonly quantities: ReadonlyMap<string, Quantity>
  /**
   * A set of connections by what they have in common: names of Match criteria in lower case, with their values.
   * Absent where the daemon does not tell connections apart.
   * @returns what is wrong, in a few words, where a criterion is not understood
   */
  connectionSet?(attributes: Readonly<Record<string, string>>): ConnectionSet | { fault: string }
  /** Reads the tree of files that starts at `entry` the way the daemon does. Never throws on any content. */
  resolve(entry: string, host: Host, options: ResolveOptions): Config
  /**
   * Blocks that hold for nobody whom the daemon lets in: what they set is of no account, besides to rules that look at these
   * keywords, by which it turns connections away, or which it obeys before.
   */
  turnedAway?(config: Config): { blocks: readonly Guard[]; besides: readonly string[] }
}

export type DialectName = 'sshd' | 'pure-ftpd'

export interface ResolveOptions {
  /** The version to judge for, such as `9.2` or `1.0.50`; the dialect's newest by default. */
  version?: string
  /** Who reads a pure-ftpd configuration; by default told by the layout. */
  reader?: 'native' | 'perl' | 'python' | 'debian'
  /** The optional parts that pure-ftpd was built with, such as `tls` or `mysql`; by default what Debian's packages have. */
  features?: readonly string[]
}

/** What the rest of conflint knows of a keyword. */
export interface KeywordFacts {
  name: string
  kind: ValueKind
  /** The words an `enum`, or a `flag`, may take. */
  values?: readonly string[]
  /** One line for people. */
  summary: string
  /** First version that knows the keyword, and the first one that does not know it any more. */
  since: string
  until?: string
}

/**
 * The kinds of value by which operators in rules are typed.
 * `flag`: `'yes' | 'no'`; `enum`: a word; `number`: seconds, counts, octal modes as numbers;
 * `text`: a string; `list`: strings; `structure`: anything else, only `set` and quantities look at it.
 */
export type ValueKind = 'flag' | 'enum' | 'number' | 'text' | 'list' | 'structure'

/** A value as rules and reports see it. Flags are `'yes'` and `'no'`; a keyword that is off or unset by default is `'none'` where the daemon says so. */
export type Value = string | number | readonly string[] | { readonly [field: string]: unknown }

/** Every setting of one daemon in the order in which the daemon reads it, includes spliced in. */
export interface Config {
  readonly dialect: DialectName
  /** The version it was read for. */
  readonly version: string
  /** The file, or directory, where reading began. */
  readonly entry: string
  /** Every file that took part, in the order of reading. */
  readonly sources: readonly Source[]
  /** Every setting that was read and understood, in order, whether it has effect or not. */
  readonly settings: readonly Setting[]
  /** The blocks that make settings conditional, in order; the unconditional guard is not among them. */
  readonly guards: readonly Guard[]
  /** What the laws of the file say: refused lines, ignored lines, includes that failed. In order. */
  readonly problems: readonly Problem[]
  /**
   * What a connection gets for which exactly those guards hold that `holds` says; the same as a list, where
   * there is one, spares looking at all the others.
   */
  effective(holds: (guard: Guard) => boolean, list?: readonly Guard[]): Effective
  /**
   * Whether the first block that holds gives a keyword its whole value, so that later ones change nothing.
   * Where this is not told, every block that holds may contribute.
   */
  firstBlockDecides?(keyword: string): boolean
  /** Keywords beside itself that have a say in the value of a keyword. */
  influences?(keyword: string): readonly string[]
  /** The keyword whose line, before all blocks, gives everybody a value of a keyword, where another one decides about it. */
  keywordToSet?(keyword: string, value: string): string
}

/** A file that was read. */
export interface Source {
  /** The absolute path by which the daemon reaches it. */
  path: string
  text: string
  root: Root
}

/** A place in a source that a finding can point at. */
export interface Place {
  source: Source
  node: Directive | Match | Comment | { position?: Position | undefined }
}

/** One keyword line as the daemon took it in. */
export interface Setting extends Place {
  /** Canonical name. */
  keyword: string
  /** Typed; unknown where a template leaves it open. */
  value: Value | Unknown
  /** The arguments as written, for people. */
  text: string
  /** The condition under which it counts; `undefined` for lines that always count. */
  guard: Guard | undefined
}

/** A condition on connections: all of its criteria hold. Made of one Match line, or of several nested ones through Include. */
export interface Guard {
  /** Position in `Config.guards`. */
  index: number
  criteria: readonly Criterion[]
  /** The Match lines that make it, outermost first. */
  lines: readonly Place[]
  /** The criteria as written, one string a criterion: `User alice,bob`. */
  text: readonly string[]
  /** False where a bug of that release keeps it from ever holding. */
  reachable?: boolean
}

/** Connections that meet all of these criteria. */
export type ConnectionSet = Pick<Guard, 'criteria' | 'text'>

/** One Match criterion, decoded for the version that was resolved. */
export type Criterion =
  | { kind: 'user' | 'group' | 'host' | 'rdomain'; patterns: PatternList }
  | { kind: 'address' | 'local-address'; networks: AddressList }
  | { kind: 'local-port'; port: number }
  | { kind: 'invalid-user' }
  /** Decided without a connection: `all` always, `version` by the version, a broken or templated one never. */
  | { kind: 'constant'; holds: boolean }

/**
 * Items in order; a matching negated item refuses, else one matching item is needed. Wildcards are `*` and `?`.
 * `bytes`: each character stands for a byte, because the files are not UTF-8.
 */
export type PatternList = readonly { negated: boolean; pattern: string; bytes?: true }[]

/** Items in order, as addr_match_list(3) reads them: networks, or wildcard patterns on the address as text. */
export type AddressList = readonly (
  | { negated: boolean; network: { address: readonly number[]; bits: number; scope?: string } }
  | { negated: boolean; pattern: string }
)[]

/** One client. An attribute that is absent matches no criterion on it. */
export interface Connection {
  user?: string
  /** All groups of the user, as names. */
  groups?: readonly string[]
  /** True where the user does not exist. */
  invalidUser?: boolean
  host?: string
  address?: string
  localAddress?: string
  localPort?: number
  rdomain?: string
}

/** What one connection, or class of connections, gets. */
export interface Effective {
  get(keyword: string): EffectiveSetting
}

export interface EffectiveSetting {
  keyword: string
  value: Value | Unknown
  /** The lines that make the value; empty where it is the default. */
  origins: readonly Setting[]
  /** Lines that were read for this connection and have no effect, and by which law. */
  losers: readonly { setting: Setting; law: Law; to: Setting | undefined }[]
}

/** Why a line lost. */
export type Law =
  | 'first-value-wins'
  | 'last-value-wins'
  | 'match-overrides-global'
  | 'match-replaces-list'
  | 'same-name-defined-before'
  | 'false-undoes-nothing'
  | 'last-of-group-wins'

/** A finding of the laws of the file, made by code, worded for people. */
export interface Problem extends Place {
  /** `sshd/unknown-keyword` and so on. */
  rule: string
  /** One sentence: what will happen, and what to change. */
  message: string
  /** What the daemon itself says, where it says anything. */
  daemon?: string
  /** The daemon does not start with this line. */
  refused: boolean
  /** Where this case weighs otherwise than the rule, or is less certain. */
  severity?: 'error' | 'warning' | 'info'
  confidence?: 'certain' | 'likely' | 'possible'
  /** The keyword that was meant in all likelihood, where the one that stands there is none. */
  meant?: string
  /** Further places that take part. */
  related?: readonly (Place & { note: string })[]
  /** Whom it concerns, where that is told apart: conditions in words, a connection, and that connection as `sshd -T -C` takes it. */
  concerns?: readonly { match: readonly string[]; witness: Connection; spec: string }[]
}

/**
 * Something that follows from several settings and facts, computed once and asked for by rules under
 * its name, like a keyword. What it reads becomes evidence.
 */
export interface Quantity {
  name: string
  kind: ValueKind
  values?: readonly string[]
  summary: string
  /** Keywords, and other quantities, that it may read; the engine tells connections apart by these. */
  reads: readonly string[]
  /** For a flag: a rule that demands `yes` is about connections that meet these criteria, and asked for them only. */
  only?: readonly Criterion[]
  /** True where the answer depends on the account (its home, its name): it is then asked for each known account of a class. */
  perAccount?: boolean
  /** True where the answer depends on which blocks hold, whatever they set: rules ask for it when all else holds. */
  perBlock?: boolean
  /** For a flag: blocks any of which gives it this value by holding; a rule that demands the other value is asked without them. */
  settledBy?: { block(guard: Guard): boolean; value: 'yes' | 'no' }
  compute(view: View): Value | Unknown
}

/** What a quantity sees of one connection class. Everything that is read through it is recorded as evidence. */
export interface View {
  /** The effective value of a keyword or of another quantity. */
  get(name: string): Value | Unknown
  /** The effective setting, with its origins. */
  setting(keyword: string): EffectiveSetting
  /** True where a line of the configuration, not the default, gives the value. */
  isSet(keyword: string): boolean
  /** The block of the line that gives a keyword its value; to be compared with other blocks, and with none. Records nothing. */
  block(keyword: string): object | undefined
  /** The same without recording: for what decides but is no part of the contradiction. */
  peek(name: string): Value | Unknown
  peekSetting(keyword: string): EffectiveSetting
  /** Takes a line as evidence that has no effect here and takes part all the same: one that lost, the Match line of another block. */
  line(line: CitedLine): void
  /** Reports a fact from outside the configuration as evidence. */
  fact(fact: Fact): void
  readonly host: Host
  readonly config: Config
  /** The blocks that tell these connections from others: each of `hold` applies, none of `fail` does. The rest sets nothing that the rule looks at. */
  readonly guards: { readonly hold: readonly Guard[]; readonly fail: readonly Guard[] }
  /** The account of the connection where facts give one; unknown otherwise. */
  readonly account: Account | Unknown
  readonly parameters: Parameters
}

/** A line as evidence: its keyword and arguments, and where it stands. */
export type CitedLine = Place & Pick<Setting, 'keyword' | 'text'>

/** Evidence that is not a line of the configuration. */
export interface Fact {
  keyword: string
  value: string
  file?: string
  line?: number
  note?: string
}

/** What the user tells about the clients. */
export interface Parameters {
  /** Keys that a client's agent offers. */
  agentKeys: number
  /** True where nobody told the version of the daemon: what only holds in the newest one is then not relied upon. */
  assumedVersion: boolean
}
