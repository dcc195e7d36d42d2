import { asciiLowerCase } from '../../../syntax/ascii.ts'

/** Number parsing as the C library and OpenSSH's own functions do it. */

const INT_MAX = 2_147_483_647n
const LLONG_MAX = 9_223_372_036_854_775_807n

/** strtonum(3): a whole number in decimal, blanks and a sign before it allowed, or what is wrong. */
export function strtonum(
  text: string,
  min: bigint,
  max: bigint,
): bigint | 'invalid' | 'too small' | 'too large' {
  const parts = /^[ \t\n\v\f\r]*([+-]?)(\d+)$/.exec(text)
  if (!parts) return 'invalid'
  const [, sign, digits = ''] = parts
  const value = sign === '-' ? -toBigInt(digits) : toBigInt(digits)
  if (value < min) return 'too small'
  return value > max ? 'too large' : value
}

/** atoi_err of misc.c: 0 to 2147483647, or the daemon's word for what is wrong. */
export function integer(
  text: string | undefined,
): number | 'missing' | 'invalid' | 'too small' | 'too large' {
  if (text === undefined || text === '') return 'missing'
  const value = strtonum(text, 0n, INT_MAX)
  return typeof value === 'bigint' ? Number(value) : value
}

/** strtol(3) in base 8, as an int: what follows the digits is not looked at. `undefined` without digits. */
export function octalPrefix(text: string): number | undefined {
  const parts = /^[ \t\n\v\f\r]*([+-]?)([0-7]+)/.exec(text)
  if (!parts) return undefined
  const [, sign, digits = ''] = parts
  const value = toBigInt(digits, '0o')
  return toInt(clampToLong(sign === '-' ? -value : value))
}

/** strtol(3) in base 0 over the whole text: decimal, `0x` hexadecimal or `0` octal. */
export function wholeNumber(text: string): bigint | undefined {
  const parts = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.exec(text)
  if (!parts) return undefined
  const [, sign, digits = ''] = parts
  const value = /^0[0-7]/.test(digits) ? toBigInt(digits.slice(1), '0o') : BigInt(digits)
  return sign === '-' ? -value : value
}

/** sscanf(3) with `%d:%d:…`: as many numbers as the text begins with, each as an int. */
export function scanInts(text: string, most: number): number[] {
  const found: number[] = []
  let rest = text
  while (found.length < most) {
    const parts = /^[ \t\n\v\f\r]*([+-]?)(\d+)/.exec(rest)
    if (!parts) break
    const [all, sign, digits = ''] = parts
    const value = toBigInt(digits)
    found.push(toInt(clampToLong(sign === '-' ? -value : value)))
    rest = rest.slice(all.length)
    if (!rest.startsWith(':')) break
    rest = rest.slice(1)
  }
  return found
}

/** Long runs of digits cost quadratic time as a bigint, and mean the same as any number that is too large. */
function toBigInt(digits: string, prefix = ''): bigint {
  const significant = digits.replace(/^0+/, '')
  return significant.length > 40 ? LLONG_MAX * LLONG_MAX : BigInt(`${prefix}${significant || '0'}`)
}

function clampToLong(value: bigint): bigint {
  if (value > LLONG_MAX) return LLONG_MAX
  return value < -LLONG_MAX - 1n ? -LLONG_MAX - 1n : value
}

/** The conversion from long to int that C makes silently. */
export function toInt(value: bigint): number {
  return Number(BigInt.asIntN(32, value))
}

const SCALES = 'bkmgtpe'

/**
 * scan_scaled(3): bytes with an optional fraction and an optional unit; or the words of strerror(3).
 * @param precise since 10.4 no digits of the fraction are dropped
 */
export function scaledBytes(
  text: string,
  precise: boolean,
): bigint | 'Invalid argument' | 'Numerical result out of range' {
  const parts = /^[ \t\n\v\f\r]*([+-]?)([\d.]*)([\s\S]*)$/.exec(text)
  const [, sign = '', number = '', unit = ''] = parts ?? []
  const pieces = number.split('.')
  if (pieces.length > 2) return 'Invalid argument'
  const [wholeDigits = '', fractionDigits = ''] = pieces
  if (wholeDigits.length >= 20) return 'Numerical result out of range'
  const whole = toBigInt(wholeDigits)
  if (whole > LLONG_MAX) return 'Numerical result out of range'
  const signed = sign === '-' ? -whole : whole
  if (unit === '') return signed
  const scale = SCALES.indexOf(asciiLowerCase(unit.charAt(0)))
  if (scale === -1 || /^[0-9a-zA-Z]/.test(unit.slice(1))) return 'Invalid argument'
  const factor = 1024n ** BigInt(scale)
  if (signed > LLONG_MAX / factor || signed < -LLONG_MAX / factor) return 'Numerical result out of range'
  const fraction = fractionOf(fractionDigits.slice(0, 18), factor, precise)
  return signed * factor + (sign === '-' ? -fraction : fraction)
}

function fractionOf(digits: string, factor: bigint, precise: boolean): bigint {
  let fraction = toBigInt(digits)
  let places = digits.length
  while (!precise && fraction >= LLONG_MAX / factor) {
    fraction /= 10n
    places--
  }
  return (fraction * factor) / 10n ** BigInt(places)
}
