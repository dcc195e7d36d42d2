/** The kinds of algorithm lists; `signatures` are the key types that are no certificates. */
export type AlgorithmKind = 'ciphers' | 'macs' | 'kex' | 'keys' | 'signatures'

/** An algorithm that sshd knows, whether it offers it by default or not. */
export interface KnownAlgorithm {
  name: string
  since?: string
  until?: string
  /** A certificate type: not a signature algorithm by itself. */
  certificate?: true
  /** The short name by which the daemon also knows the key type, in any case. */
  short?: string
}

/**
 * All algorithms that the lists may name, in the order of the daemon's own tables, which is the order in
 * which a wildcard expands. Sources: keyimpls in sshkey.c (keytypes up to 9.1), kexalgs in kex.c, ciphers in
 * cipher.c, macs in mac.c.
 */
const KNOWN_ALGORITHMS = {
  ciphers: [
    { name: '3des-cbc' },
    { name: 'blowfish-cbc', until: '7.6' },
    { name: 'cast128-cbc', until: '7.6' },
    { name: 'arcfour', until: '7.6' },
    { name: 'arcfour128', until: '7.6' },
    { name: 'arcfour256', until: '7.6' },
    { name: 'aes128-cbc' },
    { name: 'aes192-cbc' },
    { name: 'aes256-cbc' },
    { name: 'rijndael-cbc@lysator.liu.se', until: '8.5' },
    { name: 'aes128-ctr' },
    { name: 'aes192-ctr' },
    { name: 'aes256-ctr' },
    { name: 'aes128-gcm@openssh.com' },
    { name: 'aes256-gcm@openssh.com' },
    { name: 'chacha20-poly1305@openssh.com' },
  ],
  macs: [
    { name: 'hmac-sha1' },
    { name: 'hmac-sha1-96' },
    { name: 'hmac-sha2-256' },
    { name: 'hmac-sha2-512' },
    { name: 'hmac-md5' },
    { name: 'hmac-md5-96' },
    { name: 'hmac-ripemd160', until: '7.6' },
    { name: 'hmac-ripemd160@openssh.com', until: '7.6' },
    { name: 'umac-64@openssh.com' },
    { name: 'umac-128@openssh.com' },
    { name: 'hmac-sha1-etm@openssh.com' },
    { name: 'hmac-sha1-96-etm@openssh.com' },
    { name: 'hmac-sha2-256-etm@openssh.com' },
    { name: 'hmac-sha2-512-etm@openssh.com' },
    { name: 'hmac-md5-etm@openssh.com' },
    { name: 'hmac-md5-96-etm@openssh.com' },
    { name: 'hmac-ripemd160-etm@openssh.com', until: '7.6' },
    { name: 'umac-64-etm@openssh.com' },
    { name: 'umac-128-etm@openssh.com' },
  ],
  kex: [
    { name: 'diffie-hellman-group1-sha1' },
    { name: 'diffie-hellman-group14-sha1' },
    { name: 'diffie-hellman-group14-sha256' },
    { name: 'diffie-hellman-group16-sha512' },
    { name: 'diffie-hellman-group18-sha512' },
    { name: 'diffie-hellman-group-exchange-sha1' },
    { name: 'diffie-hellman-group-exchange-sha256' },
    { name: 'ecdh-sha2-nistp256' },
    { name: 'ecdh-sha2-nistp384' },
    { name: 'ecdh-sha2-nistp521' },
    { name: 'curve25519-sha256' },
    { name: 'curve25519-sha256@libssh.org' },
    { name: 'sntrup4591761x25519-sha512@tinyssh.org', since: '8.0', until: '8.5' },
    { name: 'sntrup761x25519-sha512', since: '9.9p1' },
    { name: 'sntrup761x25519-sha512@openssh.com', since: '8.5' },
    { name: 'mlkem768x25519-sha256', since: '9.9p1' },
  ],
  keys: [
    { name: 'ssh-ed25519', short: 'ED25519' },
    { name: 'ssh-ed25519-cert-v01@openssh.com', certificate: true },
    { name: 'sk-ssh-ed25519@openssh.com', since: '8.2', short: 'ED25519-SK' },
    { name: 'sk-ssh-ed25519-cert-v01@openssh.com', since: '8.2', certificate: true },
    { name: 'ssh-mldsa44-ed25519@openssh.com', since: '10.4', until: '10.6', short: 'MLDSA44-ED25519' },
    {
      name: 'ssh-mldsa44-ed25519-cert-v01@openssh.com',
      since: '10.4',
      until: '10.6',
      certificate: true,
    },
    { name: 'ssh-mldsa44-ed25519', since: '10.6', short: 'MLDSA44-ED25519' },
    { name: 'ssh-mldsa44-ed25519-cert', since: '10.6', certificate: true },
    { name: 'ecdsa-sha2-nistp256', short: 'ECDSA' },
    { name: 'ecdsa-sha2-nistp256-cert-v01@openssh.com', certificate: true },
    { name: 'ecdsa-sha2-nistp384', short: 'ECDSA' },
    { name: 'ecdsa-sha2-nistp384-cert-v01@openssh.com', certificate: true },
    { name: 'ecdsa-sha2-nistp521', short: 'ECDSA' },
    { name: 'ecdsa-sha2-nistp521-cert-v01@openssh.com', certificate: true },
    { name: 'sk-ecdsa-sha2-nistp256@openssh.com', since: '8.2', short: 'ECDSA-SK' },
    { name: 'sk-ecdsa-sha2-nistp256-cert-v01@openssh.com', since: '8.2', certificate: true },
    { name: 'webauthn-sk-ecdsa-sha2-nistp256@openssh.com', since: '8.4', short: 'ECDSA-SK' },
    { name: 'webauthn-sk-ecdsa-sha2-nistp256-cert-v01@openssh.com', since: '10.3', certificate: true },
    { name: 'ssh-dss', until: '10.0', short: 'DSA' },
    { name: 'ssh-dss-cert-v01@openssh.com', until: '10.0', certificate: true },
    { name: 'ssh-rsa', short: 'RSA' },
    { name: 'ssh-rsa-cert-v01@openssh.com', certificate: true },
    { name: 'rsa-sha2-256', short: 'RSA' },
    { name: 'rsa-sha2-256-cert-v01@openssh.com', since: '7.8', certificate: true },
    { name: 'rsa-sha2-512', short: 'RSA' },
    { name: 'rsa-sha2-512-cert-v01@openssh.com', since: '7.8', certificate: true },
  ],
} as const satisfies Record<string, readonly KnownAlgorithm[]>

