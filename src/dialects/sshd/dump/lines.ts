import type { Vendor } from '../build-profile.ts'
import type { Keyword } from '../keywords/types.ts'

/** How sshd -T prints a keyword: one form for each dump_cfg_ function of servconf.c. */
export type Form =
  | 'word'
  | 'number'
  | 'octal'
  | 'text'
  | 'comma-list'
  | 'port-lines'
  | 'lines'
  | 'one-line'
  | 'listen-lines'
  | 'subsystem-lines'
  | 'startups'
  | 'startups-or-none'
  | 'masks'
  | 'services'
  | 'rekey'
  | 'penalties'

/** One kind of line of the dump. */
export interface DumpLine {
  keyword: Keyword
  form: Form
  since?: string
  until?: string
  /** Only builds with this feature print it. */
  feature?: 'pam' | 'kerberos' | 'afs' | 'gssapi' | 'lastlog'
  vendor?: Vendor
  /** For `one-line`: what an empty list is printed as; without it the line is left out. */
  empty?: string
  /** Written out in the source, and so in lower case still in 10.4, where all others had their case. */
  handwritten?: true
}

/**
 * The lines of sshd -T in their order, which has been the same since 7.4. Source: dump_config of servconf.c,
 * and the answers of sshd 8.0 to 10.6.
 */
