import { asciiLowerCase } from '../../../syntax/ascii.ts'
import { at, releaseFor, within } from '../releases.ts'
import { integer, scaledBytes, scanInts, strtonum, wholeNumber } from './numbers.ts'
import { cutHost, portNumber, withoutBrackets } from './ports.ts'
import { eachArgument, isOld, type Line, missing, type Reader, Refused, refuse } from './reading.ts'
import { time } from './simple.ts'
import { seconds, secondsWithFraction } from './times.ts'

const MOST_PORTS = 256

export const port: Reader = (line) => {
  if (line.before.length >= MOST_PORTS) return refuse(line, 'too many ports.')
  const word = line.words.next()
  if (!word) return refuse(line, 'missing port number.')
  const number = portNumber(word, line.host)
  return number > 0 ? [String(number)] : refuse(line, 'Badly formatted port number.')
}

/** ListenAddress: a bare IPv6 address never has a port. */
export const listenAddress: Reader = (line) => {
  const word = line.words.next()
  if (!word) return refuse(line, 'missing address')
  const bareIPv6 = !word.includes('[') && /:.*:/s.test(word)
  const cut = bareIPv6 ? { host: word, rest: undefined, delimiter: '' } : cutHost(word)
  if (!cut || (cut.delimiter === '/' && line.target.release >= at('7.8')))
    return refuse(line, 'bad address:port usage')
  const number = cut.rest === undefined ? 0 : portNumber(cut.rest, line.host)
  if (number < 0 || (cut.rest !== undefined && number === 0)) return refuse(line, 'bad port number')
  const host = bareIPv6 ? word : withoutBrackets(cut.host)
  const domain = line.words.next()
  if (domain === undefined) return { addresses: [{ host, port: number }] }
  const rdomain = line.words.next()
  if (domain !== 'rdomain' || rdomain === undefined) return refuse(line, 'bad ListenAddress syntax')
  if (line.target.release >= at('8.1')) return refuse(line, 'bad routing domain')
  return { addresses: [{ host, port: number, rdomain }] }
}

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

/** Subsystem: a name and a command. */
export const subsystem: Reader = (line) => {
  const { release } = line.target
  const name = line.words.next()
  const late = release >= at('10.3')
  if (!name || (late && !line.words.peek())) return missing(line, 'Missing subsystem name.')
  if (
    release < at('9.5') &&
    line.before.some((value) => typeof value === 'object' && Object.hasOwn(value, name))
  ) {
    return refuse(line, `Subsystem '${name}' already defined.`)
  }
  if (line.before.length >= 256 && release < at('9.5')) return refuse(line, 'too many subsystems defined.')
  return definition(line, name, release)
}

function definition(line: Line, name: string, release: number) {
  const known = line.before.some((value) => typeof value === 'object' && Object.hasOwn(value, name))
  const command = line.words.next()
  // A second definition, and one that does not count yet, is not looked at any further.
  if (!command && release < at('10.3')) {
    if (!line.active || known) return { [name]: { command: '', line: '' } }
    return refuse(line, 'Missing subsystem command.')
  }
  const rest = [...eachArgument(line)]
  const all = [command ?? '', ...rest]
  const text = release >= at('9.5') ? all.map(quoted).join(' ') : all.join(' ')
  // The first two releases that quoted the command put a blank behind it even without arguments.
  if (rest.length === 0 && release >= at('9.5') && release < at('9.7')) {
    return { [name]: { command: command ?? '', line: `${text} ` } }
  }
  return { [name]: { command: command ?? '', line: text } }
}

