import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Value } from '../../dialect.ts'

/** The members of a list value; a single word is a list of one. */
export function wordsOf(value: Value | Unknown): readonly string[] | Unknown {
  if (value === UNKNOWN) return UNKNOWN
  if (Array.isArray(value)) return value
  return typeof value === 'object' ? UNKNOWN : [String(value)]
}

/** A text value; unknown where it is no text. */
export function textOf(value: Value | Unknown): string | Unknown {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : UNKNOWN
}
