import { hashOf } from './database.ts'
import { readPasswdText } from './passwd-text.ts'

const MAGIC = [0x50, 0x44, 0x42, 0x32]
const BUCKETS = 256
const HEADER = 4 + (BUCKETS + 1) * 4
/** A bucket without entries holds the number of the next one. */
const EMPTY_BUCKET = 4

/** The database that `pure-pw mkdb` makes of a text, byte for byte (puredb_write.c). */
export function makeDatabase(text: string): Uint8Array {
  const encoder = new TextEncoder()
  const records = readPasswdText(text).accounts.map(({ login, record }) => {
    const key = encoder.encode(login)
    return { key, value: encoder.encode(record), hash: hashOf(key) }
  })
  const buckets = Array.from({ length: BUCKETS }, (_, low) =>
    records.filter(({ hash }) => (hash & 0xff) === low),
  )
  const sizes = buckets.map((bucket) => (bucket.length === 0 ? EMPTY_BUCKET : bucket.length * 8))
  const dataStart = HEADER + sizes.reduce((sum, size) => sum + size, 0)
  const positions = new Map<(typeof records)[number], number>()
  let end = dataStart
  for (const record of records) {
    positions.set(record, end)
    end += 8 + record.key.length + record.value.length
  }
  const bytes = new Uint8Array(end)
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  let offset = HEADER
  for (const [index, bucket] of buckets.entries()) {
    view.setUint32(4 + index * 4, offset)
    if (bucket.length === 0) view.setUint32(offset, index + 1)
    const sorted = bucket.toSorted(
      (a, b) => a.hash - b.hash || (positions.get(a) ?? 0) - (positions.get(b) ?? 0),
    )
    for (const [place, record] of sorted.entries()) {
      view.setUint32(offset + place * 8, record.hash)
      view.setUint32(offset + place * 8 + 4, positions.get(record) ?? 0)
    }
    offset += sizes[index] ?? 0
  }
  view.setUint32(4 + BUCKETS * 4, offset)
  for (const [{ key, value }, position] of positions) {
    view.setUint32(position, key.length)
    bytes.set(key, position + 4)
    view.setUint32(position + 4 + key.length, value.length)
    bytes.set(value, position + 8 + key.length)
  }
  return bytes
}
