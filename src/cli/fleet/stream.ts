import { resolve } from 'node:path'
import { usageFailure } from '../failure.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** So much is written at once, in UTF-16 units. */
const PIECE = 64 * 1024

/** And nobody waits longer than this for what is known. */
const SOON_IN_MS = 50

/** Where a report goes piece by piece. */
export class Stream {
  readonly #file: string | undefined
  readonly #terminal: Terminal
  #waiting = ''
  #begun = false
  #soon: ReturnType<typeof setTimeout> | undefined

  constructor(file: string | undefined, terminal: Terminal) {
    this.#file = file
    this.#terminal = terminal
  }

  /** Whether something went out. */
  write(text: string): boolean {
    this.#waiting += text
    if (this.#waiting.length < PIECE) {
      this.#soon ??= setTimeout(() => this.#flush(), SOON_IN_MS)
      return false
    }
    this.#flush()
    return true
  }

  end(): void {
    clearTimeout(this.#soon)
    if (this.#waiting !== '' || (!this.#begun && this.#file !== undefined)) this.#flush()
  }

  #flush(): void {
    const text = this.#waiting
    this.#waiting = ''
    clearTimeout(this.#soon)
    this.#soon = undefined
    if (this.#file === undefined) {
      this.#terminal.out(text)
      return
    }
    const path = resolve(this.#terminal.directory, this.#file)
    try {
      if (this.#begun) this.#terminal.append(path, text)
      else this.#terminal.write(path, text)
      this.#begun = true
    } catch (error) {
      throw usageFailure(
        `the report cannot be written to ${this.#file} (${error instanceof Error ? error.message : error})`,
      )
    }
  }
}
