import { UNKNOWN, type Unknown } from '../host/host.ts'

/** Kleene's three values: what nobody told us is neither true nor false. */
export type Truth = boolean | Unknown

/** True when all are true, false when one is false. */
export function and(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes(UNKNOWN) ? UNKNOWN : true
}

/** True when one is true, false when all are false. */
export function or(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.includes(UNKNOWN) ? UNKNOWN : false
}

export function negate(truth: Truth): Truth {
  return truth === UNKNOWN ? UNKNOWN : !truth
}
