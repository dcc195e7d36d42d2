import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { LARGEST_FILE } from '../../host/live.ts'
import { statsOf } from '../reading/search.ts'
import { type LongRecord, type Record, Records } from './records.ts'

/** How much of a file is read at once, in bytes. */
const PIECE = 256 * 1024
/** How much of a file is looked at to find out whether it holds snapshots, where nobody says so. */
export const SEEN_FIRST = 256 * 1024
export const MARKER = '"conflint-snapshot"'

/**
 * The snapshots in a file; `undefined` where it holds none, or cannot be read.
 * @param seen how much of it is looked at to find that out
 */
export function recordsIn(path: string, seen: number): Iterable<Record | LongRecord> | undefined {
  // Whoever opens a pipe waits for the one who writes.
  if (!statsOf(path)?.isFile()) return undefined
  let file: number
  try {
    // Should a pipe have taken its place since, it is not waited for.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
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

/** Whether it is an object or an array of JSON, if it is JSON. */
export function beginsLikeJson(bytes: Buffer): boolean {
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
