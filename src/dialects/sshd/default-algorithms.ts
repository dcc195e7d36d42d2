const AES_CTR = ['aes128-ctr', 'aes192-ctr', 'aes256-ctr']
const AES_GCM = ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com']

const MLKEM = 'mlkem768x25519-sha256'
const SNTRUP = 'sntrup761x25519-sha512'
const SNTRUP_FIRST_NAME = 'sntrup761x25519-sha512@openssh.com'
const CURVES = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
]
const GROUPS = [
  'diffie-hellman-group-exchange-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
  'diffie-hellman-group14-sha256',
]

const ED25519 = 'ssh-ed25519'
const ECDSA = ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521']
const SK_ED25519 = 'sk-ssh-ed25519@openssh.com'
const SK_ECDSA = 'sk-ecdsa-sha2-nistp256@openssh.com'
const WEBAUTHN = 'webauthn-sk-ecdsa-sha2-nistp256@openssh.com'
const RSA = ['rsa-sha2-512', 'rsa-sha2-256']
const RSA_SHA1 = 'ssh-rsa'
const MLDSA = 'ssh-mldsa44-ed25519'

/** The types of certificates for these types of keys. */
function certificates(keys: readonly string[]): string[] {
  return keys.map((key) =>
    key === MLDSA ? `${key}-cert` : `${key.replace('@openssh.com', '')}-cert-v01@openssh.com`,
  )
}

function withCertificates(...keys: string[]): string[] {
  return [...certificates(keys), ...keys]
}

/**
 * The lists of algorithms that sshd offers when the configuration says nothing, by the release since which
 * they hold. `keys` is the default of HostKeyAlgorithms, HostbasedAcceptedAlgorithms and
 * PubkeyAcceptedAlgorithms alike; `signatures` that of CASignatureAlgorithms.
 * Source: myproposal.h of each release, as sshd -T prints it.
 */
export const DEFAULT_ALGORITHMS = {
  ciphers: [
    { since: '7.4', names: ['chacha20-poly1305@openssh.com', ...AES_CTR, ...AES_GCM] },
    { since: '10.0', names: ['chacha20-poly1305@openssh.com', ...AES_GCM, ...AES_CTR] },
  ],
  macs: [
    {
      since: '7.4',
      names: [
        'umac-64-etm@openssh.com',
        'umac-128-etm@openssh.com',
        'hmac-sha2-256-etm@openssh.com',
        'hmac-sha2-512-etm@openssh.com',
        'hmac-sha1-etm@openssh.com',
        'umac-64@openssh.com',
        'umac-128@openssh.com',
        'hmac-sha2-256',
        'hmac-sha2-512',
        'hmac-sha1',
      ],
    },
  ],
  kex: [
    { since: '7.4', names: [...CURVES, ...GROUPS, 'diffie-hellman-group14-sha1'] },
    { since: '8.2', names: [...CURVES, ...GROUPS] },
    { since: '8.9', names: [...CURVES, SNTRUP_FIRST_NAME, ...GROUPS] },
    { since: '9.0', names: [SNTRUP_FIRST_NAME, ...CURVES, ...GROUPS] },
    { since: '9.9p1', names: [SNTRUP, SNTRUP_FIRST_NAME, MLKEM, ...CURVES, ...GROUPS] },
    { since: '10.0', names: [MLKEM, SNTRUP, SNTRUP_FIRST_NAME, ...CURVES] },
  ],
  keys: [
    {
      since: '7.4',
      names: [...certificates([...ECDSA, ED25519, RSA_SHA1]), ...ECDSA, ED25519, ...RSA, RSA_SHA1],
    },
    { since: '7.8', names: withCertificates(...ECDSA, ED25519, ...RSA, RSA_SHA1) },
    { since: '8.2', names: withCertificates(...ECDSA, SK_ECDSA, ED25519, SK_ED25519, ...RSA, RSA_SHA1) },
    { since: '8.5', names: withCertificates(ED25519, ...ECDSA, SK_ED25519, SK_ECDSA, ...RSA, RSA_SHA1) },
    { since: '8.8', names: withCertificates(ED25519, ...ECDSA, SK_ED25519, SK_ECDSA, ...RSA) },
    { since: '10.3', names: withCertificates(ED25519, ...ECDSA, SK_ED25519, SK_ECDSA, WEBAUTHN, ...RSA) },
    {
      since: '10.6',
      names: withCertificates(ED25519, ...ECDSA, SK_ED25519, SK_ECDSA, WEBAUTHN, ...RSA, MLDSA),
    },
  ],
  signatures: [
    { since: '7.9', names: [...ECDSA, ED25519, ...RSA, RSA_SHA1] },
    { since: '8.2', names: [...ECDSA, SK_ECDSA, ED25519, SK_ED25519, ...RSA] },
    { since: '8.5', names: [ED25519, ...ECDSA, SK_ED25519, SK_ECDSA, ...RSA] },
    { since: '10.3', names: [ED25519, ...ECDSA, SK_ED25519, SK_ECDSA, WEBAUTHN, ...RSA] },
  ],
}
