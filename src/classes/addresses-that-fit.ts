import { parseAddress } from './address-text.ts'

/** What may stand for the last `*`, at the beginning of a pattern or behind something; for others a `1` does. */
const beginnings = ['10.0.0', '10.0', '10', '2001:db8::', '2001:db8']
const ends = ['0.0.1', '0.1', '1', ':1', '0', '']

/** Patterns that are looked at, at most: these are names for people. */
const mostPatterns = 400

/**
 * Addresses for patterns such as `10.*` and `2001:db8:*`, one for each where there is one of a usual form: where
 * sshd looks up no names, the host of a client is its address as text.
 */
export function addressesThatFit(patterns: readonly string[]): string[] {
  const wanted = patterns.filter((pattern) => /^(?=.*[\da-f])(?=.*[*?])[\da-f.:*?]+$/i.test(pattern))
  return [...new Set(wanted)].slice(0, mostPatterns).flatMap((pattern) => addressFor(pattern) ?? [])
}

function addressFor(pattern: string): string | undefined {
  const pieces = pattern.toLowerCase().replaceAll('?', '1').split(/\*+/)
  const tail = pieces.length > 1 ? pieces.pop() : undefined
  const start = pieces.join('1')
  const fillings = tail === undefined ? [''] : start === '' ? beginnings : ends
  return fillings.map((filling) => start + filling + (tail ?? '')).find(parseAddress)
}
