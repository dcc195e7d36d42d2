import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { at } from '../releases.ts'
import { releaseOf } from './release.ts'
import { wordsOf } from './words.ts'

/** Signature algorithms by the type that the usual file name of a host key tells. */
const algorithmsOfType: Readonly<Record<string, RegExp>> = {
  rsa: /^(rsa-sha2-|ssh-rsa)/,
  ecdsa: /^ecdsa-sha2-/,
  ed25519: /^ssh-ed25519/,
  dsa: /^ssh-dss/,
  mldsa44_ed25519: /^ssh-mldsa44-ed25519/,
}

/** The type that a file name tells, where it is a usual one. */
function typeOf(file: string): string | undefined {
  const type = /ssh_host_([a-z0-9_]+)_key(\.pub)?$/.exec(file)?.[1] ?? ''
  return type in algorithmsOfType ? type : undefined
}

/**
 * sshd.c list_hostkey_types: what a host key can sign with, which is what a certificate is for only where there is one.
 * A certificate whose file name does not tell its type may be for any key.
 */
function canSign(type: string, algorithm: string, certificates: readonly string[]): boolean {
  if (!algorithmsOfType[type]?.test(algorithm)) return false
  if (!algorithm.includes('-cert-v')) return true
  return certificates.map(typeOfCertificate).some((own) => own === undefined || own === type)
}

function typeOfCertificate(file: string): string | undefined {
  return typeOf(file.replace(/-cert\.pub$/, ''))
}

const hostKeyTypes: Quantity = {
  name: 'host-key-types',
  kind: 'list',
  summary: 'Types of the host keys, as their file names tell; unknown where one does not tell',
  reads: ['HostKey', 'HostCertificate'],
  compute: (view) => {
    const files = wordsOf(view.peek('HostKey'))
    if (files === UNKNOWN) return UNKNOWN
    const types = files.map((file) => typeOf(file) ?? '')
    return types.includes('') ? UNKNOWN : types
  },
}

const hostKeyAlgorithmsWithoutKey: Quantity = {
  name: 'host-key-algorithms-without-key',
  kind: 'list',
  summary: 'Members of HostKeyAlgorithms for which no host key, or host certificate, is configured',
  reads: ['HostKeyAlgorithms', 'HostCertificate', 'host-key-types'],
  compute: (view) => {
    const algorithms = wordsOf(view.peek('HostKeyAlgorithms'))
    const certificates = wordsOf(view.peek('HostCertificate'))
    const types = wordsOf(view.peek('host-key-types'))
    if (algorithms === UNKNOWN || certificates === UNKNOWN || types === UNKNOWN) return UNKNOWN
    return algorithms.filter((algorithm) => !types.some((type) => canSign(type, algorithm, certificates)))
  },
}

/** sshd.c main: a certificate is passed over where no host key fits it ("No matching private key for certificate"). */
const certificatesWithoutKey: Quantity = {
  name: 'host-certificates-without-key',
  kind: 'list',
  summary: 'Host certificates of a type, as their file names tell, that no HostKey has',
  reads: ['HostCertificate', 'host-key-types', 'HostKeyAgent'],
  compute: (view) => {
    const certificates = wordsOf(view.peek('HostCertificate'))
    const types = wordsOf(view.peek('host-key-types'))
    if (certificates === UNKNOWN || types === UNKNOWN) return UNKNOWN
    return certificates.filter((file) => {
      const type = typeOfCertificate(file)
      return type !== undefined && !types.includes(type)
    })
  },
}

/** Certificates need a HostCertificate, keys on tokens an agent: hardened lists name them in advance. */
const namedWithoutKey: Quantity = {
  name: 'plain-host-key-algorithms-without-key',
  kind: 'list',
  summary:
    'Members of a full HostKeyAlgorithms list for which no HostKey line has a key; certificates and hardware keys left out',
  reads: ['host-key-algorithms-without-key', 'HostKeyAlgorithms', 'HostKey'],
  compute: (view) => {
    const dead = wordsOf(view.peek('host-key-algorithms-without-key'))
    if (dead === UNKNOWN) return UNKNOWN
    const [line] = view.peekSetting('HostKeyAlgorithms').origins
    if (!line || /^[-+^]/.test(line.text) || !view.isSet('HostKey')) return []
    return dead.filter((name) => !/-cert|^(webauthn-)?sk-/.test(name))
  },
}

