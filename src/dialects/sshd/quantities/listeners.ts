import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, Setting, Value, View } from '../../dialect.ts'
import { wordsOf } from './words.ts'

/** One socket that sshd tries to open. */
interface Listener {
  host: string
  port: number
  /** The routing domain; empty for that of all processes. */
  domain: string
  /** The line that asks for it; undefined for the default. */
  line: Setting | undefined
}

interface Address {
  host: string
  port: number
  rdomain?: string
}

function addressesIn(value: Value | Unknown): readonly Address[] {
  if (value === UNKNOWN || typeof value !== 'object' || !('addresses' in value)) return []
  return Array.isArray(value.addresses) ? value.addresses : []
}

function portsOf(view: View): readonly number[] | Unknown {
  const ports = wordsOf(view.peek('Port'))
  return ports === UNKNOWN ? UNKNOWN : ports.map(Number)
}

/** The sockets of all ListenAddress lines, in the order of the file (servconf.c process_queued_listen_addrs). */
function listenersOf(view: View): readonly Listener[] | Unknown {
  const ports = portsOf(view)
  if (ports === UNKNOWN || view.peek('ListenAddress') === UNKNOWN) return UNKNOWN
  return view
    .peekSetting('ListenAddress')
    .origins.flatMap((line) =>
      addressesIn(line.value).flatMap(({ host, port, rdomain: domain = '' }) =>
        (port === 0 ? ports : [port]).map((number): Listener => ({ host, port: number, domain, line })),
      ),
    )
}

const portUnused: Quantity = {
  name: 'port-unused',
  kind: 'flag',
  summary: 'Whether every ListenAddress has a port of its own, so that Port is not looked at',
  reads: ['Port', 'ListenAddress'],
  compute: (view) => {
    const value = view.peek('ListenAddress')
    const ports = portsOf(view)
    if (value === UNKNOWN || ports === UNKNOWN) return UNKNOWN
    const addresses = addressesIn(value)
    if (!view.isSet('Port') || addresses.length === 0 || addresses.some(({ port }) => port === 0)) return 'no'
    // A Port that the addresses name as well is said twice, and no mistake.
    const own = addresses.map(({ port }) => port)
    return ports.every((port) => own.includes(port)) ? 'no' : 'yes'
  },
}

/** ListenAddress takes two or more colons without brackets for an address alone (servconf.c sListenAddress). */
const addressesWithPort: Quantity = {
  name: 'ipv6-addresses-with-port',
  kind: 'list',
  summary: 'Bare IPv6 addresses in ListenAddress whose last group looks like a port',
  reads: ['ListenAddress', 'Port'],
  compute: (view) => {
    const ports = portsOf(view)
    if (ports === UNKNOWN) return UNKNOWN
    return view.peekSetting('ListenAddress').origins.flatMap((line) => {
      if (line.text.includes('[')) return []
      const found = addressesIn(line.value).flatMap(({ host }) => (endsInPort(host, ports) ? [host] : []))
      if (found.length > 0) view.line(line)
      return found
    })
  },
}

function endsInPort(host: string, ports: readonly number[]): boolean {
  const [, before, last] = /^(.*:.*):(\d{2,5})$/.exec(host) ?? []
  if (before === undefined || last === undefined) return false
  const port = Number(last)
  const usual = /^(22+|22\d\d|2022|8022|443|10022)$/.test(last) || ports.includes(port)
  // `::1:2222` is the loopback address and a port, `fe80::1:22` may be an address.
  return last.length === 5 || before === '::1' || before === ':' || usual
}

const starAddresses: Quantity = {
  name: 'star-addresses',
  kind: 'list',
  summary: 'The lines of ListenAddress with the host `*`, which is no wildcard there',
  reads: ['ListenAddress'],
  compute: (view) =>
    view.peekSetting('ListenAddress').origins.flatMap((line) => {
      if (!addressesIn(line.value).some(({ host }) => host === '*')) return []
      view.line(line)
      return [line.text]
    }),
}

