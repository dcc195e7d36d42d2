import type { Value } from '../dialect.ts'
import { isIPv4, isIPv6 } from './addresses.ts'
import { atoi, scanPair, strtod, strtol, strtoul } from './c-numbers.ts'
import { atLeast } from './versions.ts'

/** What the option loop makes of the value of one option: a value, a reason to stop, or a loop without end. */
export type Decoded = { value: Value } | { refused: string } | { hangs: true }

/** Upload and download in KB/s; a side that is absent keeps its value. */
export type Bandwidth = { readonly upload?: number; readonly download?: number }
export type Ratio = { readonly upload: number; readonly download: number }
export type Umask = { readonly files: number; readonly directories: number }
export type PassivePortRange = { readonly first: number; readonly last: number }
export type ListingLimits = { readonly entries: number; readonly depth: number }
export type PerUserLimits = { readonly user: number; readonly anonymous: number }
export type Quota = { readonly files: number; readonly megabytes: number }
/** A part that is absent keeps its value. */
export type Bind = { readonly address?: string; readonly port?: string }
/** `format` is absent where the prefix is unknown. */
export type AltLog = { readonly format?: string; readonly path: string; readonly prefix?: string }
export type CertificateAndKey = { readonly certificate: string; readonly key: string }

const CONFIGURATION_ERROR = 'Configuration error'
const LOG_FORMATS = ['clf', 'stats', 'w3c', 'xferlog']
/** facilitynames of <syslog.h>. */
const FACILITIES = [
  ...['auth', 'authpriv', 'cron', 'daemon', 'ftp', 'kern', 'lpr', 'mail', 'news', 'security', 'syslog'],
  ...['user', 'uucp', 'local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7'],
]
/** sun_path of <sys/un.h> has 108 bytes, one of them for the NUL. */
const LONGEST_SOCKET_PATH = 107

/** The value of an option as pureftpd_start in ftpd.c takes it. `letter`: the option; `argument`: its value. */
export function decode(letter: string, argument: string, version: string): Decoded {
  const decoder = decoders[letter]
  return decoder ? decoder(argument, version) : { value: argument }
}

const decoders: Readonly<Record<string, (argument: string, version: string) => Decoded>> = {
  a: (argument) => {
    const { value, length } = strtoul(argument, 0)
    return length < argument.length || argument === ''
      ? refused(`Illegal trusted gid for chroot: ${argument}`)
      : { value: unsigned(value) }
  },
  c: limit,
  C: limit,
  f: (argument) => {
    const facility = argument.toLowerCase()
    return { value: facility === 'none' || FACILITIES.includes(facility) ? facility : '' }
  },
  I: (argument) => {
    const minutes = strtoul(argument, 0).value
    return { value: BigInt.asUintN(64, minutes * 60n) === 0n ? 15 : Number(minutes) }
  },
  J: (argument) => {
    const list = argument.replace(/^(-[SC]:)*/, '')
    return list.startsWith('-') ? { hangs: true } : { value: argument }
  },
  k: (argument) => {
    const percent = strtod(argument) ?? 0
    return { value: percent <= 0 || percent >= 100 ? 'none' : percent }
  },
  l: (argument, version) => {
    const path = /^extauth:(.*)$/is.exec(argument)?.[1]
    return path !== undefined && atLeast(version, '1.0.51') && tooLong(path)
      ? { refused: 'Path too long' }
      : { value: argument }
  },
  L: (argument) => {
    const pair = pairOf(argument)
    if (!pair || pair[0] < 1 || pair[1] < 1) return refused(`Illegal 'ls' limits: ${argument}`)
    return { value: { entries: pair[0], depth: pair[1] } }
  },
  m: (argument) => {
    const load = strtod(argument)
    return load === undefined || load <= 0 ? refused(`Illegal load limit: ${argument}`) : { value: load }
  },
  n: (argument) => {
    const pair = scanPair(argument, 64)
    if (!pair) return refused(`Invalid quota: ${argument}`)
    return { value: { files: Number(pair[0]), megabytes: Number(pair[1]) } }
  },
  O: (argument) => {
    const colon = argument.indexOf(':')
    const prefix = colon === -1 ? undefined : argument.slice(0, colon)
    const path = argument.slice(colon + 1)
    const format = prefix === undefined ? 'clf' : LOG_FORMATS.find((name) => name === prefix.toLowerCase())
    if (!path.startsWith('/') && format !== undefined) return refused(`Prohibited file name: ${path}`)
    return { value: { path, ...(format && { format }), ...(prefix !== undefined && { prefix }) } }
  },
  p: (argument) => {
    const pair = pairOf(argument)
    if (!pair || pair[0] < 1024 || pair[1] > 65_535 || pair[1] < pair[0]) {
      return refused(`Illegal ports range: ${argument}`)
    }
    return { value: { first: pair[0], last: pair[1] } }
  },
  q: ratio,
  Q: ratio,
  S: (argument) => {
    const comma = argument.indexOf(',')
    const address = argument.slice(0, Math.max(comma, 0))
    const port = argument.slice(comma + 1)
    return { value: { ...(address && { address }), ...((port || comma === -1) && { port }) } }
  },
  t: bandwidth,
  T: bandwidth,
  u: (argument) => {
    const { value, length } = strtol(argument)
    return length === 0 || length < argument.length || value < 0n
      ? refused(`Illegal uid limit: ${argument}`)
      : { value: unsigned(value) }
  },
  U: umask,
  V: (argument) =>
    isIPv4(argument) || isIPv6(argument) ? { value: argument } : refused('Illegal trusted IP address'),
  y: (argument) => {
    const pair = pairOf(argument)
    if (!pair) return refused(`Illegal user limit: ${argument}`)
    return { value: { user: pair[0], anonymous: pair[1] } }
  },
  Y: (argument) => {
    // The variable is a signed char: 256 is 0.
    const level = atoi(argument, 8)
    return level < 0 || level > 3 ? refused('TLS') : { value: level }
  },
  2: (argument, version) => {
    if (!atLeast(version, '1.0.48')) return { value: argument }
    const comma = argument.indexOf(',')
    return comma === 0 || (comma !== -1 && comma === argument.length - 1)
      ? refused('TLS')
      : { value: argument }
  },
  3: (argument, version) =>
    atLeast(version, '1.0.51') && tooLong(argument) ? { refused: 'Path too long' } : { value: argument },
}

