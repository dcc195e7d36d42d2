import { hash } from 'node:crypto'

/** A short text that is the same only for the same content. */
export function digest(content: Uint8Array | string): string {
  return hash('sha256', content, 'base64')
}
