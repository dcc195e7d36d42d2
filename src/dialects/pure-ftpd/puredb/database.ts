import { type VirtualAccount, virtualAccount } from './record.ts'

/** The records of a database in the order in which the daemon finds equal logins, or why it cannot use the file. */
export type Database = { accounts: readonly VirtualAccount[] } | { broken: BrokenDatabase }

/** `too-short`, `not-a-database`: the daemon ends every session with 421. `damaged`: it finds some logins, not others. */
export type BrokenDatabase = 'too-short' | 'not-a-database' | 'damaged'

const MAGIC = 'PDB2'
const BUCKETS = 256
/** Magic, then one offset for each bucket and one for their end (puredb_read.c). */
const HEADER = 4 + (BUCKETS + 1) * 4
const EMPTY_BUCKET = 4

/** Reads the binary database that `pure-pw mkdb` makes. Bounded by the size of the file; never throws. */
export function readDatabase(bytes: Uint8Array): Database {
  if (bytes.length < HEADER) {
    return { broken: bytes.length >= 4 && magicOf(bytes) !== MAGIC ? 'not-a-database' : 'too-short' }
  }
  if (magicOf(bytes) !== MAGIC) return { broken: 'not-a-database' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: { position: number; account: VirtualAccount }[] = []
  let bytesLeft = bytes.length
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const start = view.getUint32(4 + bucket * 4)
    const end = view.getUint32(8 + bucket * 4)
    if (end < start || end > bytes.length) return { broken: 'damaged' }
    if (end - start === EMPTY_BUCKET) continue
    if ((end - start) % 8 !== 0) return { broken: 'damaged' }
    for (let entry = start; entry < end; entry += 8) {
      const position = view.getUint32(entry + 4)
      const record = readRecord(view, position)
      if (!record || hashOf(record.key) !== view.getUint32(entry)) return { broken: 'damaged' }
      bytesLeft -= record.size + 8
      if (bytesLeft < 0) return { broken: 'damaged' }
      found.push({ position, account: virtualAccount(textOf(record.key), textOf(record.value)) })
    }
  }
  found.sort((a, b) => a.position - b.position)
  return { accounts: found.map(({ account }) => account) }
}

/** The hash by which the daemon looks a login up (puredb_read.c, puredb_hash). */
export function hashOf(key: Uint8Array): number {
  let hash = 5381
  for (let index = key.length - 1; index >= 0; index--) {
    hash = (((hash + (hash << 5)) >>> 0) ^ (key[index] ?? 0)) >>> 0
  }
  return hash
}

function magicOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 4))
}

function readRecord(
  view: DataView,
  position: number,
): { key: Uint8Array; value: Uint8Array; size: number } | undefined {
  const key = readString(view, position)
  const value = key && readString(view, position + 4 + key.length)
  return key && value && { key, value, size: 8 + key.length + value.length }
}

function readString(view: DataView, position: number): Uint8Array | undefined {
  if (position + 4 > view.byteLength) return undefined
  const length = view.getUint32(position)
  if (position + 4 + length > view.byteLength) return undefined
  return new Uint8Array(view.buffer, view.byteOffset + position + 4, length)
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}
