import { withoutHashes } from '../host/hashes.ts'

/** Characters that JSON may hold as they are, and that terminals obey, or that hide or turn around what is around them. */
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu

/** A value as JSON that any terminal can show, without password hashes. */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(
    value,
    (_, part) => (typeof part === 'string' ? withoutHashes(part) : part),
    indent,
  )
  return text.replace(UNSAFE, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}
