import { asciiLowerCase } from '../../../syntax/ascii.ts'
import { at } from '../releases.ts'
import { strtonum, toInt } from './numbers.ts'

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const INT_MAX = 2_147_483_647
const LONG_MAX = 9_223_372_036_854_775_807n

/** convtime of misc.c: a time such as `90`, `1h30m` in seconds; `undefined` where it is none. */
export function seconds(text: string, release: number): number | undefined {
  if (release >= at('10.3')) {
    const value = secondsWithFraction(text)
    return value === undefined || value > INT_MAX ? undefined : Math.trunc(value)
  }
  return release >= at('9.3') ? strictSeconds(text) : looseSeconds(text, release)
}

/** convtime_double, since 10.3: decimals for plain seconds, which may stand only once. */
export function secondsWithFraction(text: string): number | undefined {
  if (text === '') return undefined
  let total = 0
  let seconds = 0
  let rest = text
  while (rest !== '') {
    const [all, number = '', unit = ''] = /^([\d.]+)([^\d.]?)/.exec(rest) ?? []
    const factor = unit === '' ? 1 : UNITS[asciiLowerCase(unit)]
    if (all === undefined || factor === undefined || !/^(\d+\.?\d*|\.\d+)$/.test(number)) return undefined
    if (factor === 1 && ++seconds > 1) return undefined
    if (number.includes('.') && (factor > 1 || number.endsWith('.'))) return undefined
    const value = Number(number)
    if (!Number.isFinite(value)) return undefined
    total += value * factor
    rest = rest.slice(all.length)
  }
  return total
}

/** convtime up to 10.2: digits and units in any order and number. */
function strictSeconds(text: string): number | undefined {
  if (text === '') return undefined
  let total = 0
  for (const part of text.match(/\d*[^\d]?/g) ?? []) {
    if (part === '') continue
    const [, digits = '', unit = ''] = /^(\d*)([\s\S]?)$/.exec(part) ?? []
    const number = strtonum(digits, 0n, BigInt(INT_MAX))
    const factor = unit === '' ? 1 : UNITS[asciiLowerCase(unit)]
    if (typeof number !== 'bigint' || factor === undefined) return undefined
    total += Number(number) * factor
    if (total > INT_MAX) return undefined
  }
  return total
}

/**
 * convtime up to 9.2 reads with strtol, so that a sign and blanks pass; up to 8.4 in 64 bits, of which the
 * lower 32 count; and up to 8.2 the unit of one number stays for a later one without unit.
 */
function looseSeconds(text: string, release: number): number | undefined {
  const wide = release < at('8.5')
  const most = wide ? LONG_MAX : BigInt(INT_MAX)
  if (text === '') return undefined
  let total = 0n
  let factor = 1n
  let rest = text
  while (rest !== '') {
    const [all, sign, digits = '', unit = ''] = /^[ \t\n\v\f\r]*([+-]?)(\d+)([\s\S]?)/.exec(rest) ?? []
    if (all === undefined || digits.length > 30) return undefined
    let number = BigInt(digits)
    if (sign === '-') number = -number
    if (number < 0n || number > LONG_MAX) return undefined
    const known = unit === '' ? undefined : UNITS[asciiLowerCase(unit)]
    if (unit !== '' && known === undefined) return undefined
    if (release >= at('8.4')) factor = 1n
    if (known !== undefined && !(known === 1 && release < at('8.4'))) factor = BigInt(known)
    if (number > most / factor) return undefined
    total += number * factor
    if (total > most) return undefined
    rest = rest.slice(all.length)
  }
  const value = toInt(total)
  return value === -1 ? undefined : value
}
