/** How the bytes of a file were read as text, so that the same bytes can be written again. */
export type Encoding = 'utf-8' | 'latin1'

export interface DecodedText {
  text: string
  encoding: Encoding
}

/**
 * The text of a file, without any loss: UTF-8 where the bytes are valid UTF-8 (a byte order mark stays as
 * U+FEFF), otherwise one character for each byte. The daemons compare bytes, so nothing may be replaced.
 * @param wanted `latin1` reads byte by byte in any case
 */
export function decodeBytes(bytes: Uint8Array, wanted: Encoding = 'utf-8'): DecodedText {
  if (wanted === 'latin1') return { text: latin1(bytes), encoding: 'latin1' }
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      encoding: 'utf-8',
    }
  } catch {
    return { text: latin1(bytes), encoding: 'latin1' }
  }
}

/** A byte order mark of UTF-8 at the beginning of a text, however `decodeBytes` read it. */
export const BYTE_ORDER_MARK = /^(?:\uFEFF|\u00EF\u00BB\u00BF)/

/** The bytes of a text that `decodeBytes` returned. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)
  return bytes
}

/** `TextDecoder('latin1')` means windows-1252, which loses bytes; this does not. */
function latin1(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let start = 0; start < bytes.length; start += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + 8192)))
  }
  return pieces.join('')
}
