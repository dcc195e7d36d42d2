import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, Value, View } from '../../dialect.ts'
import type { PassivePortRange, PerUserLimits } from '../values.ts'
import { structure } from './evidence.ts'

/** How many clients the passive ports are enough for: two ports for each (ftpd.c). Without the directive no limit follows. */
function passiveClients(view: View): number | 'unlimited' | Unknown {
  if (!view.isSet('PassivePortRange'))
    return view.peek('PassivePortRange') === UNKNOWN ? UNKNOWN : 'unlimited'
  const range = structure<PassivePortRange>(view.get('PassivePortRange'))
  if (range === UNKNOWN || range === undefined) return UNKNOWN
  return Math.floor((range.last - range.first + 1) / 2)
}

/** The number of clients that the daemon lets in; 0 is no limit. */
function effectiveMaxClients(view: View): Value | Unknown {
  const wanted = view.get('MaxClientsNumber')
  const ports = passiveClients(view)
  if (wanted === UNKNOWN || ports === UNKNOWN) return UNKNOWN
  return ports === 'unlimited' ? wanted : Math.min(Number(wanted), ports)
}

function field<Fields extends object>(
  keyword: string,
  read: (fields: Fields) => number,
): Quantity['compute'] {
  return (view) => {
    const value = structure<Fields>(view.get(keyword))
    return value === UNKNOWN || value === undefined ? UNKNOWN : read(value)
  }
}

export const limitQuantities: readonly Quantity[] = [
  {
    name: 'passive-clients',
    kind: 'number',
    summary: 'How many clients the passive ports are enough for: half of the ports, rounded down',
    reads: ['PassivePortRange'],
    compute: field<PassivePortRange>('PassivePortRange', ({ first, last }) =>
      Math.floor((last - first + 1) / 2),
    ),
  },
  {
    name: 'passive-ports',
    kind: 'number',
    summary: 'How many passive ports there are',
    reads: ['PassivePortRange'],
    compute: field<PassivePortRange>('PassivePortRange', ({ first, last }) => last - first + 1),
  },
  {
    name: 'effective-max-clients',
    kind: 'number',
    summary:
      'The number of clients that the daemon lets in: MaxClientsNumber, or what the passive ports are enough for; 0 is no limit',
    reads: ['MaxClientsNumber', 'PassivePortRange'],
    compute: effectiveMaxClients,
  },
  {
    name: 'per-user-limit',
    kind: 'number',
    summary: 'Most sessions of one login, by PerUserLimits; 0 is no limit',
    reads: ['PerUserLimits'],
    compute: field<PerUserLimits>('PerUserLimits', ({ user }) => user),
  },
  {
    name: 'per-anonymous-limit',
    kind: 'number',
    summary: 'Most anonymous sessions, by PerUserLimits; 0 is no limit',
    reads: ['PerUserLimits'],
    compute: field<PerUserLimits>('PerUserLimits', ({ anonymous }) => anonymous),
  },
]
