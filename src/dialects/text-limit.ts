import { BeyondLimit } from '../host/limit.ts'

/** In lines, and in characters. People write some hundred lines, programs some thousand. */
const MOST_LINES = 250_000
const MOST_TEXT = 4 * 1024 * 1024

/** How much text one configuration has so far: each reading counts, for files may include one another many times over. */
export class TextLimit {
  #files = 0
  #lines = 0
  #text = 0

  /** @throws BeyondLimit where there is more than can be judged in bounded time and memory */
  count(text: string, path: string): void {
    this.#files++
    this.#text += text.length
    if (this.#text > MOST_TEXT) this.#giveUp(path, `${MOST_TEXT >> 20} MiB of text`)
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#lines++
    if (this.#lines > MOST_LINES) this.#giveUp(path, `${MOST_LINES} lines`)
  }

  #giveUp(path: string, most: string): never {
    const what = this.#files === 1 ? `${path} has` : `${path} and what is read before it have`
    throw new BeyondLimit(`${what} more than ${most}, more than conflint reads`)
  }
}
