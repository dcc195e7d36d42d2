import type { Host, ReadFailure } from '../../../host/host.ts'
import type { Encoding } from '../../../syntax/bytes.ts'
import type { Argument, Comment, Directive, Match } from '../../../syntax/nodes.ts'
import { ConfigurationText } from '../../configuration-text.ts'
import type { Place, Problem, Source, Value } from '../../dialect.ts'
import type { Refusal, SshdGuard, SshdSetting } from '../config.ts'
import { logged } from '../daemon-text.ts'
import { type Vocabulary, vocabulary } from '../keywords/lookup.ts'
import type { Target } from '../releases.ts'
import type { TemplateUse } from './templates.ts'

/** What is gathered while the files are read in the order of the daemon. */
export interface Reading {
  readonly host: Host
  readonly target: Target
  readonly words: Vocabulary
  readonly sources: Source[]
  readonly settings: SshdSetting[]
  readonly guards: SshdGuard[]
  readonly problems: Problem[]
  /** Values that counted at startup so far, by keyword. */
  readonly counted: Map<string, Value[]>
  refusal: Refusal | undefined
  /** Files read so far; bounded, because files may include one another many times over. */
  files: number
  readonly texts: ConfigurationText
  readonly parsed: Map<string, Source | ReadFailure>
  /** Counts settings, blocks and what else happens, in the order of reading. */
  events: number
  /** What each pattern of an Include line gave so far, as the daemon remembers it. */
  readonly included: Map<string, string[]>
  /** Patterns whose files are being read. */
  readonly patterns: Set<string>
  /** A file included its own pattern: the daemon starts, but reads on for ever for each connection. */
  reentered: number | undefined
  /** The daemon gave up because files include one another too deeply. */
  tooDeep: boolean
  /** How files are read; `latin1` once one of them turned out not to be UTF-8. */
  encoding: Encoding
}

/** Where reading stands in one file. */
export interface FileState {
  readonly source: Source
  /** The block that is open: that of the Include line at first, then the last Match of this file. */
  guard: SshdGuard | undefined
  /** The block that the Include line of this file stands in. */
  readonly outer: SshdGuard | undefined
  readonly depth: number
  /** Comments that name intents for the block of the Match line right below. */
  readonly ahead: IntentComment[]
}

/** A comment that names intents. */
export interface IntentComment {
  node: Comment
  names: readonly string[]
  line: number
}

export interface LinePlace extends Place {
  source: Source
  node: Directive | Match
  /** `FILE line N` as the daemon says it. */
  where: string
  line: number
  template: TemplateUse
}

export function startReading(host: Host, target: Target, encoding: Encoding): Reading {
  return {
    host,
    target,
    words: vocabulary(target),
    sources: [],
    settings: [],
    guards: [],
    problems: [],
    counted: new Map(),
    refusal: undefined,
    files: 0,
    texts: new ConfigurationText(),
    parsed: new Map(),
    events: 0,
    included: new Map(),
    patterns: new Set(),
    reentered: undefined,
    tooDeep: false,
    encoding,
  }
}

/**
 * Notes the first thing that keeps the daemon from starting, and returns the messages as the daemon prints
 * them.
 */
export function refuseAt(reading: Reading, place: LinePlace, messages: readonly string[]): readonly string[] {
  const { source, line, node } = place
  const printed = messages.map((message) => logged(message, reading.encoding))
  reading.refusal ??= { file: source.path, line, messages: printed, source, node }
  return printed
}

/** The lines of a block are inactive at startup, where only their form is checked. */
export function isInactive(state: FileState): boolean {
  return state.guard !== undefined && !state.guard.startup
}

/** The place of a line, without what only reading needs. */
export function spot({ source, node }: LinePlace) {
  return { source, node }
}

/** The arguments as written, parted by single blanks. */
export function textOf(words: readonly Argument[]): string {
  return words
    .map(({ raw }) => raw.text)
    .filter((text) => text !== '')
    .join(' ')
}
