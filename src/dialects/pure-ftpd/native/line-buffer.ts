import { type Encoding, encodeText } from '../../../syntax/bytes.ts'
import { isSpace } from '../../../syntax/pure-ftpd-lines.ts'

/**
 * The buffer into which the daemon reads line after line. It matters for one message only: the place of
 * the last mismatch is not forgotten between lines, so an unknown name is reported from that place on,
 * and what stands there can be the rest of an earlier, longer line.
 */
export class LineBuffer {
  readonly #bytes: Uint8Array
  readonly #encoding: Encoding

  /** `units`: how long the text is in UTF-16 units; no more of the buffer is needed than its bytes take. */
  constructor(encoding: Encoding, units: number) {
    this.#bytes = new Uint8Array(Math.min(65_536, units * 3 + 1))
    this.#encoding = encoding
  }

  /** Reads a line as fgets(3) does, and cuts its trailing white space off. */
  write(line: string): void {
    const bytes = encodeText(line, this.#encoding).subarray(0, 65_535)
    this.#bytes.set(bytes)
    this.#bytes[bytes.length] = 0
    let end = bytes.indexOf(0)
    if (end === -1) end = bytes.length
    while (end > 0 && isSpace(this.#bytes[end - 1] ?? 0)) this.#bytes[--end] = 0
  }

  /** The string that begins at an offset; empty where a NUL stands there. */
  from(offset: number): string {
    const end = this.#bytes.indexOf(0, offset)
    const bytes = this.#bytes.subarray(offset, end === -1 ? undefined : end)
    return this.#encoding === 'utf-8'
      ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
      : Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  }
}
