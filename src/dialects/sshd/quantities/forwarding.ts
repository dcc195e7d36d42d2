import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { obeysDisableForwarding } from './disable-forwarding.ts'
import { asNarrow, blockOf } from './scopes.ts'
import { wordsOf } from './words.ts'

/** True where a line of some block, or a list of destinations, shows that somebody decided about a direction. */
function isDecided(view: View, limit: 'PermitOpen' | 'PermitListen'): boolean {
  const limits = wordsOf(view.peek(limit))
  if (limits === UNKNOWN || (view.isSet(limit) && !limits.includes('any'))) return true
  return blockOf(view, 'AllowTcpForwarding') !== undefined
}

const tunnelsLeft: Quantity = {
  name: 'tunnels-left',
  kind: 'list',
  summary: 'Ways to other hosts that a client keeps beside its forced command, and that nobody decided about',
  reads: [
    'forwarding-left',
    'ForceCommand',
    'AllowTcpForwarding',
    'PermitOpen',
    'PermitListen',
    'PermitTunnel',
  ],
  compute: (view) => {
    const left = wordsOf(view.peek('forwarding-left'))
    if (left === UNKNOWN) return UNKNOWN
    const open = [
      ...(left.includes('local') && !isDecided(view, 'PermitOpen') ? ['TCP connections to anywhere'] : []),
      ...(left.includes('remote') && !isDecided(view, 'PermitListen') ? ['listening ports'] : []),
    ]
    if (open.length > 0) view.get('AllowTcpForwarding')
    if (left.includes('tunnel')) {
      view.get('PermitTunnel')
      open.push('tunnel devices')
    }
    return open
  },
}

/** Keywords that allow a kind of forwarding, and the values that allow nothing. */
const PERMISSIONS: readonly (readonly [keyword: string, closed: string])[] = [
  ['AllowTcpForwarding', 'no'],
  ['AllowStreamLocalForwarding', 'no'],
  ['AllowAgentForwarding', 'no'],
  ['X11Forwarding', 'no'],
  ['PermitOpen', 'none'],
  ['PermitListen', 'none'],
  ['GatewayPorts', 'no'],
  ['PermitTunnel', 'no'],
]

/** Keywords that a line sets to allow something where DisableForwarding switches all of it off (serverloop.c, session.c). */
function inVain(name: string, summary: string, wanted: (inBlock: boolean) => boolean): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: ['DisableForwarding', ...PERMISSIONS.map(([keyword]) => keyword)],
    compute: (view) => {
      const found = PERMISSIONS.filter(
        ([keyword, closed]) =>
          obeysDisableForwarding(keyword, view) &&
          view.isSet(keyword) &&
          allows(view, keyword, closed) &&
          asNarrow(view, keyword, 'DisableForwarding') &&
          wanted(blockOf(view, keyword) !== undefined),
      ).map(([keyword]) => keyword)
      for (const keyword of found) view.get(keyword)
      return found
    },
  }
}

function allows(view: View, keyword: string, closed: string): boolean {
  const words = wordsOf(view.peek(keyword))
  return words !== UNKNOWN && !words.includes(closed)
}

const inVainInBlock = inVain(
  'allowed-in-vain-in-block',
  'Forwarding keywords that a Match block sets to allow something, while DisableForwarding holds',
  (inBlock) => inBlock,
)

const inVainEverywhere = inVain(
  'allowed-in-vain-everywhere',
  'Forwarding keywords that the whole file sets to allow something, while DisableForwarding holds',
  (inBlock) => !inBlock,
)

export const forwarding: readonly Quantity[] = [tunnelsLeft, inVainInBlock, inVainEverywhere]
