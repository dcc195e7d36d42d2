import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { isIPv4, isIPv6 } from '../addresses.ts'
import type { Bind } from '../values.ts'
import { AUTHENTICATION_DIRECTIVES } from './authentication.ts'
import { configOf, structure } from './evidence.ts'

/** Who sets one of these to anything but no wants anonymous sessions. The file of the authors sets AntiWarez and MaxLoad, so these say nothing. */
const WANTED = [
  'AllowAnonymousFXP',
  'AllowDotFiles',
  'AnonymousBandwidth',
  'AnonymousCanCreateDirs',
  'AnonymousCantUpload',
  'AnonymousRatio',
]

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

export const anonymousSessionQuantities: readonly Quantity[] = [
  {
    name: 'anonymous-uid',
    kind: 'number',
    summary: 'The user id of the account ftp, or else _ftp, as which anonymous sessions run',
    reads: [],
    compute(view) {
      for (const name of ['ftp', '_ftp']) {
        const account = view.host.account(name)
        if (account === UNKNOWN) return UNKNOWN
        if (account === 'missing') continue
        view.fact({ keyword: name, value: `uid ${account.uid}`, note: 'the account of anonymous sessions' })
        return account.uid
      }
      return UNKNOWN
    },
  },
  {
    name: 'anonymous-account-missing',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether the system is known to have no account for anonymous sessions',
    reads: [],
    compute: ({ host }) => (['ftp', '_ftp'].every((name) => host.account(name) === 'missing') ? 'yes' : 'no'),
  },
  {
    name: 'anonymous-sessions-wanted',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether settings that only concern anonymous sessions show that these are wanted',
    reads: WANTED,
    compute: (view) => (WANTED.some((name) => view.isSet(name) && view.peek(name) !== 'no') ? 'yes' : 'no'),
  },
  {
    name: 'anonymous-settings',
    kind: 'list',
    summary: 'Settings in force that only concern anonymous sessions',
    reads: [...WANTED, 'AntiWarez', 'MaxLoad'],
    compute: (view) =>
      [...WANTED, 'AntiWarez', 'MaxLoad'].filter(
        (name) => view.isSet(name) && view.peek(name) !== 'no' && view.get(name) !== UNKNOWN,
      ),
  },
  {
    name: 'authentication-named',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether lines name a back end for passwords',
    reads: AUTHENTICATION_DIRECTIVES,
    compute(view) {
      const { chain } = configOf(view)
      for (const { setting } of chain) view.line(setting)
      return chain.length > 0 ? 'yes' : 'no'
    },
  },
  {
    name: 'trusted-ip-reached',
    kind: 'flag',
    values: ['yes', 'no'],
    summary: 'Whether the server listens on the address of TrustedIP',
    reads: ['TrustedIP', 'Bind', 'IPV4Only', 'IPV6Only'],
    compute: trustedIpReached,
  },
]
