import { type Host, isFailure, type ReadFailure } from '../../../host/host.ts'
import { decodeBytes } from '../../../syntax/bytes.ts'
import type { Directive, Match, Line as SyntaxLine } from '../../../syntax/nodes.ts'
import { parseSshd } from '../../../syntax/sshd.ts'
import type { Place, Problem, Source, Value } from '../../dialect.ts'
import type { Refusal, SshdGuard, SshdSetting } from '../config.ts'
import { type Vocabulary, vocabulary } from '../keywords/lookup.ts'
import { at, type Target } from '../releases.ts'
import { readComment, readDirective } from './directive.ts'
import { type TemplateUse, templateUses } from './templates.ts'

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
  /** A Match line stood in this file already. */
  blocks: boolean
}

export interface LinePlace extends Place {
  source: Source
  node: Directive | Match
  /** `FILE line N` as the daemon says it. */
  where: string
  line: number
  template: TemplateUse
}

const DEEPEST = 16
const MOST_FILES = 20_000

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

/** Loads and cuts up a file once; later inclusions of the same path read the same tree again. */
export function loadSource(reading: Reading, path: string): Source | ReadFailure {
  const known = reading.parsed.get(path)
  if (known) return known
  const bytes = reading.host.read(path)
  const directory = isFailure(bytes) && bytes.failure === 'directory'
  if (isFailure(bytes) && !directory) {
    reading.parsed.set(path, bytes)
    return bytes
  }
  // fopen(3) opens a directory, and reading it gives nothing.
  const text = isFailure(bytes) ? '' : decodeBytes(bytes).text
  const source: Source = { path, text, root: parseSshd(text, { openssh: lexerVersion(reading.target) }) }
  reading.parsed.set(path, source)
  reading.sources.push(source)
  return source
}

function lexerVersion(target: Target): string {
  return target.version
}

/** Reads one file, line by line, and what it includes. `by` is the Include line. */
export function readFile(
  reading: Reading,
  path: string,
  outer: SshdGuard | undefined,
  depth: number,
  by: LinePlace | undefined,
): void {
  const source = loadSource(reading, path)
  if (isFailure(source)) return failToRead(reading, path, source, by)
  if (depth > DEEPEST || ++reading.files > MOST_FILES) return failTooDeep(reading, by)
  const state: FileState = { source, guard: outer, outer, depth, blocks: false }
  const templates = templateUses(source.root, source.text)
  source.root.children.forEach((node, index) => {
    readLine(reading, state, node, index + 1, templates?.[index] ?? 'none')
  })
}

function readLine(reading: Reading, state: FileState, node: SyntaxLine, line: number, template: TemplateUse) {
  if (node.type === 'blank' || template === 'control') return
  if (node.type === 'comment') return readComment(reading, state, node)
  const { source } = state
  readDirective(reading, state, {
    source,
    node,
    where: `${source.path} line ${line}`,
    line,
    template,
  })
}

/** Notes the first thing that keeps the daemon from starting. */
export function refuseAt(reading: Reading, place: LinePlace | undefined, messages: readonly string[]): void {
  reading.refusal ??= place
    ? { file: place.source.path, line: place.line, messages, source: place.source, node: place.node }
    : { messages }
}

function failToRead(reading: Reading, path: string, failure: ReadFailure, by: LinePlace | undefined) {
  const daemon = `${path}: ${failure.failure === 'missing' ? 'No such file or directory' : failure.reason}`
  reading.refusal ??= { file: path, messages: [daemon] }
  if (by) {
    reading.problems.push({
      source: by.source,
      node: by.node,
      rule: 'sshd/unreadable-file',
      message: `sshd does not start: it cannot read ${path} (${failure.reason}).`,
      daemon,
      refused: true,
    })
  }
}

function failTooDeep(reading: Reading, by: LinePlace | undefined) {
  const daemon = 'Too many recursive configuration includes'
  reading.refusal ??= { messages: [daemon] }
  const told = reading.problems.some(
    ({ rule, node }) => rule === 'sshd/include-too-deep' && node === by?.node,
  )
  if (!by || told) return
  reading.problems.push({
    source: by.source,
    node: by.node,
    rule: 'sshd/include-too-deep',
    message: 'sshd does not start: files include one another more than 16 levels deep.',
    daemon,
    refused: true,
  })
}

/** True in the releases (8.2 and 8.3) that forgot the Match blocks of files included outside any block. */
export function forgetsIncludedBlocks(target: Target): boolean {
  return target.release < at('8.4')
}
