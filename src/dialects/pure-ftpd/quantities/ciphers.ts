import type { Quantity } from '../../dialect.ts'

/** Words of a cipher list that select nothing in OpenSSL 3: what they stood for was removed, or belongs to TLS 1.3. */
const EMPTY =
  /^(SSLv2|EXP(ORT(40|56)?)?|LOW|MEDIUM|RC2|RC4|DES|3DES|IDEA|SEED|MD5|(EXP-|RC4-|DES-).+|.+-(RC4|DES-CBC3?|SEED|IDEA-CBC)-.+|TLS_.+)$/

/** Words that select suites without encryption, or without a certificate. */
const WORTHLESS =
  /^(e?NULL|a(NULL|DH|ECDH)|A(DH|ECDH)|COMPLEMENTOFALL|COMPLEMENTOFDEFAULT|ADH-.+|AECDH-.+|.*NULL-.+)$/i

export const cipherQuantities: readonly Quantity[] = [
  {
    name: 'cipher-list',
    kind: 'enum',
    values: ['usable', 'empty', 'worthless'],
    summary:
      'Whether TLSCipherSuite selects suites that OpenSSL 3 has, none at all, or such without encryption or certificate',
    reads: ['TLSCipherSuite'],
    compute(view) {
      const value = view.get('TLSCipherSuite')
      if (typeof value !== 'string' || value === 'none') return 'usable'
      const words = value
        .replace(/^(-[SC]:)*/, '')
        .split(/[:, ;]+/)
        .filter((word) => /^[A-Za-z]/.test(word))
      if (words.length === 0) return 'usable'
      if (words.every((word) => EMPTY.test(word))) return 'empty'
      return words.some((word) => WORTHLESS.test(word)) ? 'worthless' : 'usable'
    },
  },
]
