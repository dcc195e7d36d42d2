import { type Host, isFailure, type ReadFailure } from '../../../host/host.ts'
import { parsePureFtpd } from '../../../syntax/pure-ftpd.ts'
import { utf8Bytes } from '../../../syntax/pure-ftpd-lines.ts'
import { ConfigurationText } from '../../configuration-text.ts'
import type { PureFtpdSource } from '../reading.ts'

/** The files that the daemon opens, each read once. */
export class SourceFiles {
  readonly #host: Host
  readonly #directory: string
  readonly #files = new Map<string, PureFtpdSource>()
  readonly #texts = new ConfigurationText()

  /** @param directory the working directory of the daemon */
  constructor(host: Host, directory: string) {
    this.#host = host
    this.#directory = directory
  }

  read(path: string): PureFtpdSource | ReadFailure {
    const absolute = this.#absolute(path)
    const known = this.#files.get(absolute)
    if (known) return known
    const read = this.#texts.read(absolute, this.#host)
    if (isFailure(read)) return read
    const { text, encoding } = read
    const bytesOf = encoding === 'utf-8' ? utf8Bytes : () => 1
    const source = { path: absolute, text, encoding, root: parsePureFtpd(text, { bytesOf }) }
    this.#files.set(absolute, source)
    return source
  }

  /** Whether stat(2) finds no such file. */
  isMissing(path: string): boolean {
    const found = this.read(path)
    if (isFailure(found) && found.failure === 'missing') return true
    return this.#host.file(this.#absolute(path)) === 'missing'
  }

  #absolute(path: string): string {
    return path.startsWith('/') ? path : `${this.#directory}/${path}`
  }
}
