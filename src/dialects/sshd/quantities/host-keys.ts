import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { wordsOf } from './words.ts'

/** Signature algorithms by the type that the usual file name of a host key tells. */
const algorithmsOfType: Readonly<Record<string, RegExp>> = {
  rsa: /^(rsa-sha2-|ssh-rsa)/,
  ecdsa: /^ecdsa-sha2-/,
  ed25519: /^ssh-ed25519/,
  dsa: /^ssh-dss/,
  mldsa44_ed25519: /^ssh-mldsa44-ed25519/,
}

const hostKeyTypes: Quantity = {
  name: 'host-key-types',
  kind: 'list',
  summary: 'Types of the host keys, as their file names tell; unknown where one does not tell',
  reads: ['HostKey', 'HostCertificate'],
  compute: (view) => {
    const files = wordsOf(view.peek('HostKey'))
    if (files === UNKNOWN) return UNKNOWN
    const types = files.map((file) => /ssh_host_([a-z0-9_]+)_key(\.pub)?$/.exec(file)?.[1] ?? '')
    return types.every((type) => type in algorithmsOfType) ? types : UNKNOWN
  },
}

const hostKeyAlgorithmsWithoutKey: Quantity = {
  name: 'host-key-algorithms-without-key',
  kind: 'list',
  summary: 'Members of HostKeyAlgorithms for which no host key is configured',
  reads: ['HostKeyAlgorithms', 'host-key-types'],
  compute: (view) => {
    const algorithms = wordsOf(view.peek('HostKeyAlgorithms'))
    const types = wordsOf(view.peek('host-key-types'))
    if (algorithms === UNKNOWN || types === UNKNOWN) return UNKNOWN
    return algorithms.filter((algorithm) => !types.some((type) => algorithmsOfType[type]?.test(algorithm)))
  },
}

const usableHostKeyAlgorithms: Quantity = {
  name: 'usable-host-key-algorithms',
  kind: 'list',
  summary: 'Members of HostKeyAlgorithms for which a host key is configured',
  reads: ['HostKeyAlgorithms', 'host-key-algorithms-without-key'],
  compute: (view) => {
    const algorithms = wordsOf(view.peek('HostKeyAlgorithms'))
    const dead = wordsOf(view.peek('host-key-algorithms-without-key'))
    return algorithms === UNKNOWN || dead === UNKNOWN
      ? UNKNOWN
      : algorithms.filter((name) => !dead.includes(name))
  },
}

export const hostKeys: readonly Quantity[] = [
  hostKeyTypes,
  hostKeyAlgorithmsWithoutKey,
  usableHostKeyAlgorithms,
]
