import { asciiLowerCase } from '../../../syntax/ascii.ts'
import { at, releaseFor, within } from '../releases.ts'
import { strtonum, wholeNumber } from './numbers.ts'
import { isOld, missing, type Reader, refuse } from './reading.ts'

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
