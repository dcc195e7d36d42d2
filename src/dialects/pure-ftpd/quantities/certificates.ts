import { type Host, isFailure, UNKNOWN, type Unknown } from '../../../host/host.ts'
import { decodeBytes } from '../../../syntax/bytes.ts'
import type { Quantity, View } from '../../dialect.ts'
import { keyOfCertificate, keyOfPrivateKey } from '../certificates/der.ts'
import { type PemBlock, readPem } from '../certificates/pem.ts'
import { directive } from '../directives.ts'
import { atLeast } from '../versions.ts'
import { isAbsent } from './absence.ts'

/** The two files that OpenSSL is given; one bundle is both (tls.c, tls_load_cert_file). */
interface CertificateFiles {
  keyword: 'CertFile' | 'CertFileAndKey'
  certificate: string
  key: string
}

/** The directives share one option; the later one counts, and a comma in CertFile parts two files since 1.0.48. */
function filesOf(view: View): CertificateFiles | Unknown {
  const pair = view.peek('CertFileAndKey')
  if (pair === UNKNOWN || view.peek('CertFile') === UNKNOWN) return UNKNOWN
  if (typeof pair === 'object' && 'certificate' in pair && 'key' in pair) {
    return { keyword: 'CertFileAndKey', certificate: String(pair.certificate), key: String(pair.key) }
  }
  const one = String(view.isSet('CertFile') ? view.peek('CertFile') : directive('CertFile')?.default)
  const comma = atLeast(view.config.version, '1.0.48') ? one.indexOf(',') : -1
  if (comma === -1) return { keyword: 'CertFile', certificate: one, key: one }
  return { keyword: 'CertFile', certificate: one.slice(0, comma), key: one.slice(comma + 1) }
}

type State =
  | 'usable'
  | 'missing'
  | 'no certificate'
  | 'no key'
  | 'swapped'
  | 'key with pass phrase'
  | 'short key'
  | 'key of another certificate'

/** What a file with this state is, in words. */
const WORDS: Readonly<Record<State, string>> = {
  usable: 'usable',
  missing: 'missing',
  'no certificate': 'without a certificate',
  'no key': 'without a private key',
  swapped: 'a private key, where the certificate belongs',
  'key with pass phrase': 'locked with a pass phrase',
  'short key': 'of a key with less than 2048 bits',
  'key of another certificate': 'the key of another certificate',
}

/** Keys below this are refused by OpenSSL at the security level that distributions set. */
const SHORTEST_RSA = 2048

function stateOf(
  { certificate, key }: CertificateFiles,
  host: Host,
): { state: State; file: string } | Unknown {
  const certificates = blocksOf(certificate, host)
  const keys = certificate === key ? certificates : blocksOf(key, host)
  if (certificates === 'missing') return { state: 'missing', file: certificate }
  if (keys === 'missing') return { state: 'missing', file: key }
  if (certificates === UNKNOWN || keys === UNKNOWN) return UNKNOWN
  const chain = certificates.filter(isCertificate)
  const [secret] = keys.filter(isKey)
  if (chain.length === 0) {
    const isSwapped = certificate !== key && certificates.some(isKey) && keys.some(isCertificate)
    return { state: isSwapped ? 'swapped' : 'no certificate', file: certificate }
  }
  if (!secret) return { state: 'no key', file: key }
  if (secret.encrypted) return { state: 'key with pass phrase', file: key }
  const open = chain[0] && keyOfCertificate(chain[0].der)
  const own = keyOfPrivateKey(secret.der)
  if (open?.value !== undefined && own?.value !== undefined && open.value !== own.value)
    return { state: 'key of another certificate', file: key }
  if (open?.bits !== undefined && open.bits < SHORTEST_RSA) return { state: 'short key', file: certificate }
  return { state: 'usable', file: certificate }
}

function blocksOf(path: string, host: Host): readonly PemBlock[] | 'missing' | Unknown {
  if (!path.startsWith('/')) return UNKNOWN
  const bytes = host.read(path)
  if (!isFailure(bytes)) return readPem(decodeBytes(bytes).text)
  return isAbsent(path, host) ? 'missing' : UNKNOWN
}

function isCertificate({ label }: PemBlock): boolean {
  return label === 'CERTIFICATE' || label === 'TRUSTED CERTIFICATE' || label === 'X509 CERTIFICATE'
}

function isKey({ label }: PemBlock): boolean {
  return label.endsWith('PRIVATE KEY')
}

export const certificateQuantities: readonly Quantity[] = [
  {
    name: 'certificate-state',
    kind: 'enum',
    values: [
      ...['usable', 'missing', 'no certificate', 'no key', 'swapped', 'key with pass phrase', 'short key'],
      'key of another certificate',
    ],
    summary: 'Whether the server can load its certificate and private key',
    reads: ['CertFile', 'CertFileAndKey'],
    compute(view) {
      const files = filesOf(view)
      if (files === UNKNOWN) return UNKNOWN
      const found = stateOf(files, view.host)
      if (found === UNKNOWN) return UNKNOWN
      view.setting(files.keyword)
      if (found.state !== 'usable')
        view.fact({ keyword: files.keyword, value: WORDS[found.state], file: found.file })
      return found.state
    },
  },
  {
    name: 'certificate-count',
    kind: 'number',
    summary: 'How many certificates the certificate file holds: those behind the first may be of authorities',
    reads: ['CertFile', 'CertFileAndKey'],
    compute(view) {
      const files = filesOf(view)
      if (files === UNKNOWN) return UNKNOWN
      const blocks = blocksOf(files.certificate, view.host)
      if (blocks === UNKNOWN || blocks === 'missing') return UNKNOWN
      view.setting(files.keyword)
      return blocks.filter(isCertificate).length
    },
  },
  {
    name: 'private-key-readers',
    kind: 'enum',
    values: ['everybody', 'a group', 'owner'],
    summary: 'Who may read the file with the private key, by its mode',
    reads: ['CertFile', 'CertFileAndKey'],
    compute(view) {
      const files = filesOf(view)
      if (files === UNKNOWN) return UNKNOWN
      const facts = view.host.file(files.key)
      if (facts === UNKNOWN || facts === 'missing' || facts.mode === UNKNOWN) return UNKNOWN
      view.setting(files.keyword)
      view.fact({ keyword: 'mode', value: facts.mode.toString(8).padStart(4, '0'), file: files.key })
      if ((facts.mode & 0o004) !== 0) return 'everybody'
      return (facts.mode & 0o040) !== 0 && facts.gid !== 0 ? 'a group' : 'owner'
    },
  },
]
