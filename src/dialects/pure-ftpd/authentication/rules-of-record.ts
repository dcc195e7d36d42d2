import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import { isIPv6, numberOfIPv4 } from '../addresses.ts'
import { atLeast } from '../versions.ts'

/**
 * Whether an address passes the allow and deny lists of a PureDB record (log_puredb.c, access_ip_check).
 * Both lists: it must match the first and not the second. `address` absent: not known.
 */
export function addressAllowed(
  address: string | undefined,
  allowed: string,
  denied: string,
  version: string,
): boolean | Unknown {
  if (allowed === '' && denied === '') return true
  const onAllowed = allowed === '' ? true : matches(address, allowed, version)
  const onDenied = denied === '' ? false : matches(address, denied, version)
  if (onAllowed === false || onDenied === true) return false
  return onAllowed === UNKNOWN || onDenied === UNKNOWN ? UNKNOWN : true
}

/** Whether an address is on a list. A prefix length of 0 or above 32 matches everything up to 1.0.53. */
function matches(address: string | undefined, list: string, version: string): boolean | Unknown {
  let open = false
  for (const item of list.split(',')) {
    if (item === '') continue
    const truth = matchesItem(address, item, version)
    if (truth === true) return true
    if (truth === UNKNOWN) open = true
  }
  return open ? UNKNOWN : false
}

function matchesItem(address: string | undefined, item: string, version: string): boolean | Unknown {
  const network = networkOf(item)
  if (network === undefined)
    return isIPv6(item.replace(/\/\d+$/, '')) ? sixMatches(address, version) : UNKNOWN
  // A disabled account has such a network: it matches nobody, whoever the client is.
  if (network.bits === 32 && network.value < 0x0100_0000) return false
  if (address === undefined) return UNKNOWN
  const value = numberOfIPv4(address)
  if (value === undefined) return false
  if (network.bits === 0 || network.bits > 32) return atLeast(version, '1.0.54') ? UNKNOWN : true
  const size = 2 ** (32 - network.bits)
  return Math.floor(value / size) === Math.floor(network.value / size)
}

/** IPv6 rules count from 1.0.54 on; before, they are taken for host names. IPv4 clients match none of them. */
function sixMatches(address: string | undefined, version: string): boolean | Unknown {
  if (!atLeast(version, '1.0.54')) return address === undefined || isIPv6(address) ? false : UNKNOWN
  return address !== undefined && numberOfIPv4(address) !== undefined ? false : UNKNOWN
}

/** An address or network as sscanf(3) takes it; also the short forms that getaddrinfo(3) takes for addresses: `1` is 0.0.0.1. */
function networkOf(item: string): { value: number; bits: number } | undefined {
  const [, address, bits] = /^\s*(\d+\.\d+\.\d+\.\d+)(?:\/(\d+))?/.exec(item) ?? []
  if (address !== undefined) {
    const parts = address.split('.').map(Number)
    if (parts.some((part) => part > 255)) return { value: 0, bits: 32 }
    return {
      value: parts.reduce((sum, part) => sum * 256 + part, 0),
      bits: bits === undefined ? 32 : Number(bits),
    }
  }
  return /^\d+$/.test(item) ? { value: Number(item), bits: 32 } : undefined
}

/** Whether a login is allowed at this time of day by `hhmm-hhmm`, which may go over midnight (time_restrictions_check). */
export function timeAllowed(time: number | undefined, window: string, version: string): boolean | Unknown {
  if (window === '') return true
  const [, first, last] = /^\s*\+?(\d+)-\s*\+?(\d+)/.exec(window) ?? []
  if (first === undefined || last === undefined) return !atLeast(version, '1.0.54')
  const [begin, end] = [Number(first), Number(last)]
  if (begin === 0 && end >= 2359) return true
  if (time === undefined) return UNKNOWN
  return begin <= end ? begin <= time && time <= end : time >= begin || time <= end
}
