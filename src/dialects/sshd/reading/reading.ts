import type { Host, ReadFailure } from '../../../host/host.ts'
import type { Argument, Directive, Match } from '../../../syntax/nodes.ts'
import type { Place, Problem, Source, Value } from '../../dialect.ts'
import type { Refusal, SshdGuard, SshdSetting } from '../config.ts'
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
  readonly parsed: Map<string, Source | ReadFailure>
}

/** Where reading stands in one file. */
export interface FileState {
  readonly source: Source
  /** The block that is open: that of the Include line at first, then the last Match of this file. */
  guard: SshdGuard | undefined
  /** The block that the Include line of this file stands in. */
  readonly outer: SshdGuard | undefined
  readonly depth: number
}

export interface LinePlace extends Place {
  source: Source
  node: Directive | Match
  /** `FILE line N` as the daemon says it. */
  where: string
  line: number
  template: TemplateUse
}

export function startReading(host: Host, target: Target): Reading {
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
    parsed: new Map(),
  }
}

/** Notes the first thing that keeps the daemon from starting. */
export function refuseAt(reading: Reading, place: LinePlace, messages: readonly string[]): void {
  const { source, line, node } = place
  reading.refusal ??= { file: source.path, line, messages, source, node }
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
