import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { wordsOf } from './words.ts'

/** For each kind of forwarding: what a client can do with it, and the settings that let it. */
const WAYS: Readonly<Record<string, { words: string; let: readonly string[] }>> = {
  local: { words: 'outgoing connections', let: ['AllowTcpForwarding'] },
  remote: { words: 'listening ports', let: ['AllowTcpForwarding'] },
  'local-socket': { words: 'Unix sockets', let: ['AllowStreamLocalForwarding', 'AllowTcpForwarding'] },
  'remote-socket': { words: 'Unix sockets', let: ['AllowStreamLocalForwarding', 'AllowTcpForwarding'] },
  tunnel: { words: 'tunnel devices', let: ['PermitTunnel'] },
  agent: { words: 'the agent', let: ['AllowAgentForwarding'] },
  x11: { words: 'X11', let: ['X11Forwarding'] },
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
      return [...new Set(open.flatMap((kind) => WAYS[kind]?.words ?? []))]
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
