import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** So much is kept in memory, in bytes; what is more goes to a temporary file. */
const MOST_IN_MEMORY = 32 * 1024 * 1024

/** Texts by number. Very many of them take no more memory than some. */
export class TextStore {
  readonly #texts: (Buffer | undefined)[] = []
  readonly #places: { at: number; length: number }[] = []
  readonly #most: number
  #inMemory = 0
  #file: number | undefined
  #end = 0

  constructor(most = MOST_IN_MEMORY) {
    this.#most = most
  }

  get size(): number {
    return this.#places.length
  }

  /** Gives the number of the text. */
  add(text: string): number {
    const bytes = Buffer.from(text)
    const fits = this.#inMemory + bytes.length <= this.#most
    if (fits) this.#inMemory += bytes.length
    this.#texts.push(fits ? bytes : undefined)
    this.#places.push(fits ? { at: 0, length: 0 } : this.#write(bytes))
    return this.#places.length - 1
  }

  get(number: number): string {
    const kept = this.#texts[number]
    if (kept) return kept.toString()
    const place = this.#places[number]
    if (!place || this.#file === undefined) return ''
    const bytes = Buffer.allocUnsafe(place.length)
    readSync(this.#file, bytes, 0, place.length, place.at)
    return bytes.toString()
  }

  close(): void {
    if (this.#file === undefined) return
    ftruncateSync(this.#file)
    closeSync(this.#file)
    this.#file = undefined
  }

  #write(bytes: Buffer): { at: number; length: number } {
    this.#file ??= withoutName()
    const at = this.#end
    for (let from = 0; from < bytes.length; )
      from += writeSync(this.#file, bytes, from, bytes.length - from, at + from)
    this.#end += bytes.length
    return { at, length: bytes.length }
  }
}

/** A file that is gone when this process is. */
function withoutName(): number {
  const directory = mkdtempSync(join(tmpdir(), 'conflint-'))
  try {
    return openSync(join(directory, 'found'), 'w+', 0o600)
  } finally {
    rmSync(directory, { recursive: true })
  }
}