function refused(words: string): Decoded {
  return { refused: `${CONFIGURATION_ERROR}: ${words}` }
}

/** An unsigned int, or uid_t or gid_t: the lower 32 bits. */
function unsigned(value: bigint): number {
  return Number(BigInt.asUintN(32, value))
}

function pairOf(argument: string): readonly [number, number] | undefined {
  const pair = scanPair(argument, 32)
  return pair && [Number(pair[0]), Number(pair[1])]
}

function limit(argument: string): Decoded {
  const { value, length } = strtoul(argument, 0)
  const clients = unsigned(value)
  return length < argument.length || clients === 0
    ? refused(`Illegal user limit: ${argument}`)
    : { value: clients }
}

function ratio(argument: string): Decoded {
  const pair = pairOf(argument)
  if (!pair || pair[0] < 1 || pair[1] < 1) return refused(`Illegal upload/download ratio: ${argument}`)
  return { value: { upload: pair[0], download: pair[1] } }
}

/** One side may be empty and keeps its value then. The message shows what stands before the colon: it was cut off there. */
function bandwidth(argument: string): Decoded {
  const colon = argument.indexOf(':')
  const upload = colon === -1 ? argument : argument.slice(0, colon)
  const download = colon === -1 ? argument : argument.slice(colon + 1)
  const rates: { upload?: number; download?: number } = {}
  if (download !== '') rates.download = rate(download)
  if (upload !== '') rates.upload = rate(upload)
  const none = upload === '' && download === ''
  if (none || rates.upload === 0 || rates.download === 0) {
    return refused(`Illegal value for throttling: ${upload}`)
  }
  return { value: rates }
}

/** In KB/s; 0 where the bytes per second come out as 0 in 64 bits. */
function rate(text: string): number {
  return Number(BigInt.asUintN(64, strtoul(text, 0).value * 1024n) / 1024n)
}

function umask(argument: string): Decoded {
  const colon = argument.indexOf(':')
  const files = colon === -1 ? argument : argument.slice(0, colon)
  const directories = colon === -1 ? argument : argument.slice(colon + 1)
  const masks = [files, directories].map((text) => unsigned(strtoul(text, 8).value))
  if ((files === '' && directories === '') || masks.some((mask) => mask > 0o777)) {
    return refused(`Invalid umask: ${files}`)
  }
  return {
    value: {
      ...(files !== '' && { files: masks[0] ?? 0 }),
      ...(directories !== '' && { directories: masks[1] ?? 0 }),
    },
  }
}

function tooLong(path: string): boolean {
  return new TextEncoder().encode(path).length > LONGEST_SOCKET_PATH
}
