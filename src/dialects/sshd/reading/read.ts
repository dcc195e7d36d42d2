import { isFailure, type ReadFailure, strerror } from '../../../host/host.ts'
import { Unreadable } from '../../../host/unreadable.ts'
import { encodeText } from '../../../syntax/bytes.ts'
import type { Line } from '../../../syntax/nodes.ts'
import { parseSshd } from '../../../syntax/sshd.ts'
import type { Source } from '../../dialect.ts'
import type { SshdGuard } from '../config.ts'
import * as problems from '../problems.ts'
import { at } from '../releases.ts'
import { readDirective } from './directive.ts'
import { readInclude } from './include.ts'
import { readComment, readIntentsAhead } from './intents.ts'
import { readMatch } from './match.ts'
import { type FileState, type LinePlace, type Reading, spot } from './reading.ts'
import { type TemplateUse, templateUses } from './templates.ts'

const DEEPEST = 16
const MOST_FILES = 20_000

/** Reads one file, line by line, and what it includes. `by` is the Include line. */
export function readFile(
  reading: Reading,
  path: string,
  outer: SshdGuard | undefined,
  depth: number,
  by?: LinePlace,
): void {
  // Once the daemon gave up, no file is read again: files that include one another would never end.
  if (reading.tooDeep && reading.parsed.has(path)) return
  const source = loadSource(reading, path)
  if (isFailure(source)) {
    failToRead(reading, path, source, by)
  } else if (depth > DEEPEST) {
    failTooDeep(reading, by)
  } else {
    const state: FileState = { source, guard: outer, outer, depth, ahead: [] }
    const templates = templateUses(source.root, source.text)
    refuseLongLines(reading, source)
    source.root.children.forEach((node, index) => {
      readLine(reading, state, node, index + 1, templates?.[index] ?? 'none')
    })
  }
}

function readLine(reading: Reading, state: FileState, node: Line, line: number, template: TemplateUse): void {
  if (node.type === 'blank') return
  if (node.type === 'comment') {
    if (template !== 'control') readComment(reading, state, node, line - 1)
    return
  }
  const { source } = state
  const place: LinePlace = { source, node, where: `${source.path} line ${line}`, line, template }
  if (template === 'control') {
    judgeLiterally(reading, state, place)
    return
  }
  const left = readDirective(reading, state, place)
  if (left === 'match') {
    readMatch(reading, state, place)
    readIntentsAhead(reading, state)
  }
  if (left === 'include') {
    readInclude(reading, place, (path) => readFile(reading, path, state.guard, state.depth + 1, place))
  }
}

/** Before 7.8 a line had to fit into 4096 bytes, its ending and a final NUL included. */
function refuseLongLines(reading: Reading, source: Source): void {
  if (reading.refusal || reading.target.release >= at('7.8')) return
  const lines = source.text.split('\n')
  const index = lines.findIndex(
    (line) => line.length >= 1365 && encodeText(line, reading.encoding).length >= 4094,
  )
  if (index !== -1) reading.refusal = { messages: [`${source.path} line ${index + 1} too long`] }
}

/** A line of template syntax says nothing of the configuration, but the daemon would refuse it as it stands. */
function judgeLiterally(reading: Reading, state: FileState, place: LinePlace): void {
  if (reading.refusal) return
  const counted = new Map([...reading.counted].map(([keyword, values]) => [keyword, [...values]]))
  const scratch = { ...reading, settings: [], problems: [], counted }
  readDirective(scratch, state, place)
  reading.refusal = scratch.refusal
}

/**
 * Loads and cuts up a file once; later inclusions of the same path read the same tree again, and count again:
 * sixteen levels of two Include lines each read 65,536 files.
 */
function loadSource(reading: Reading, path: string): Source | ReadFailure {
  reading.files++
  if (reading.files > MOST_FILES)
    throw new Unreadable(
      `${path} is one of more than ${MOST_FILES} files to include, more than conflint reads`,
    )
  const known = reading.parsed.get(path)
  if (known && !isFailure(known)) reading.texts.count(known.text, path)
  if (known) return known
  const read = reading.texts.read(path, reading.host, reading.encoding)
  if (isFailure(read) && read.failure !== 'directory') {
    reading.parsed.set(path, read)
    return read
  }
  // fopen(3) opens a directory, and reading it gives nothing.
  const { text, encoding } = isFailure(read) ? { text: '', encoding: reading.encoding } : read
  reading.encoding = encoding
  const source: Source = { path, text, root: parseSshd(text, { openssh: reading.target.version }) }
  reading.parsed.set(path, source)
  reading.sources.push(source)
  return source
}

function failToRead(reading: Reading, path: string, failure: ReadFailure, by: LinePlace | undefined): void {
  const daemon = `${path}: ${strerror(failure)}`
  reading.refusal ??= { file: path, messages: [daemon] }
  if (by) reading.problems.push(problems.unreadableFile(spot(by), path, failure.reason, daemon))
}

function failTooDeep(reading: Reading, by: LinePlace | undefined): void {
  const daemon = 'Too many recursive configuration includes'
  reading.refusal ??= { messages: [daemon] }
  reading.tooDeep = true
  const told = reading.problems.some(
    ({ rule, node }) => rule === 'sshd/include-too-deep' && node === by?.node,
  )
  if (by && !told) reading.problems.push(problems.includeTooDeep(spot(by), daemon))
}
