import { at } from '../releases.ts'
import { scaledBytes, scanInts } from './numbers.ts'
import { isOld, missing, type Reader, Refused, refuse } from './reading.ts'
import { time } from './simple.ts'

/** RekeyLimit: an amount of data, then perhaps a time; each may be left to an earlier or later line. */
export const bytesAndTime: Reader = (line) => {
  const word = line.words.next()
  if (!word) return missing(line, 'Missing argument.')
  const bytes = word === 'default' ? 0n : scaledBytes(word, line.target.release >= at('10.4'))
  if (typeof bytes === 'string') {
    return refuse(line, `Bad ${isOld(line) ? '' : `${line.written} `}number '${word}': ${bytes}`)
  }
  if (bytes !== 0n && bytes < 16n)
    return refuse(line, `${isOld(line) ? 'RekeyLimit' : line.written} too small`)
  const rest = isOld(line) ? line.words.rest() : line.words.peek()
  const amount = { bytes: Number(bytes), digits: String(BigInt.asUintN(64, bytes)) }
  if (rest === undefined) return amount
  if (rest === 'none') {
    line.words.next()
    return amount
  }
  const interval = time(line)
  return interval instanceof Refused ? interval : { ...amount, seconds: interval }
}

/** MaxStartups: `begin:rate:full`, or one number for both; up to 8.4, -1 is the default of begin or full. */
export const startups: Reader = (line) => {
  const word = line.words.next()
  const bad = isOld(line) ? 'Illegal MaxStartups spec.' : `Invalid ${line.written} spec.`
  if (!word) return missing(line, 'Missing MaxStartups spec.')
  const [begin, rate, full, ...none] = scanInts(word, 3)
  if (begin === undefined || (rate !== undefined && full === undefined) || none.length > 0) {
    return refuse(line, bad)
  }
  if (full !== undefined && rate !== undefined && (begin > full || rate > 100 || rate < 1)) {
    return refuse(line, bad)
  }
  const positive = begin > 0 && (full ?? begin) > 0
  if (!positive && line.target.release >= at('8.5')) return refuse(line, bad)
  const [standardBegin, , standardFull] = scanInts(line.row.default, 3)
  const orDefault = (number: number, standard: number | undefined) =>
    number === -1 ? (standard ?? -1) : number
  return {
    begin: orDefault(begin, standardBegin),
    ...(rate !== undefined && { rate }),
    full: orDefault(full ?? begin, standardFull),
  }
}

/** PerSourceNetBlockSize: `ipv4`, or `ipv4:ipv6`; up to 10.2 the mask that is left out is 0 (put right after 10.2, in November 2025). */
export const masks: Reader = (line) => {
  const word = line.words.next()
  if (!word) return missing(line)
  const [ipv4, ipv6] = scanInts(word, 2)
  const fits = (bits: number | undefined, most: number) => bits === undefined || (bits >= 0 && bits <= most)
  if (ipv4 === undefined || !fits(ipv4, 32) || !fits(ipv6, 128)) {
    return refuse(line, `Invalid ${line.written} spec.`)
  }
  if (ipv6 !== undefined) return { ipv4, ipv6 }
  return line.target.release >= at('10.3') ? { ipv4 } : { ipv4, ipv6: 0 }
}
