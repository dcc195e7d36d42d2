import type { ListenAddress } from '../keywords/types.ts'
import { parseAddress, scopeOf } from '../matching/addresses.ts'
import { scopeText } from '../matching/scopes.ts'

/** An address to listen on, resolved. */
export interface Listening {
  address: string
  family: 4 | 6
  port: number
  rdomain?: string
}

export type Family = 'any' | 'inet' | 'inet6'

/** What getaddrinfo(3) says where it finds no address. */
export interface Unresolved {
  host: string
  reason: string
}

/**
 * The sockets that sshd would listen on, in the order in which -T prints them: by routing domain, then in the
 * order of the lines. A name of a host stays as it is: what it means, another system knows.
 */
export function listening(
  given: readonly ListenAddress[],
  ports: readonly number[],
  family: Family,
): readonly Listening[] | Unresolved {
  const domains = new Map<string | undefined, Listening[]>()
  const wanted: readonly Partial<ListenAddress>[] = given.length > 0 ? given : [{}]
  for (const { host: name, port = 0, rdomain } of wanted) {
    const addresses = name === undefined ? wildcards(family) : resolveName(name, family)
    if (!Array.isArray(addresses)) return addresses
    const own = domains.get(rdomain) ?? []
    domains.set(rdomain, own)
    for (const number of port > 0 ? [port] : ports) {
      own.push(
        ...addresses.map((address) => ({
          ...address,
          port: number,
          ...(rdomain !== undefined && { rdomain }),
        })),
      )
    }
  }
  return [...domains.values()].flat()
}

type Resolved = { address: string; family: 4 | 6 }

function resolveName(name: string, family: Family): Resolved[] | Unresolved {
  const bytes = parseAddress(name)
  if (!bytes) return namedAddresses(name, family)
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  if (bytes.length === 16 && mapped && family === 'inet') {
    return [{ address: bytes.slice(12).join('.'), family: 4 }]
  }
  const own = bytes.length === 4 ? 4 : 6
  if ((own === 4 && family === 'inet6') || (own === 6 && family === 'inet')) {
    return { host: name, reason: 'Address family for hostname not supported' }
  }
  const scope = scopeText(scopeOf(name, bytes), bytes)
  return [{ address: (own === 4 ? bytes.join('.') : formatIPv6(bytes)) + scope, family: own }]
}

function wildcards(family: Family): Resolved[] {
  return ofFamily(family, [
    { address: '::', family: 6 },
    { address: '0.0.0.0', family: 4 },
  ])
}

/** What getaddrinfo(3) of glibc gives for the name `*`: without AI_PASSIVE no more than this host itself. */
function loopbacks(family: Family): Resolved[] {
  return ofFamily(family, [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ])
}

function ofFamily(family: Family, addresses: readonly Resolved[]): Resolved[] {
  return addresses.filter((one) => family === 'any' || one.family === (family === 'inet' ? 4 : 6))
}

function namedAddresses(name: string, family: Family): Resolved[] | Unresolved {
  if (name === '*') return loopbacks(family)
  if (!/^[A-Za-z0-9._][A-Za-z0-9._-]*$/.test(name)) return { host: name, reason: 'Name or service not known' }
  return [{ address: name, family: family === 'inet6' ? 6 : 4 }]
}

/** inet_ntop(3): the longest run of zero groups becomes `::`, and IPv4 inside is written with dots. */
export function formatIPv6(bytes: readonly number[]): string {
  const groups = Array.from(
    { length: 8 },
    (_, index) => (bytes[index * 2] ?? 0) * 256 + (bytes[index * 2 + 1] ?? 0),
  )
  const run = longestZeroRun(groups)
  const quad = bytes.slice(12).join('.')
  const embedded =
    run.start === 0 &&
    (run.length === 6 || (run.length === 5 && groups[5] === 0xffff) || (run.length === 7 && groups[7] !== 1))
  const shown = embedded && run.length < 8 ? [...groups.slice(0, 6).map(hex), quad] : groups.map(hex)
  if (run.length < 2) return shown.join(':')
  const head = shown.slice(0, run.start).join(':')
  const tail = shown.slice(embedded ? Math.min(run.start + run.length, 6) : run.start + run.length).join(':')
  return `${head}::${tail}`
}

function hex(group: number): string {
  return group.toString(16)
}

function longestZeroRun(groups: readonly number[]) {
  let best = { start: 0, length: 0 }
  for (let start = 0; start < groups.length; start++) {
    let length = 0
    while (groups[start + length] === 0) length++
    if (length > best.length) best = { start, length }
  }
  return best
}
