import { NEWEST_OPENSSH, type Release } from '../../../syntax/openssh-release.ts'
import type { AddressList } from '../../dialect.ts'
import { at } from '../releases.ts'
import { strtonum } from '../values/numbers.ts'
import { matchesPattern } from './patterns.ts'
import { interfaceOf } from './scopes.ts'

const NEWEST = at(NEWEST_OPENSSH)

/** An IP address as 4 or 16 bytes. */
export type Address = readonly number[]

/** getaddrinfo(3) with AI_NUMERICHOST, as the C library of Linux reads an address; `undefined` for a name. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIPv6(text) : parseIPv4(text)
}

/** inet_aton(3): one to four numbers, each decimal, octal (`010`) or hexadecimal, the last one filling up. */
function parseIPv4(text: string): Address | undefined {
  const parts = text.split('.')
  if (parts.length > 4) return undefined
  const numbers = parts.map(addressNumber)
  const last = numbers.pop()
  if (last === undefined || numbers.some((number) => number === undefined || number > 255)) return undefined
  const tail = 4 - numbers.length
  if (last >= 256 ** tail) return undefined
  const bytes = numbers.map((number) => number ?? 0)
  for (let index = tail - 1; index >= 0; index--) bytes.push(Math.floor(last / 256 ** index) % 256)
  return bytes
}

function addressNumber(text: string): number | undefined {
  if (text.length > 40) return undefined
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16)
  if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8)
  return /^[1-9]\d*$/.test(text) ? Number(text) : undefined
}

/** inet_pton(3) for IPv6, perhaps with an interface behind it. */
function parseIPv6(text: string): Address | undefined {
  const [plain = '', scope, ...more] = text.split('%')
  if (more.length > 0) return undefined
  const halves = plain.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half) => (half === '' ? [] : groups(half)))
  if (!head || (halves.length === 2 && !tail)) return undefined
  const known = head.length + (tail?.length ?? 0)
  if (halves.length === 2 ? known > 14 : known !== 16) return undefined
  const bytes = [...head, ...new Array<number>(16 - known).fill(0), ...(tail ?? [])]
  return scope !== undefined && interfaceOf(scope, bytes) === undefined ? undefined : bytes
}

function groups(text: string): number[] | undefined {
  const bytes: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (part.includes('.') && index === parts.length - 1) {
      const quad = dottedQuad(part)
      if (!quad) return undefined
      bytes.push(...quad)
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined
      const group = Number.parseInt(part, 16)
      bytes.push(group >> 8, group & 255)
    }
  }
  return bytes
}

/** inet_pton(3) for IPv4: four decimal numbers without leading zeros. */
function dottedQuad(text: string): number[] | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || parts.some((part) => !/^(0|[1-9]\d{0,2})$/.test(part))) return undefined
  const bytes = parts.map(Number)
  return bytes.some((byte) => byte > 255) ? undefined : bytes
}

export interface Network {
  address: Address
  bits: number
  /** The interface, where there is one, as interfaceOf gives it: `eth0` of `fe80::1%eth0`. */
  scope?: string
}

/**
 * addr_pton_cidr of addr.c. `wrong` where the mask does not fit the address (bits of the host are set, or it
 * is too long); `undefined` where the text is no address at all.
 * @param release how the length of the mask is read changed twice
 */
export function parseNetwork(text: string, release: Release = NEWEST): Network | 'wrong' | undefined {
  if (text.length >= 64) return undefined
  const slash = text.indexOf('/')
  const plain = slash === -1 ? text : text.slice(0, slash)
  const address = parseAddress(plain)
  const length = slash === -1 ? undefined : maskLength(text.slice(slash + 1), release)
  if (!address || length === 'none') return undefined
  const most = address.length * 8
  const bits = length ?? most
  if (bits > most) return 'wrong'
  if (!hostBitsClear(address, bits)) return 'wrong'
  const scope = scopeOf(plain, address)
  return { address, bits, ...(scope !== '' && { scope }) }
}

/** strtoul(3) and at most 128, without a sign since 9.2; strtonum(3) since 10.0. */
function maskLength(text: string, release: Release): number | 'none' {
  const length = strtonum(text, 0n, 2_147_483_647n)
  if (typeof length === 'string') return 'none'
  if (release >= at('10.0')) return Number(length)
  return length > 128n || (release >= at('9.2') && !/^\d/.test(text)) ? 'none' : Number(length)
}

/** The interface of an address that was parsed; empty where there is none. */
export function scopeOf(text: string, address: Address): string {
  const percent = text.indexOf('%')
  return percent === -1 ? '' : (interfaceOf(text.slice(percent + 1), address) ?? '')
}

function hostBitsClear(address: Address, bits: number): boolean {
  return address.every((byte, index) => (byte & hostMask(bits - index * 8)) === 0)
}

/** The bits of one byte that belong to the host, where `bits` of it and the following bytes are network. */
function hostMask(bits: number): number {
  return bits >= 8 ? 0 : bits <= 0 ? 255 : 255 >> bits
}

function inNetwork(address: Address, network: { address: Address; bits: number }): boolean {
  if (address.length !== network.address.length) return false
  return address.every((byte, index) => {
    const mask = 255 - hostMask(network.bits - index * 8)
    return (byte & mask) === ((network.address[index] ?? 0) & mask)
  })
}

/** The items of an address list, or `wrong` where addr_match_list(3) refuses it. */
export function addressList(text: string, release: Release = NEWEST): AddressList | 'wrong' {
  const items: AddressList[number][] = []
  for (const piece of text.split(',')) {
    const negated = piece.startsWith('!')
    const item = negated ? piece.slice(1) : piece
    const network = item === '' ? 'wrong' : parseNetwork(item, release)
    if (network === 'wrong') return 'wrong'
    items.push(network ? { negated, network } : { negated, pattern: item })
  }
  return items
}

/** addr_match_list of addrmatch.c for an address as text, which must be an address. */
export function matchAddressList(text: string, list: AddressList): 'matches' | 'refuses' | 'neither' {
  const address = parseAddress(text)
  if (!address) return 'neither'
  const scope = scopeOf(text, address)
  let positive = false
  for (const item of list) {
    const hit =
      'network' in item
        ? inNetwork(address, item.network) && scope === (item.network.scope ?? '')
        : matchesPattern(text, item.pattern)
    if (!hit) continue
    if (item.negated) return 'refuses'
    positive = true
  }
  return positive ? 'matches' : 'neither'
}
