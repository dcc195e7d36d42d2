import type { Vendor } from '../build-profile.ts'

/** A keyword that sshd reads and does nothing with. */
export interface RetiredKeyword {
  name: string
  /** `deprecated` and `unsupported` are logged; `ignored` is not. */
  status: 'deprecated' | 'ignored' | 'unsupported'
  /** Whether it may stand in a Match block. */
  match: boolean
  since?: string
  until?: string
  vendor?: Vendor
  /** What to use instead, or why it is gone. */
  advice: string
}

const PROTOCOL_1 = 'it belonged to protocol 1, which sshd no longer speaks'
const RHOSTS = 'authentication by rhosts alone is gone'

/** Keywords that have no effect any more. Source: the keywords table of servconf.c. */
export const RETIRED_KEYWORDS: readonly RetiredKeyword[] = [
  { name: 'ServerKeyBits', status: 'deprecated', match: false, advice: PROTOCOL_1 },
  { name: 'KeyRegenerationInterval', status: 'deprecated', match: false, advice: PROTOCOL_1 },
  { name: 'RhostsAuthentication', status: 'deprecated', match: false, advice: RHOSTS },
  { name: 'RhostsRSAAuthentication', status: 'deprecated', match: true, advice: PROTOCOL_1 },
  { name: 'RSAAuthentication', status: 'deprecated', match: true, advice: PROTOCOL_1 },
  { name: 'CheckMail', status: 'deprecated', match: false, advice: 'sshd does not look for mail any more' },
  {
    name: 'UseLogin',
    status: 'deprecated',
    match: false,
    advice: 'sshd does not start login(1) any more',
  },
  { name: 'VerifyReverseMapping', status: 'deprecated', match: false, advice: 'UseDNS replaced it' },
  { name: 'ReverseMappingCheck', status: 'deprecated', match: false, advice: 'UseDNS replaced it' },
  {
    name: 'AuthorizedKeysFile2',
    status: 'deprecated',
    match: true,
    advice: 'AuthorizedKeysFile takes several files',
  },
  {
    name: 'UsePrivilegeSeparation',
    status: 'deprecated',
    match: false,
    since: '7.5',
    advice: 'privileges are always separated',
  },
  {
    name: 'KerberosTgtPassing',
    status: 'unsupported',
    match: false,
    until: '10.4',
    advice: 'tickets are passed through GSSAPI',
  },
  {
    name: 'KerberosTgtPassing',
    status: 'deprecated',
    match: false,
    since: '10.4',
    advice: 'tickets are passed through GSSAPI',
  },
  { name: 'AFSTokenPassing', status: 'unsupported', match: false, until: '10.4', advice: PROTOCOL_1 },
  { name: 'AFSTokenPassing', status: 'deprecated', match: false, since: '10.4', advice: PROTOCOL_1 },
  {
    name: 'PAMAuthenticationViaKbdInt',
    status: 'deprecated',
    match: false,
    until: '10.4',
    advice: 'KbdInteractiveAuthentication replaced it',
  },
  {
    name: 'SkeyAuthentication',
    status: 'deprecated',
    match: false,
    since: '7.8',
    until: '8.7',
    advice: 'KbdInteractiveAuthentication replaced it',
  },
  { name: 'Protocol', status: 'ignored', match: false, advice: 'sshd speaks protocol 2 only' },
  {
    name: 'PermitBlacklistedKeys',
    status: 'ignored',
    match: false,
    vendor: 'debian',
    advice: 'blacklisted keys are always refused',
  },
  {
    name: 'GSSAPIUseSessionCredCache',
    status: 'ignored',
    match: false,
    vendor: 'gssapi-key-exchange',
    advice: 'it never had an effect',
  },
  {
    name: 'GSSUseSessionCCache',
    status: 'ignored',
    match: false,
    vendor: 'gssapi-key-exchange',
    advice: 'it never had an effect',
  },
]
