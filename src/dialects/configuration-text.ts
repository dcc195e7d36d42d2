import { type Host, isFailure, type ReadFailure } from '../host/host.ts'
import { demandPermission, Unreadable } from '../host/unreadable.ts'
import { type DecodedText, decodeBytes, type Encoding } from '../syntax/bytes.ts'

/** In lines, and in characters. People write some hundred lines, programs some thousand. */
const MOST_LINES = 250_000
const MOST_TEXT = 4 * 1024 * 1024

/** @throws Unreadable where a text is a private key or a certificate, which no report may repeat */
export function demandNoKey(text: string, path: string): void {
  if (/^\s*-----BEGIN /.test(text))
    throw new Unreadable(`${path} is a key or a certificate, and no configuration`)
}

/** Reads the files of one configuration as text. */
export class ConfigurationText {
  #files = 0
  #lines = 0
  #text = 0

  /** @throws Unreadable where conflint has no permission, where the file is a key, or where there is too much to judge */
  read(path: string, host: Host, encoding?: Encoding): DecodedText | ReadFailure {
    const bytes = host.read(path)
    if (isFailure(bytes)) {
      demandPermission(bytes)
      return bytes
    }
    const decoded = decodeBytes(bytes, encoding)
    demandNoKey(decoded.text, path)
    this.count(decoded.text, path)
    return decoded
  }

  /**
   * Each reading counts, for files may include one another many times over.
   * @throws Unreadable where there is more than can be judged in bounded time and memory
   */
  count(text: string, path: string): void {
    this.#files++
    this.#text += text.length
    if (this.#text > MOST_TEXT) this.#giveUp(path, `${MOST_TEXT >> 20} MiB of text`)
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#lines++
    if (this.#lines > MOST_LINES) this.#giveUp(path, `${MOST_LINES} lines`)
  }

  #giveUp(path: string, most: string): never {
    const what = this.#files === 1 ? `${path} has` : `${path} and what is read before it have`
    throw new Unreadable(`${what} more than ${most}, more than conflint reads`)
  }
}
