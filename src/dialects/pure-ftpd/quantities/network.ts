import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { isIPv4, isIPv6, numberOfIPv4 } from '../addresses.ts'
import type { Bind, PassivePortRange } from '../values.ts'
import { structure } from './evidence.ts'

function bind(view: View): { address: string; port: string } | Unknown {
  const value = structure<Bind>(view.get('Bind'))
  if (value === UNKNOWN || value === undefined) return UNKNOWN
  return { address: value.address ?? '', port: value.port ?? '' }
}

/** Whether a text can be a service name of /etc/services: getaddrinfo(3) takes it for one. */
const SERVICE = /^[A-Za-z][A-Za-z0-9_-]*$/

export const networkQuantities: readonly Quantity[] = [
  bindField('bind-address', 'address', 'The address on which the server listens; empty for all'),
  bindField('bind-port', 'port', 'The port on which the server listens, or what stands in its place'),
  {
    name: 'bind-port-kind',
    kind: 'enum',
    values: ['port', 'any', 'too large', 'service', 'invalid'],
    summary:
      'Whether Bind names a port, any port (0), one beyond 65535 that is cut off, a service, or something on which the server cannot listen, such as an address without a comma',
    reads: ['Bind'],
    compute(view) {
      const value = bind(view)
      if (value === UNKNOWN) return UNKNOWN
      if (/^0+$/.test(value.port)) return 'any'
      if (/^\d+$/.test(value.port)) return Number(value.port) <= 65_535 ? 'port' : 'too large'
      return SERVICE.test(value.port) ? 'service' : 'invalid'
    },
  },
  {
    name: 'bind-family',
    kind: 'enum',
    values: ['ipv4', 'ipv6', 'name', 'all'],
    summary: 'The family of the address on which the server listens',
    reads: ['Bind'],
    compute(view) {
      const value = bind(view)
      if (value === UNKNOWN) return UNKNOWN
      if (value.address === '') return 'all'
      if (isIPv4(value.address)) return 'ipv4'
      return isIPv6(value.address) ? 'ipv6' : 'name'
    },
  },
  {
    name: 'bind-lines',
    kind: 'number',
    summary: 'How many Bind lines there are: the first address and the last port count',
    reads: ['Bind'],
    compute(view) {
      view.setting('Bind')
      return view.config.settings.filter(({ keyword }) => keyword === 'Bind').length
    },
  },
  {
    name: 'bind-port-in-passive-range',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether the port on which the server listens is one of the passive ports',
    reads: ['Bind', 'PassivePortRange'],
    compute(view) {
      const value = bind(view)
      const range = structure<PassivePortRange>(view.get('PassivePortRange'))
      if (value === UNKNOWN || range === UNKNOWN || range === undefined) return UNKNOWN
      const port = Number(value.port)
      return port >= range.first && port <= range.last ? 'yes' : 'no'
    },
  },
  {
    name: 'forced-passive-address',
    kind: 'enum',
    values: ['public', 'private', 'loopback', 'unspecified', 'ipv6', 'name', 'invalid', 'none'],
    summary: 'What kind of address ForcePassiveIP announces',
    reads: ['ForcePassiveIP'],
    compute(view) {
      const value = view.get('ForcePassiveIP')
      if (typeof value !== 'string') return UNKNOWN
      return kindOfAddress(value)
    },
  },
]

function bindField(name: string, field: 'address' | 'port', summary: string): Quantity {
  return {
    name,
    kind: 'text',
    summary,
    reads: ['Bind'],
    compute(view) {
      const value = bind(view)
      return value === UNKNOWN ? UNKNOWN : value[field]
    },
  }
}

function kindOfAddress(text: string): string {
  if (text === 'none') return 'none'
  const address = numberOfIPv4(text)
  if (address === undefined) {
    if (isIPv6(text)) return 'ipv6'
    return isBrokenIPv4(text) ? 'invalid' : 'name'
  }
  if (address === 0) return 'unspecified'
  const within = (network: string, bits: number) =>
    Math.floor(address / 2 ** (32 - bits)) === Math.floor((numberOfIPv4(network) ?? 0) / 2 ** (32 - bits))
  if (within('127.0.0.0', 8)) return 'loopback'
  const isPrivate =
    within('10.0.0.0', 8) ||
    within('172.16.0.0', 12) ||
    within('192.168.0.0', 16) ||
    within('169.254.0.0', 16)
  return isPrivate ? 'private' : 'public'
}

/** Four numbers or more, of which inet_aton(3) makes no address; getaddrinfo(3) finds no such name either. */
function isBrokenIPv4(text: string): boolean {
  const parts = text.split('.')
  return (
    /^[\d.]+$/.test(text) &&
    (parts.length > 4 || (parts.length === 4 && parts.some((part) => Number(part) > 255)))
  )
}
