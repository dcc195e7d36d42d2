/**
 * Numbers as the C library of the daemon reads them. The option loop uses strtoul(3), strtol(3),
 * sscanf(3) and atoi(3), and each of them treats signs, leading zeros and overflow in its own way.
 */

/** The value that was read, and how many characters of the text it took; 0 where there is no number. */
export interface NumberRead {
  value: bigint
  length: number
}

const LARGEST_UNSIGNED = (1n << 64n) - 1n
const LARGEST_SIGNED = (1n << 63n) - 1n

/** strtoul(3) with 64 bits: base 0 takes a leading 0 for octal and 0x for hexadecimal. Overflow gives the largest value. */
export function strtoul(text: string, base: 0 | 8 | 10): NumberRead {
  const { negative, magnitude, length } = digitsOf(text, base)
  if (magnitude > LARGEST_UNSIGNED) return { value: LARGEST_UNSIGNED, length }
  return { value: negative ? BigInt.asUintN(64, -magnitude) : magnitude, length }
}

/** strtol(3) with 64 bits, base 10. Overflow gives the largest or smallest value. */
export function strtol(text: string): NumberRead {
  const { negative, magnitude, length } = digitsOf(text, 10)
  if (negative) return { value: magnitude > LARGEST_SIGNED ? -LARGEST_SIGNED - 1n : -magnitude, length }
  return { value: magnitude > LARGEST_SIGNED ? LARGEST_SIGNED : magnitude, length }
}

/** atoi(3) into a variable of so many bits, which keeps only the lower ones. */
export function atoi(text: string, bits: 8 | 32): number {
  return Number(BigInt.asIntN(bits, strtol(text).value))
}

/** sscanf(3) with `%u:%u` (32 bits) or `%llu:%llu` (64 bits); `undefined` where not both are found. */
export function scanPair(text: string, bits: 32 | 64): readonly [bigint, bigint] | undefined {
  const first = strtoul(text, 10)
  if (first.length === 0 || text[first.length] !== ':') return undefined
  const second = strtoul(text.slice(first.length + 1), 10)
  if (second.length === 0) return undefined
  return [BigInt.asUintN(bits, first.value), BigInt.asUintN(bits, second.value)]
}

/** strtod(3), decimal notation only; `undefined` where something else follows, or nothing is there. */
export function strtod(text: string): number | undefined {
  return /^[ \t-\r]*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text.trim()) : undefined
}

const DIGITS = { 8: /^[0-7]+/, 10: /^[0-9]+/, 16: /^[0-9a-f]+/i } as const

function digitsOf(text: string, base: 0 | 8 | 10): { negative: boolean; magnitude: bigint; length: number } {
  const sign = /^[ \t-\r]*[+-]?/.exec(text)?.[0] ?? ''
  const rest = text.slice(sign.length)
  const negative = sign.endsWith('-')
  if (base === 0 && /^0x[0-9a-f]/i.test(rest)) {
    const digits = DIGITS[16].exec(rest.slice(2))?.[0] ?? ''
    return { negative, magnitude: BigInt(`0x${digits}`), length: sign.length + 2 + digits.length }
  }
  const radix = base === 0 ? (rest.startsWith('0') ? 8 : 10) : base
  const digits = DIGITS[radix].exec(rest)?.[0] ?? ''
  if (digits === '') return { negative, magnitude: 0n, length: 0 }
  const magnitude = BigInt(radix === 8 ? `0o${digits}` : digits)
  return { negative, magnitude, length: sign.length + digits.length }
}
