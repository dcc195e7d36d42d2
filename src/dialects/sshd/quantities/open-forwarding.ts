import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { wordsOf } from './words.ts'

/** For each kind of forwarding: what a client can do with it, and the settings that let it. */
const WAYS: Readonly<Record<string, { words: string; let: readonly string[] }>> = {
  local: { words: 'connections from the server to elsewhere', let: ['AllowTcpForwarding'] },
  remote: { words: 'listening ports on the server', let: ['AllowTcpForwarding'] },
  'local-socket': {
    words: 'connections to sockets of the server',
    let: ['AllowStreamLocalForwarding', 'AllowTcpForwarding'],
  },
  'remote-socket': {
    words: 'listening sockets on the server',
    let: ['AllowStreamLocalForwarding', 'AllowTcpForwarding'],
  },
  tunnel: { words: 'tunnel devices', let: ['PermitTunnel'] },
  agent: { words: 'agent forwarding', let: ['AllowAgentForwarding'] },
  x11: { words: 'X11 forwarding', let: ['X11Forwarding'] },
}

function openWays(name: string, summary: string, kinds: readonly string[]): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: ['forwarding-left', ...new Set(Object.values(WAYS).flatMap((way) => way.let))],
    compute: (view) => {
      const left = wordsOf(view.peek('forwarding-left'))
      if (left === UNKNOWN) return UNKNOWN
      const open = left.filter((kind) => kinds.includes(kind))
      for (const keyword of new Set(open.flatMap((kind) => WAYS[kind]?.let ?? []))) view.get(keyword)
      return open.flatMap((kind) => WAYS[kind]?.words ?? [])
    },
  }
}

export const openForwarding: readonly Quantity[] = [
  openWays('open-forwarding', 'Forwarding that a client may still use, of any kind', Object.keys(WAYS)),
  openWays(
    'open-tunnels',
    'Forwarding that leads past the server: TCP, sockets and tunnel devices',
    Object.keys(WAYS).filter((kind) => kind !== 'agent' && kind !== 'x11'),
  ),
]