export const DUMP_LINES: readonly DumpLine[] = [
  { keyword: 'Port', form: 'port-lines', handwritten: true },
  { keyword: 'AddressFamily', form: 'word' },
  { keyword: 'ListenAddress', form: 'listen-lines', handwritten: true },
  { keyword: 'UsePAM', form: 'word', feature: 'pam' },
  { keyword: 'PAMServiceName', form: 'text', feature: 'pam' },
  { keyword: 'LoginGraceTime', form: 'number' },
  { keyword: 'X11DisplayOffset', form: 'number' },
  { keyword: 'MaxAuthTries', form: 'number' },
  { keyword: 'MaxSessions', form: 'number' },
  { keyword: 'ClientAliveInterval', form: 'number' },
  { keyword: 'ClientAliveCountMax', form: 'number' },
  { keyword: 'RequiredRSASize', form: 'number' },
  { keyword: 'StreamLocalBindMask', form: 'octal' },
  { keyword: 'UnusedConnectionTimeout', form: 'number' },
  { keyword: 'PermitRootLogin', form: 'word' },
  { keyword: 'IgnoreRhosts', form: 'word' },
  { keyword: 'IgnoreUserKnownHosts', form: 'word' },
  { keyword: 'HostbasedAuthentication', form: 'word' },
  { keyword: 'HostbasedUsesNameFromPacketOnly', form: 'word' },
  { keyword: 'PubkeyAuthentication', form: 'word' },
  { keyword: 'KerberosAuthentication', form: 'word', feature: 'kerberos' },
  { keyword: 'KerberosOrLocalPasswd', form: 'word', feature: 'kerberos' },
  { keyword: 'KerberosTicketCleanup', form: 'word', feature: 'kerberos' },
  { keyword: 'KerberosGetAFSToken', form: 'word', feature: 'afs' },
  { keyword: 'GSSAPIAuthentication', form: 'word', feature: 'gssapi' },
  { keyword: 'GSSAPICleanupCredentials', form: 'word', feature: 'gssapi' },
  { keyword: 'GSSAPIDelegateCredentials', form: 'word', feature: 'gssapi' },
  { keyword: 'GSSAPIKeyExchange', form: 'word', feature: 'gssapi', vendor: 'gssapi-key-exchange' },
  {
    keyword: 'GSSAPIStrictAcceptorCheck',
    form: 'word',
    feature: 'gssapi',
    vendor: 'gssapi-key-exchange',
    until: '10.3',
  },
  { keyword: 'GSSAPIStrictAcceptorCheck', form: 'word', feature: 'gssapi', since: '10.3' },
  {
    keyword: 'GSSAPIStoreCredentialsOnRekey',
    form: 'word',
    feature: 'gssapi',
    vendor: 'gssapi-key-exchange',
  },
  { keyword: 'GSSAPIKexAlgorithms', form: 'text', feature: 'gssapi', vendor: 'gssapi-key-exchange' },
  { keyword: 'PasswordAuthentication', form: 'word' },
  { keyword: 'KbdInteractiveAuthentication', form: 'word' },
  { keyword: 'ChallengeResponseAuthentication', form: 'word' },
  { keyword: 'PrintMotd', form: 'word' },
  { keyword: 'PrintLastLog', form: 'word', feature: 'lastlog' },
  { keyword: 'X11Forwarding', form: 'word' },
  { keyword: 'X11UseLocalhost', form: 'word' },
  { keyword: 'PermitTTY', form: 'word' },
  { keyword: 'PermitUserRC', form: 'word' },
  { keyword: 'StrictModes', form: 'word' },
  { keyword: 'TCPKeepAlive', form: 'word' },
  { keyword: 'PermitEmptyPasswords', form: 'word' },
  { keyword: 'Compression', form: 'word' },
  { keyword: 'GatewayPorts', form: 'word' },
  { keyword: 'UseDNS', form: 'word' },
  { keyword: 'AllowTcpForwarding', form: 'word' },
  { keyword: 'AllowAgentForwarding', form: 'word' },
  { keyword: 'DisableForwarding', form: 'word' },
  { keyword: 'AllowStreamLocalForwarding', form: 'word' },
  { keyword: 'StreamLocalBindUnlink', form: 'word' },
  { keyword: 'FingerprintHash', form: 'word' },
  { keyword: 'ExposeAuthInfo', form: 'word' },
  { keyword: 'WarnWeakCrypto', form: 'word' },
  { keyword: 'RefuseConnection', form: 'word' },
  { keyword: 'DebianBanner', form: 'word', vendor: 'debian', since: '9.9p1' },
  { keyword: 'PidFile', form: 'text' },
  { keyword: 'ModuliFile', form: 'text' },
  { keyword: 'XAuthLocation', form: 'text' },
  { keyword: 'Ciphers', form: 'comma-list' },
  { keyword: 'MACs', form: 'comma-list' },
  { keyword: 'Banner', form: 'text' },
  { keyword: 'ForceCommand', form: 'text' },
  { keyword: 'ChrootDirectory', form: 'text' },
  { keyword: 'TrustedUserCAKeys', form: 'text' },
  { keyword: 'RevokedKeys', form: 'text', until: '10.3' },
  { keyword: 'SecurityKeyProvider', form: 'text' },
  { keyword: 'AuthorizedPrincipalsFile', form: 'text' },
  { keyword: 'VersionAddendum', form: 'text' },
  { keyword: 'AuthorizedKeysCommand', form: 'text' },
  { keyword: 'AuthorizedKeysCommandUser', form: 'text' },
  { keyword: 'AuthorizedPrincipalsCommand', form: 'text' },
  { keyword: 'AuthorizedPrincipalsCommandUser', form: 'text' },
  { keyword: 'HostKeyAgent', form: 'text' },
  { keyword: 'KexAlgorithms', form: 'comma-list' },
  { keyword: 'CASignatureAlgorithms', form: 'comma-list' },
  { keyword: 'HostbasedAcceptedAlgorithms', form: 'comma-list' },
  { keyword: 'HostKeyAlgorithms', form: 'comma-list' },
  { keyword: 'PubkeyAcceptedAlgorithms', form: 'comma-list' },
  { keyword: 'RDomain', form: 'text', until: '8.1' },
  { keyword: 'SshdSessionPath', form: 'text' },
  { keyword: 'SshdAuthPath', form: 'text' },
  { keyword: 'PerSourcePenaltyExemptList', form: 'text' },
  { keyword: 'AgentSocketPath', form: 'text' },
  { keyword: 'LogLevel', form: 'word' },
  { keyword: 'SyslogFacility', form: 'word' },
  { keyword: 'AuthorizedKeysFile', form: 'one-line' },
  { keyword: 'RevokedKeys', form: 'one-line', since: '10.3' },
  { keyword: 'HostKey', form: 'lines' },
  { keyword: 'HostCertificate', form: 'lines' },
  { keyword: 'AllowUsers', form: 'lines' },
  { keyword: 'DenyUsers', form: 'lines' },
  { keyword: 'AllowGroups', form: 'lines' },
  { keyword: 'DenyGroups', form: 'lines' },
  { keyword: 'AcceptEnv', form: 'lines' },
  { keyword: 'SetEnv', form: 'lines' },
  { keyword: 'AuthenticationMethods', form: 'one-line', empty: 'any' },
  { keyword: 'LogVerbose', form: 'one-line' },
  { keyword: 'ChannelTimeout', form: 'one-line', until: '9.5' },
  { keyword: 'ChannelTimeout', form: 'one-line', empty: 'none', since: '9.5' },
  { keyword: 'Subsystem', form: 'subsystem-lines', handwritten: true },
  { keyword: 'MaxStartups', form: 'startups', handwritten: true },
  { keyword: 'PerSourceMaxStartups', form: 'startups-or-none', handwritten: true },
  { keyword: 'PerSourceNetBlockSize', form: 'masks', handwritten: true },
  { keyword: 'PermitTunnel', form: 'word' },
  { keyword: 'IPQoS', form: 'services', handwritten: true },
  { keyword: 'RekeyLimit', form: 'rekey', handwritten: true },
  { keyword: 'PermitOpen', form: 'one-line', empty: 'any', handwritten: true },
  { keyword: 'PermitListen', form: 'one-line', empty: 'any', handwritten: true },
  { keyword: 'PermitUserEnvironment', form: 'text' },
  { keyword: 'PubkeyAuthOptions', form: 'one-line', empty: 'none', handwritten: true },
  { keyword: 'PerSourcePenalties', form: 'penalties', handwritten: true },
]