const usableHostKeyAlgorithms: Quantity = {
  name: 'usable-host-key-algorithms',
  kind: 'list',
  summary: 'Members of HostKeyAlgorithms for which a host key, or host certificate, is configured',
  reads: ['HostKeyAlgorithms', 'host-key-algorithms-without-key'],
  compute: (view) => {
    const algorithms = wordsOf(view.peek('HostKeyAlgorithms'))
    const dead = wordsOf(view.peek('host-key-algorithms-without-key'))
    return algorithms === UNKNOWN || dead === UNKNOWN
      ? UNKNOWN
      : algorithms.filter((name) => !dead.includes(name))
  },
}

/** Host keys by file, of which HostKeyAlgorithms allows no signature. DSA keys and those of protocol 1 are spoken of elsewhere. */
const idleHostKeys: Quantity = {
  name: 'idle-host-keys',
  kind: 'list',
  summary: 'HostKey files of a type that HostKeyAlgorithms leaves out',
  reads: ['HostKey', 'HostCertificate', 'HostKeyAlgorithms'],
  compute: (view) => {
    const algorithms = wordsOf(view.peek('HostKeyAlgorithms'))
    const certificates = wordsOf(view.peek('HostCertificate'))
    if (algorithms === UNKNOWN || certificates === UNKNOWN) return UNKNOWN
    return citedKeys(view, (file) => {
      const type = typeOf(file)
      if (type === undefined || type === 'dsa') return undefined
      return algorithms.some((name) => canSign(type, name, certificates)) ? undefined : file
    })
  },
}

/** Goes through the HostKey lines, and takes those that are found as evidence. */
function citedKeys(view: View, find: (file: string) => string | undefined): string[] {
  return view.peekSetting('HostKey').origins.flatMap((origin) => {
    const files = wordsOf(origin.value)
    const found = files === UNKNOWN ? [] : files.flatMap((file) => find(file) ?? [])
    if (found.length > 0) view.line(origin)
    return found
  })
}

/** Why sshd cannot load a key (sshd.c main, sshkey_load_private), as far as that can be told without looking into the file. */
function unloadable(view: View, file: string): string | undefined {
  const written = file.replace(/^\/\//, '')
  if (file === 'none') return 'none names no key'
  if (/\$\{?\w|^%/.test(written)) return `${written} is taken literally`
  if (file.endsWith('.pub') && view.peek('HostKeyAgent') === 'none') return `${file} is the public half`
  if (view.host.file(file) === 'missing') return `${file} does not exist`
  return undefined
}

/** DSA keys, loaded or not, that no present client can make use of. */
function obsolete(view: View, file: string): string | undefined {
  if (typeOf(file) !== 'dsa') return undefined
  const algorithms = wordsOf(view.peek('HostKeyAlgorithms'))
  const wanted = algorithms !== UNKNOWN && algorithms.includes('ssh-dss')
  if (releaseOf(view) >= at('10.0')) return `${file} is a DSA key, which sshd does not know any more`
  return wanted ? undefined : `${file} is a DSA key, which HostKeyAlgorithms leaves out`
}

const unloadableHostKeys: Quantity = {
  name: 'unloadable-host-keys',
  kind: 'list',
  summary: 'HostKey lines whose file sshd cannot load: public halves, variables, files that do not exist',
  reads: ['HostKey', 'HostKeyAgent'],
  compute: (view) => citedKeys(view, (file) => unloadable(view, file)),
}

const obsoleteHostKeys: Quantity = {
  name: 'obsolete-host-keys',
  kind: 'list',
  summary: 'HostKey lines with keys that are of no use any more: DSA, and protocol 1 beside others',
  reads: ['HostKey', 'HostKeyAlgorithms'],
  compute: (view) => {
    const files = wordsOf(view.peek('HostKey'))
    // The name alone says protocol 1 only beside keys that are named by their type.
    const typed = files !== UNKNOWN && files.some((file) => typeOf(file) !== undefined)
    return citedKeys(view, (file) =>
      typed && file === '/etc/ssh/ssh_host_key' ? `${file} is a key of protocol 1` : obsolete(view, file),
    )
  },
}

const hostKeysLeft: Quantity = {
  name: 'host-keys-left',
  kind: 'number',
  summary: 'How many HostKey files remain that sshd may be able to use',
  reads: ['HostKey', 'HostKeyAgent', 'HostKeyAlgorithms'],
  compute: (view): number | Unknown => {
    const files = wordsOf(view.peek('HostKey'))
    if (files === UNKNOWN) return UNKNOWN
    return files.filter((file) => !unloadable(view, file) && !obsolete(view, file)).length
  },
}

export const hostKeys: readonly Quantity[] = [
  hostKeyTypes,
  hostKeyAlgorithmsWithoutKey,
  certificatesWithoutKey,
  namedWithoutKey,
  usableHostKeyAlgorithms,
  idleHostKeys,
  unloadableHostKeys,
  obsoleteHostKeys,
  hostKeysLeft,
]