/** The addresses that stand for all of a family, and whether a host is one of that family. */
const WILDCARDS: ReadonlyMap<string, (host: string) => boolean> = new Map([
  ['0.0.0.0', (host) => /^\d+\.\d+\.\d+\.\d+$/.test(host) || host === 'localhost'],
  ['::', (host) => host.includes(':') || host === 'localhost'],
])

/** sshd opens the sockets of later lines first; a wildcard address then finds the port in use (Linux, sshd.c listen_on_addrs). */
const blockedListeners: Quantity = {
  name: 'blocked-wildcard-listeners',
  kind: 'list',
  summary:
    'Wildcard addresses in ListenAddress that cannot be opened, because a later line takes the port at one address',
  reads: ['ListenAddress', 'Port'],
  compute: (view) => {
    const listeners = listenersOf(view)
    if (listeners === UNKNOWN) return UNKNOWN
    return listeners.flatMap(({ host, port, domain, line }, index) => {
      const isBelow = WILDCARDS.get(host)
      const blocker = listeners
        .slice(index + 1)
        .filter((later) => later.port === port && later.domain === domain)
        .find((later) => isBelow?.(later.host) && later.host !== host)
      if (!blocker || !line || !blocker.line) return []
      view.line(line)
      view.line(blocker.line)
      return [`${host} port ${port}`]
    })
  },
}

const repeatedListeners: Quantity = {
  name: 'repeated-listeners',
  kind: 'list',
  summary: 'Addresses and ports that sshd is told to listen on twice',
  reads: ['ListenAddress', 'Port'],
  compute: (view) => {
    const listeners = listenersOf(view)
    if (listeners === UNKNOWN) return UNKNOWN
    if (listeners.length === 0) return repeatedPorts(view)
    return listeners.flatMap(({ host, port, domain, line }, index) => {
      const earlier = listeners
        .slice(0, index)
        .find((other) => other.host === host && other.port === port && other.domain === domain)
      if (!earlier || !line || !earlier.line || earlier.line === line) return []
      view.line(line)
      view.line(earlier.line)
      return [`${host} port ${port}`]
    })
  },
}

function repeatedPorts(view: View): string[] {
  const lines = view.peekSetting('Port').origins
  return lines.flatMap((line, index) => {
    const earlier = lines.slice(0, index).find(({ value }) => String(value) === String(line.value))
    if (!earlier) return []
    view.line(line)
    view.line(earlier)
    return [`port ${String(line.value)}`]
  })
}

const sockets: Quantity = {
  name: 'listen-sockets',
  kind: 'number',
  summary: 'How many sockets sshd opens to listen on; it has room for 16',
  reads: ['ListenAddress', 'Port', 'AddressFamily'],
  compute: (view) => {
    const listeners = listenersOf(view)
    const ports = portsOf(view)
    if (listeners === UNKNOWN || ports === UNKNOWN) return UNKNOWN
    if (listeners.length > 0) return listeners.length
    return ports.length * (view.peek('AddressFamily') === 'any' ? 2 : 1)
  },
}

const listenerSettings: Quantity = {
  name: 'listener-settings',
  kind: 'list',
  summary: 'Keywords that lines set to something else than listening on port 22 everywhere',
  reads: ['Port', 'ListenAddress', 'AddressFamily'],
  compute: (view) => {
    const usual = { Port: '22', AddressFamily: 'any' } as const
    const changed = (['Port', 'ListenAddress', 'AddressFamily'] as const).filter((keyword) => {
      if (!view.isSet(keyword)) return false
      if (keyword !== 'ListenAddress') return String(view.peek(keyword)) !== usual[keyword]
      return addressesIn(view.peek(keyword)).some(
        ({ host, port }) => !WILDCARDS.has(host) || ![0, 22].includes(port),
      )
    })
    for (const keyword of changed) view.get(keyword)
    return changed
  },
}

export const listeners: readonly Quantity[] = [
  portUnused,
  addressesWithPort,
  starAddresses,
  blockedListeners,
  repeatedListeners,
  sockets,
  listenerSettings,
]
