import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LARGEST_FILE } from '../../host/live.ts'
import { STANDARD_INPUT } from '../inputs.ts'
import { configurationsIn } from '../search.ts'
import type { Terminal } from '../terminal.ts'
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
  const stats = statSync(path, { throwIfNoEntry: false })
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

const NAME = /\.(json|jsonl|ndjson)$/
const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn'])
const DEEPEST = 32

/** Where there is none in so many directories, there will be none. */
const MOST_DIRECTORIES = 20_000

/**
 * Files that may hold snapshots, relative to the directory, in the order of names. Links to directories are not followed.
 * @param walk how far it came, and whether one of them did hold snapshots
 */
function* filesBelow(
  directory: string,
  walk: { directories: number; found: boolean },
  below = '',
  depth = 0,
): Generator<string> {
  walk.directories += 1
  if (walk.directories > MOST_DIRECTORIES && !walk.found) return
  // Only what counts is kept: there may be very many.
  const names = entriesOf(join(directory, below)).flatMap((entry) =>
    entry.isDirectory()
      ? SKIPPED.has(entry.name)
        ? []
        : [`${entry.name}/`]
      : NAME.test(entry.name)
        ? [entry.name]
        : [],
  )
  for (const name of names.sort()) {
    const inside = join(below, name)
    if (!name.endsWith('/')) yield inside
    else if (depth < DEEPEST) yield* filesBelow(directory, walk, inside, depth + 1)
  }
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return []
  }
}

/** How much of a file is read at once, in bytes. */
const PIECE = 256 * 1024
/** How much of a file is looked at to find out whether it holds snapshots, where nobody says so. */
const SEEN_FIRST = 64 * 1024
const MARKER = '"conflint-snapshot"'

/**
 * The snapshots in a file; `undefined` where it holds none, or cannot be read.
 * @param seen how much of it is looked at to find that out
 */
function recordsIn(path: string, seen: number): Iterable<Record | LongRecord> | undefined {
  // Whoever opens a pipe waits for the one who writes.
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return undefined
  }
  const size = fstatSync(file).isFile() ? fstatSync(file).size : 0
  const first = readPiece(file, Math.min(size, Math.max(SEEN_FIRST, size > LARGEST_FILE ? PIECE : 0)))
  const whole =
    beginsLikeJson(first) && size <= LARGEST_FILE && (seen >= size || first.includes(MARKER))
      ? Buffer.concat([first, readPiece(file, size - first.length)])
      : first
  if (!beginsLikeJson(whole) || !whole.includes(MARKER)) {
    closeSync(file)
    return undefined
  }
  if (whole.length < size) return recordsInPieces(file, whole)
  closeSync(file)
  return holdsOne(whole) ? [{ bytes: whole, line: 1 }] : recordsOf([whole])
}

function beginsLikeJson(bytes: Buffer): boolean {
  const first = bytes.find((byte) => byte > 0x20 && ![0xef, 0xbb, 0xbf].includes(byte))
  return first === 0x7b || first === 0x5b
}

/** Whether all of it is one object that is printed over several lines: no further line begins like one. */
function holdsOne(bytes: Buffer): boolean {
  if (bytes[0] !== 0x7b || bytes.includes('\n{')) return false
  const newline = bytes.indexOf('\n')
  // More than one line, the first of which is complete: NDJSON, with something broken behind.
  return newline < 0 || newline >= bytes.length - 1 || bytes[newline - 1] !== 0x7d
}

function* recordsOf(pieces: Iterable<Buffer>): Generator<Record | LongRecord> {
  const records = new Records(LARGEST_FILE)
  for (const piece of pieces) yield* records.push(piece)
  yield* records.end()
}

function recordsInPieces(file: number, first: Buffer): Iterable<Record | LongRecord> {
  function* pieces(): Generator<Buffer> {
    yield first
    try {
      for (let piece = readPiece(file, PIECE); piece.length > 0; piece = readPiece(file, PIECE)) yield piece
    } finally {
      closeSync(file)
    }
  }
  return recordsOf(pieces())
}

function readPiece(file: number, length: number): Buffer {
  const piece = Buffer.allocUnsafe(Math.max(length, 0))
  let filled = 0
  while (filled < piece.length) {
    const read = readSync(file, piece, filled, piece.length - filled, null)
    if (read === 0) break
    filled += read
  }
  return piece.subarray(0, filled)
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
