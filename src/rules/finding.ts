import type { ConnectionClass } from '../classes/classes.ts'

/** A contradiction, with every place that takes part in it. The published form of the JSON report (version 1). */
export interface Finding {
  /** `sshd/max-auth-tries-below-agent-keys` */
  rule: string
  severity: Severity
  confidence: Confidence
  /** One sentence: what will happen, to whom. */
  message: string
  /** The host that the file belongs to, where it was read from a snapshot; `file` then begins with it. */
  host?: string
  file: string
  range: Range
  /** Never empty: a finding without evidence is none. */
  evidence: readonly [Evidence, ...Evidence[]]
  /** The connections concerned, where not all are. */
  scope?: Scope
  /** How many further classes of connections the same lines concern; absent where there are none. */
  furtherClasses?: number
  fixes: readonly Fix[]
  url?: string
  /** The versions of the daemon for which it holds, where it does not hold for all. */
  versions?: Versions
}

/** For which versions of the daemon a finding holds. */
export interface Versions {
  /** Of several versions that it was judged for, those for which it holds, and the others; oldest first. */
  holds?: readonly string[]
  holdsNot?: readonly string[]
  /** The first release for which it holds. */
  since?: string
  /** The first release after that for which it does not hold any more. */
  before?: string
}

export type Severity = 'error' | 'warning' | 'info'
export type Confidence = 'certain' | 'likely' | 'possible'

/** From 1; columns count UTF-16 units. */
export interface Point {
  line: number
  column: number
}
export interface Range {
  start: Point
  end: Point
}

export interface Evidence {
  keyword: string
  value: string
  file?: string
  line?: number
  origin: 'line' | 'default' | 'fact'
  /** What this contributes to the contradiction. */
  note?: string
}

export interface Scope {
  /** Conditions in words: `Group sftponly`, `not User alice`. */
  match: readonly string[]
  /** A connection that suffers. */
  witness: Record<string, string | string[]>
  /** The witness as `sshd -T -C` takes it. */
  spec: string
}

export interface Fix {
  title: string
  safe: boolean
  edits: readonly { file: string; range: Range; text: string }[]
}

/** A finding with what reports for people need beside the published form. */
export interface DetailedFinding extends Finding {
  title: string
  tags: readonly string[]
  /** What to change; `set` holds lines ready to paste. */
  remedies: readonly Remedy[]
  /** The range of each piece of evidence that is a line, in the order of `evidence`. */
  evidenceRanges: readonly (Range | undefined)[]
  /** Further classes of connections with the same evidence; 0 where there are none. */
  furtherClasses: number
  /** Accounts concerned, where facts name them. */
  accounts: readonly string[]
  /** The keyword that was meant in all likelihood, where the one that stands there is none. */
  meant?: string
  /** Whose behaviour and defaults it speaks of, where that is not what the configuration was judged for. */
  daemon?: string
  /** The connections concerned, as the configuration tells them apart; absent in laws of the file. */
  connectionClass?: ConnectionClass
}

export interface Remedy {
  title: string
  /** A paragraph, where a line is not enough. */
  text?: string
  /** Keyword to value; `{quantity}` in a value stands for what the finding is about. */
  set?: Readonly<Record<string, string | number | readonly string[]>>
  /** Whom `set` is for: the block that the finding is about (where this is absent), or everybody. */
  for?: 'everybody'
  /** Lines to take away; `the block`: the Match line that a law complains of, with all that belongs to it. */
  remove?: LineChoice | 'the block'
  /** Lines to put before the first block, so that they hold for everybody. */
  move?: LineChoice
  /** The keyword of the line becomes the one that was meant in all likelihood. */
  respell?: true
  /** A piece of text to replace in the arguments of lines. */
  replace?: { in: LineChoice; from: string; to: string }
  /** Whether conflint may do it by itself; unsafe where it changes what somebody may have meant. Absent: left to people. */
  fix?: 'safe' | 'unsafe'
}

/** Lines of a finding: those with these keywords; the one that it stands at; all but those that open blocks. */
export type LineChoice = readonly string[] | 'the line' | 'all lines'