/** argv_assemble of misc.c: quotes where a blank is, backslashes before quotes and backslashes. */
function quoted(word: string): string {
  const escaped = word.replace(/[\\'"]/g, '\\$&')
  return /[ \t]/.test(word) ? `"${escaped}"` : escaped
}

/** MaxStartups: `begin:rate:full`, or one number for both. */
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
  return { begin, ...(rate !== undefined && { rate }), full: full ?? begin }
}

/** PerSourceNetBlockSize: `ipv4`, or `ipv4:ipv6`. */
export const masks: Reader = (line) => {
  const word = line.words.next()
  if (!word) return missing(line)
  const [ipv4, ipv6] = scanInts(word, 2)
  const fits = (bits: number | undefined, most: number) => bits === undefined || (bits >= 0 && bits <= most)
  if (ipv4 === undefined || !fits(ipv4, 32) || !fits(ipv6, 128)) {
    return refuse(line, `Invalid ${line.written} spec.`)
  }
  if (ipv6 !== undefined) return { ipv4, ipv6 }
  return line.target.release >= at('10.1') ? { ipv4 } : { ipv4, ipv6: 0 }
}

const PENALTY_TIMES: readonly string[] = ['crash', 'authfail', 'noauth', 'grace-exceeded', 'max', 'min']

/** PerSourcePenalties: `yes` or `no` alone, or parts, each of which switches the whole on. */
export const penalties: Reader = (line) => {
  const { release } = line.target
  const times = [
    ...PENALTY_TIMES,
    ...(release >= at('9.9p1') ? ['refuseconnection'] : []),
    ...(release >= at('10.3') ? ['invaliduser'] : []),
  ]
  const found: Record<string, unknown> = {}
  let any = false
  for (const word of eachArgument(line)) {
    any = true
    const lower = asciiLowerCase(word)
    if (lower === 'yes' || lower === 'no') {
      if (line.words.left > 0) {
        return refuse(line, `keyword ${line.written} "${word}" argument must appear alone.`)
      }
      if (!('switch' in found)) found.switch = lower
      continue
    }
    const wrong = penalty(line, word, times, found)
    if (wrong) return wrong
  }
  return any ? found : refuse(line, `no ${line.written} specified`)
}

function penalty(line: Line, word: string, times: readonly string[], found: Record<string, unknown>) {
  const { release } = line.target
  const colon = word.indexOf(':')
  const key = word.slice(0, colon)
  const value = word.slice(colon + 1)
  const set = (given: unknown) => {
    if (!(key in found)) found[key] = given
  }
  if (times.includes(key)) {
    const length = release >= at('10.3') ? secondsWithFraction(value) : seconds(value, release)
    if (length === undefined) return refuse(line, `invalid ${line.written} time value.`)
    set(length)
  } else if (key === 'max-sources4' || key === 'max-sources6') {
    const number = integer(value)
    if (typeof number !== 'number') return refuse(line, `${line.written} value ${number}.`)
    set(number)
  } else if ((key === 'overflow' || key === 'overflow6') && /^(deny-all|permissive)$/.test(value)) {
    set(value)
  } else {
    return refuse(line, `unsupported ${line.written} keyword ${word}`)
  }
  return undefined
}

/** Differentiated services by the name that sshd prints, and the byte that each stands for. */
const SERVICES: readonly (readonly [name: string, byte: number, since?: string, until?: string])[] = [
  ...[1, 2, 3, 4].flatMap((high) =>
    [1, 2, 3].map((low) => [`af${high}${low}`, high * 32 + low * 8] as const),
  ),
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((high) => [`cs${high}`, high * 32] as const),
  ['ef', 0xb8],
  ['le', 0x01, '8.2', '8.5'],
  ['le', 0x04, '8.5'],
  ['va', 0x2c, '10.3'],
]

const OLD_SERVICES: readonly (readonly [name: string, byte: number])[] = [
  ['lowdelay', 0x10],
  ['throughput', 0x08],
  ['reliability', 0x04],
]

/** IPQoS: one class for all, or one for interactive and one for bulk connections. */
export const qualityOfService: Reader = (line) => {
  const release = releaseFor(line.keyword, line.target)
  const first = line.words.next()
  if (!first && !isOld(line)) return missing(line)
  const bad = (word: string) => refuse(line, `Bad ${isOld(line) ? 'IPQoS' : line.written} value: ${word}`)
  const interactive = service(first ?? '', release)
  if (interactive === undefined) return bad(first ?? '(null)')
  const second = line.words.next()
  if (second === undefined) return { interactive, bulk: interactive }
  const bulk = service(second, release)
  return bulk === undefined ? bad(second) : { interactive, bulk }
}

/** The name by which sshd prints a class of service; since 10.1 the old names mean the system's default. */
export function service(word: string, release: number): string | undefined {
  const name = asciiLowerCase(word)
  const old = OLD_SERVICES.find(([known]) => known === name)
  if (old) return release >= at('10.1') ? 'none' : serviceName(old[1], release)
  if (name === 'none') return release >= at('7.8') ? 'none' : undefined
  const known = services(release).find(([service]) => service === name)
  if (known) return serviceName(known[1], release)
  const byte = release >= at('9.7') ? strtonum(word, 0n, 255n) : wholeNumber(word)
  if (typeof byte !== 'bigint' || byte < 0n || byte > 255n) return undefined
  return serviceName(Number(byte), release)
}

function serviceName(byte: number, release: number): string {
  const known = release >= at('10.1') ? services(release) : [...services(release), ...OLD_SERVICES]
  const name = known.find(([, value]) => value === byte)?.[0]
  return name ?? `0x${byte.toString(16).padStart(2, '0')}`
}

function services(release: number) {
  return SERVICES.filter(([, , since, until]) => within(release, since, until))
}