/** Up to 9.1 the table of key types had another order; what it does not name follows in the order above. */
export const KEY_ORDER_BEFORE_9_2: readonly string[] = [
  'ssh-ed25519',
  'ssh-ed25519-cert-v01@openssh.com',
  'sk-ssh-ed25519@openssh.com',
  'sk-ssh-ed25519-cert-v01@openssh.com',
  'ssh-rsa',
  'rsa-sha2-256',
  'rsa-sha2-512',
  'ssh-dss',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ecdsa-sha2-nistp256@openssh.com',
  'webauthn-sk-ecdsa-sha2-nistp256@openssh.com',
  'ssh-rsa-cert-v01@openssh.com',
  'rsa-sha2-256-cert-v01@openssh.com',
  'rsa-sha2-512-cert-v01@openssh.com',
  'ssh-dss-cert-v01@openssh.com',
  'ecdsa-sha2-nistp256-cert-v01@openssh.com',
  'ecdsa-sha2-nistp384-cert-v01@openssh.com',
  'ecdsa-sha2-nistp521-cert-v01@openssh.com',
  'sk-ecdsa-sha2-nistp256-cert-v01@openssh.com',
]

/** What some release knows, whichever. */
export function everKnown(kind: AlgorithmKind): readonly KnownAlgorithm[] {
  return KNOWN_ALGORITHMS[kind === 'signatures' ? 'keys' : kind]
}
