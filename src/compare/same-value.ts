import type { Value } from '../dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../host/host.ts'

/** Unknown values are the same only where both are unknown: a template that stays as it is changes nothing. */
export function sameValue(one: Value | Unknown, other: Value | Unknown): boolean {
  if (one === UNKNOWN || other === UNKNOWN) return one === other
  return JSON.stringify(one) === JSON.stringify(other)
}
