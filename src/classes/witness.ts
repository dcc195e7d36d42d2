import type { Connection } from '../dialects/dialect.ts'
import { parseAddress } from './address-text.ts'
import * as Bits from './bit-set.ts'
import type { Cell } from './cell.ts'
import { NetworkTree } from './networks.ts'
import type { Space } from './space.ts'

export interface Witness {
  /** The user, and every attribute that some guard of the space has a criterion on. */
  connection: Connection
  /** The connection as `sshd -T -C` takes it, complete; groups have no place in it. */
  spec: string
}

/**
 * A connection of the cell, as a machine would really open it as far as the cell leaves that open.
 * @param guards those whose criteria are of interest; all, where nobody says
 */
export function witnessOf(space: Space, cell: Cell, guards?: Bits.BitSet): Witness {
  const { user, membership, choice } = cell
  const asked = guards ? space.kindsIn(guards) : space.kinds
  const plain = ends(space, cell)
  const address = withInterface('address', plain.address, space, guards)
  const localAddress = withInterface('local-address', plain.localAddress, space, guards)
  // sshd takes the address for the host where it does not resolve names (UseDNS no, the default).
  const host =
    choice.host === undefined || space.hostOption(address) === space.hostOption(choice.host)
      ? address
      : choice.host
  const localPort = choice.localPort ?? 22
  const invalid = 'invalid' in membership
  const connection: Connection = {
    user,
    ...(invalid && { invalidUser: true }),
    ...(!invalid && membership.groups.length > 0 && { groups: membership.groups }),
    ...(asked.has('host') && { host }),
    ...(asked.has('address') && { address }),
    ...(asked.has('local-address') && { localAddress }),
    ...(asked.has('local-port') && { localPort }),
    ...(asked.has('rdomain') && { rdomain: choice.rdomain ?? '' }),
  }
  const spec = [
    `user=${user}`,
    `host=${host}`,
    `addr=${address}`,
    `laddr=${localAddress}`,
    `lport=${localPort}`,
  ]
  if (asked.has('rdomain')) spec.push(`rdomain=${choice.rdomain ?? ''}`)
  if (invalid && asked.has('invalid-user')) spec.push('invalid-user')
  return { connection, spec: spec.join() }
}

/** An IPv6 address with the interface that one of the guards asks for; the classes do not tell interfaces apart. */
function withInterface(
  kind: 'address' | 'local-address',
  text: string,
  space: Space,
  guards: Bits.BitSet | undefined,
): string {
  const address = parseAddress(text)
  if (address?.length !== 16 || !guards) return text
  for (const guard of space.ofInterfaces.filter((guard) => Bits.has(guards, guard)))
    for (const criterion of space.guards[guard]?.criteria ?? [])
      for (const item of criterion.kind === kind ? criterion.networks : []) {
        if (!('network' in item) || item.negated || item.network.scope === undefined) continue
        if (new NetworkTree([item.network], 16).containing(address).length > 0)
          return `${text}%${item.network.scope}`
      }
  return text
}

/** Both ends of the connection, of one address family where that is possible; a host that is an address is the address. */
function ends(space: Space, { choice }: Cell): { address: string; localAddress: string } {
  const remote = remoteAddresses(space, choice.host, choice.address)
  const local = choice.localAddress ?? { ipv4: '192.0.2.2', ipv6: '2001:db8::2' }
  for (const family of ['ipv4', 'ipv6'] as const) {
    const address = remote[family]
    const localAddress = local[family]
    if (address !== undefined && localAddress !== undefined) return { address, localAddress }
  }
  return { address: remote.ipv4 ?? remote.ipv6 ?? '', localAddress: local.ipv4 ?? local.ipv6 ?? '' }
}

function remoteAddresses(space: Space, host: string | undefined, chosen: Cell['choice']['address']) {
  const parsed = host === undefined ? undefined : parseAddress(host)
  if (host !== undefined && parsed) {
    const family = parsed.length === 4 ? 'ipv4' : 'ipv6'
    const representative = chosen && (chosen.ipv4 ?? chosen.ipv6 ?? '')
    if (representative === undefined || space.addressOption(host) === space.addressOption(representative))
      return { [family]: host }
  }
  return chosen ?? { ipv4: '192.0.2.1', ipv6: '2001:db8::1' }
}
