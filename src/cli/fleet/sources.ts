import { join, resolve } from 'node:path'
import { LARGEST_FILE } from '../../host/live.ts'
import { STANDARD_INPUT } from '../reading/inputs.ts'
import { configurationsIn, statsOf } from '../reading/search.ts'
import { filesBelow } from '../reading/snapshot-files.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { beginsLikeJson, MARKER, recordsIn, SEEN_FIRST } from './files.ts'
import { type LongRecord, type Record, Records } from './records.ts'

/** A snapshot, as it is written somewhere. */
export interface Written {
  bytes: Buffer
  /** The file that it is in, absolute. */
  path: string
  /** That file, for people. */
  given: string
  /** The line in which it begins, from 1. */
  line: number
}

/** What a path of the command line leads to: snapshots, what is too large for one, and whatever is none. */
export type Source =
  | { snapshot: Written }
  | { tooLong: Omit<Written, 'bytes'> }
  | { other: string; content?: Uint8Array }

/** Snapshots in files, in directories and on standard input, in the order of the paths; of each only what is needed is read. */
export async function* sourcesAt(paths: readonly string[], terminal: Terminal): AsyncGenerator<Source> {
  for (const given of paths) {
    if (given === STANDARD_INPUT) yield* onStandardInput(terminal)
    else yield* inPath(given, resolve(terminal.directory, given))
  }
}

async function* inPath(given: string, path: string): AsyncGenerator<Source> {
  const stats = statsOf(path)
  if (!stats?.isDirectory()) {
    const records = stats?.isFile() ? recordsIn(path, LARGEST_FILE) : undefined
    if (records) yield* written(records, path, given)
    else yield { other: given }
    return
  }
  const walk = { directories: 0, found: false }
  for (const name of filesBelow(path, walk)) {
    const records = recordsIn(join(path, name), SEEN_FIRST)
    if (!records) continue
    walk.found = true
    yield* written(records, join(path, name), join(given, name))
  }
  // A directory may hold configurations as well.
  if (!walk.found || (await holdsConfigurations(path))) yield { other: given }
}

async function holdsConfigurations(directory: string): Promise<boolean> {
  try {
    return (await configurationsIn(directory)).length > 0
  } catch {
    // Whoever reads it then says what is wrong.
    return true
  }
}

function* written(
  records: Iterable<Record | LongRecord>,
  path: string,
  given: string,
): Generator<Exclude<Source, { other: string }>> {
  for (const record of records)
    yield 'tooLong' in record
      ? { tooLong: { path, given, line: record.line } }
      : { snapshot: { ...record, path, given } }
}

/** What came from standard input, where that is no snapshot. */
export function contentOf(sources: readonly Source[]): Uint8Array | undefined {
  return sources.flatMap((source) => ('content' in source && source.content ? [source.content] : []))[0]
}

const STANDARD = '<stdin>'

async function* piecesFrom(terminal: Terminal): AsyncGenerator<Uint8Array> {
  if (terminal.pieces) yield* terminal.pieces()
  else yield await terminal.input()
}

async function* onStandardInput(terminal: Terminal): AsyncGenerator<Source> {
  const path = join(terminal.directory, STANDARD)
  const pieces = piecesFrom(terminal)[Symbol.asyncIterator]()
  let first = Buffer.alloc(0)
  let done = false
  // Snapshots say what they are, but not always at the beginning.
  while (!done && first.length <= LARGEST_FILE && !first.includes(MARKER)) {
    if (first.length > 0 && !beginsLikeJson(first)) break
    const next = await pieces.next()
    done = next.done === true
    if (!next.done) first = Buffer.concat([first, next.value])
  }
  if (!beginsLikeJson(first) || !first.includes(MARKER)) {
    while (!done && first.length <= LARGEST_FILE) {
      const next = await pieces.next()
      done = next.done === true
      if (!next.done) first = Buffer.concat([first, next.value])
    }
    yield { other: STANDARD_INPUT, content: first }
    return
  }
  const records = new Records(LARGEST_FILE)
  yield* written(records.push(first), path, STANDARD)
  while (!done) {
    const next = await pieces.next()
    done = next.done === true
    if (!next.done) yield* written(records.push(Buffer.from(next.value)), path, STANDARD)
  }
  yield* written(records.end(), path, STANDARD)
}
