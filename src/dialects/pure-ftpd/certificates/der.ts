/** One element of DER: its tag, its content, and what follows it. */
interface Element {
  tag: number
  content: Uint8Array
  rest: Uint8Array
}

const SEQUENCE = 0x30
const INTEGER = 0x02
const BIT_STRING = 0x03
const OCTET_STRING = 0x04
const OBJECT_IDENTIFIER = 0x06

/** The public half of a key: equal where certificate and private key belong together. */
export interface PublicKey {
  algorithm: 'rsa' | 'other'
  /** The modulus of RSA, the point of elliptic curves, in hexadecimal; absent where a private key does not hold it. */
  value?: string
  /** The length of an RSA modulus. */
  bits?: number
}

/** The public key of an X.509 certificate (RFC 5280, 4.1); `undefined` where it is none. */
export function keyOfCertificate(der: Uint8Array): PublicKey | undefined {
  const parts = members(content(der, SEQUENCE))
  const fields = members(parts[0]?.content)
  // The version is left out in certificates of version 1.
  const key = members(fields[fields[0]?.tag === 0xa0 ? 6 : 5]?.content)
  const algorithm = members(key[0]?.content)[0]
  const bits = key[1]?.tag === BIT_STRING ? key[1].content.subarray(1) : undefined
  if (!algorithm || !bits) return undefined
  return isRsa(algorithm)
    ? rsaKey(members(content(bits, SEQUENCE))[0])
    : { algorithm: 'other', value: hex(bits) }
}

/** The public half of a private key: PKCS #8, or the older forms of RSA and elliptic curves. */
export function keyOfPrivateKey(der: Uint8Array): PublicKey | undefined {
  const fields = members(content(der, SEQUENCE))
  if (fields[1]?.tag === INTEGER) return rsaKey(fields[1])
  if (fields[1]?.tag === OCTET_STRING) return curveKey(fields)
  const algorithm = members(fields[1]?.content)[0]
  const inner = fields[2]?.tag === OCTET_STRING ? fields[2].content : undefined
  if (!algorithm || !inner) return undefined
  if (isRsa(algorithm)) return rsaKey(members(content(inner, SEQUENCE))[1])
  return curveKey(members(content(inner, SEQUENCE)))
}

/** RFC 5915: the point stands behind tag 1 where it is given. */
function curveKey(fields: readonly Element[]): PublicKey {
  const point = fields.find(({ tag }) => tag === 0xa1)
  const bits = point && content(point.content, BIT_STRING)
  return { algorithm: 'other', ...(bits && { value: hex(bits.subarray(1)) }) }
}

function rsaKey(modulus: Element | undefined): PublicKey | undefined {
  if (modulus?.tag !== INTEGER) return undefined
  const value = hex(modulus.content).replace(/^(00)+/, '')
  const first = Number.parseInt(value.slice(0, 2), 16)
  if (Number.isNaN(first)) return undefined
  return { algorithm: 'rsa', value, bits: (value.length / 2 - 1) * 8 + first.toString(2).length }
}

/** rsaEncryption, 1.2.840.113549.1.1.1. */
function isRsa({ tag, content }: Element): boolean {
  return tag === OBJECT_IDENTIFIER && hex(content) === '2a864886f70d010101'
}

function content(bytes: Uint8Array, tag: number): Uint8Array | undefined {
  const element = read(bytes)
  return element?.tag === tag ? element.content : undefined
}

function members(bytes: Uint8Array | undefined): readonly Element[] {
  const found: Element[] = []
  let left = bytes
  while (left && left.length > 0 && found.length < 20) {
    const element = read(left)
    if (!element) break
    found.push(element)
    left = element.rest
  }
  return found
}

function read(bytes: Uint8Array): Element | undefined {
  const [tag, first] = bytes
  if (tag === undefined || first === undefined) return undefined
  const extra = first < 0x80 ? 0 : first - 0x80
  if (extra > 4) return undefined
  const length = extra === 0 ? first : bytes.subarray(2, 2 + extra).reduce((sum, byte) => sum * 256 + byte, 0)
  const start = 2 + extra
  if (start + length > bytes.length) return undefined
  return { tag, content: bytes.subarray(start, start + length), rest: bytes.subarray(start + length) }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
