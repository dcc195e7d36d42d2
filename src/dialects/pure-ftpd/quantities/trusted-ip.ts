import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { isIPv4, isIPv6 } from '../addresses.ts'
import type { Bind } from '../values.ts'
import { structure } from './evidence.ts'

/** Whether passwords are accepted on an address that the server listens on, by TrustedIP, Bind and the two families (ftpd.c). */
function trustedIpReached(view: View): 'yes' | 'no' | Unknown {
  const trusted = view.get('TrustedIP')
  const bind = structure<Bind>(view.peek('Bind'))
  if (typeof trusted !== 'string' || trusted === 'none' || bind === UNKNOWN || bind === undefined)
    return UNKNOWN
  const other = isIPv4(trusted) ? 'IPV6Only' : 'IPV4Only'
  if (view.peek(other) === 'yes') {
    view.get(other)
    return 'no'
  }
  const address = bind.address ?? ''
  if (address === '' || ['0.0.0.0', '::', '*'].includes(address)) return 'yes'
  // A name may be any address, and IPv6 addresses can be written in several ways.
  if (!isIPv4(address) && !(isIPv6(address) && isIPv4(trusted) && !address.includes('.'))) return UNKNOWN
  if (address === trusted) return 'yes'
  view.get('Bind')
  return 'no'
}

export const trustedIpQuantities: readonly Quantity[] = [
  {
    name: 'trusted-ip-reached',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether the server listens on the address of TrustedIP',
    reads: ['TrustedIP', 'Bind', 'IPV4Only', 'IPV6Only'],
    compute: trustedIpReached,
  },
]
