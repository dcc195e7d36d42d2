import type { Encoding } from '../../syntax/bytes.ts'

/** The longest message that sshd logs, in bytes. */
const LONGEST = 1023

/**
 * A message as sshd prints it on stderr: bytes that are not plain ASCII become octal (strnvis(3) with VIS_SAFE
 * and VIS_OCTAL), a backslash is doubled, and the end is cut off.
 * @param encoding how the file was read that parts of the message come from
 */
export function logged(message: string, encoding: Encoding): string {
  if (message.length < LONGEST && /^[ !-[\]-~]*$/.test(message)) return message
  const bytes = encoding === 'utf-8' ? new TextEncoder().encode(message) : latin1Bytes(message)
  let printed = ''
  for (const byte of bytes.subarray(0, LONGEST)) {
    const next = visible(byte)
    if (printed.length + next.length > LONGEST) break
    printed += next
  }
  return printed
}

function visible(byte: number): string {
  if (byte === 0x5c) return '\\\\'
  const safe = byte === 0x07 || byte === 0x08 || byte === 0x09 || byte === 0x0a || byte === 0x0d
  if (safe || (byte >= 0x20 && byte < 0x7f)) return String.fromCharCode(byte)
  return `\\${byte.toString(8).padStart(3, '0')}`
}

function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text.slice(0, LONGEST + 1), (character) => character.charCodeAt(0))
}
