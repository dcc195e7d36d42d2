import { UNKNOWN } from '../../../host/host.ts'
import { asciiLowerCase } from '../../../syntax/ascii.ts'
import type { Quantity, View } from '../../dialect.ts'
import { asNarrow } from './scopes.ts'
import { wordsOf } from './words.ts'

/** Limits of forwarding, with the value of AllowTcpForwarding under which they mean something beside `yes`. */
const LIMITS: readonly (readonly [
  keyword: string,
  direction: 'local' | 'remote',
  idle: readonly string[],
])[] = [
  ['PermitOpen', 'local', ['any', 'none']],
  ['PermitListen', 'remote', ['any', 'none']],
  ['GatewayPorts', 'remote', ['no']],
]

const limitsInVain: Quantity = {
  name: 'forwarding-limits-in-vain',
  kind: 'list',
  summary: 'Lines that limit a direction of TCP forwarding which AllowTcpForwarding does not allow at all',
  reads: ['AllowTcpForwarding', 'DisableForwarding', ...LIMITS.map(([keyword]) => keyword)],
  compute: (view) => {
    const allowed = view.peek('AllowTcpForwarding')
    if (allowed === UNKNOWN) return UNKNOWN
    if (allowed === 'yes' || view.peek('DisableForwarding') === 'yes') return []
    const found = LIMITS.filter(([keyword, direction, idle]) => {
      const words = wordsOf(view.peek(keyword))
      const limits = words !== UNKNOWN && view.isSet(keyword) && !words.some((word) => idle.includes(word))
      return limits && allowed !== direction && asNarrow(view, keyword, 'AllowTcpForwarding')
    }).map(([keyword]) => keyword)
    for (const keyword of found) view.get(keyword)
    return found
  },
}

/** Forwarding of Unix sockets asks the permissions of TCP first (serverloop.c server_request_direct_streamlocal, channels.c). */
const socketsInVain: Quantity = {
  name: 'socket-forwarding-denied-by',
  kind: 'enum',
  values: ['AllowTcpForwarding', 'PermitOpen', 'nothing'],
  summary: 'What keeps Unix sockets from being forwarded where AllowStreamLocalForwarding allows it',
  reads: [
    'AllowStreamLocalForwarding',
    'AllowTcpForwarding',
    'PermitOpen',
    'forwarding-left',
    'DisableForwarding',
  ],
  compute: (view) => {
    const left = wordsOf(view.peek('forwarding-left'))
    const wanted = view.peek('AllowStreamLocalForwarding')
    if (left === UNKNOWN || wanted === UNKNOWN) return UNKNOWN
    const off = wanted === 'no' || view.peek('DisableForwarding') === 'yes'
    if (off || !view.isSet('AllowStreamLocalForwarding')) return 'nothing'
    if (left.includes('local-socket') || left.includes('remote-socket')) return 'nothing'
    const byTcp = wanted === 'local' ? ['no', 'remote'] : ['no', 'local']
    const culprit = byTcp.includes(String(view.peek('AllowTcpForwarding')))
      ? 'AllowTcpForwarding'
      : 'PermitOpen'
    if (!asNarrow(view, 'AllowStreamLocalForwarding', culprit)) return 'nothing'
    view.get(culprit)
    return culprit
  },
}

/** The host of HOST:PORT or [HOST]:PORT; `undefined` for a bare port. */
function hostOf(destination: string): string | undefined {
  const colon = destination.lastIndexOf(':')
  return colon === -1 ? undefined : destination.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
}

/** open_match of channels.c compares hosts as text; only a lone `*` stands for all. */
const neverMatching: Quantity = {
  name: 'destinations-that-never-match',
  kind: 'list',
  summary: 'Entries of PermitOpen whose host is a pattern, which is taken literally',
  reads: ['PermitOpen'],
  compute: (view) => {
    const words = wordsOf(view.peek('PermitOpen'))
    if (words === UNKNOWN) return UNKNOWN
    return words.filter((word) => {
      const host = hostOf(word)
      return host !== undefined && host !== '*' && /[*?]/.test(host)
    })
  },
}

/** open_match of channels.c tells capitals apart, and clients hand names on as they are typed. */
const withCapitals: Quantity = {
  name: 'destinations-with-capitals',
  kind: 'list',
  summary: 'Entries of PermitOpen whose host has capitals, and which do not stand there in lower case, too',
  reads: ['PermitOpen'],
  compute: (view) => {
    const words = wordsOf(view.peek('PermitOpen'))
    if (words === UNKNOWN) return UNKNOWN
    return words.filter((word) => /[A-Z]/.test(hostOf(word) ?? '') && !words.includes(asciiLowerCase(word)))
  },
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1']

/** Entries of PermitListen by what their host asks for. */
function listens(name: string, summary: string, wanted: (host: string) => boolean): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: ['PermitListen'],
    compute: (view: View) => {
      const words = wordsOf(view.peek('PermitListen'))
      if (words === UNKNOWN) return UNKNOWN
      return words.filter((word) => {
        const host = hostOf(word)
        return host !== undefined && host !== '' && wanted(host)
      })
    },
  }
}

const loopbackListens = listens(
  'loopback-permit-listens',
  'Entries of PermitListen for the loopback address',
  (host) => LOOPBACK.includes(host),
)

const outsideListens = listens(
  'outside-permit-listens',
  'Entries of PermitListen for an address that other hosts can reach',
  (host) => host !== '*' && !LOOPBACK.includes(host) && !host.startsWith('127.'),
)

export const forwardingLimits: readonly Quantity[] = [
  limitsInVain,
  socketsInVain,
  neverMatching,
  withCapitals,
  loopbackListens,
  outsideListens,
]
