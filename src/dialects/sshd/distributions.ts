import {
  ALPINE_BUILD,
  type BuildProfile,
  DEBIAN_BUILD,
  DEBIAN_WITHOUT_GSSAPI_BUILD,
  PAM_BUILD,
  RED_HAT_BUILD,
} from './build-profile.ts'

/** The OpenSSH that a distribution ships. */
export interface Distribution {
  version: string
  build: BuildProfile
}

/** Releases that got the mend of CVE-2025-32728 in an update. */
const DEBIAN_WITH_UPDATES: BuildProfile = { ...DEBIAN_BUILD, backports: { DisableForwarding: '10.0' } }

/** Debian's backport gives the sntrup key exchange its final name too. */
const BOOKWORM: BuildProfile = { ...DEBIAN_WITH_UPDATES, addedKex: ['sntrup761x25519-sha512'] }

/** Debian 13 has the classes of service of a later release, one of them still with the old default. */
const TRIXIE: BuildProfile = {
  ...DEBIAN_BUILD,
  defaults: { IPQoS: 'ef cs1' },
  backports: { IPQoS: '10.1' },
  revision: 'Debian-7+deb13u4',
}

/** Red Hat took RequiredRSASize over into its older releases, for its crypto policies (at first as RSAMinSize). */
const RED_HAT_WITH_RSA_SIZE: BuildProfile = { ...RED_HAT_BUILD, backports: { RequiredRSASize: '9.1' } }

const builds = (build: BuildProfile, versions: Readonly<Record<string, string>>) =>
  Object.entries(versions).map(([name, version]) => [name, { version, build }] as const)

/** Names that may stand for a version. */
export const DISTRIBUTIONS: ReadonlyMap<string, Distribution> = new Map([
  ...builds(DEBIAN_BUILD, {
    'debian-9': '7.4',
    'debian-10': '7.9',
  }),
  ...builds(DEBIAN_WITH_UPDATES, {
    'debian-11': '8.4',
    'ubuntu-18.04': '7.6',
    'ubuntu-20.04': '8.2',
    'ubuntu-22.04': '8.9',
    'ubuntu-24.04': '9.6',
    'ubuntu-24.10': '9.7',
    'ubuntu-25.04': '9.9',
  }),
  ['debian-12', { version: '9.2', build: BOOKWORM }],
  ['debian-13', { version: '10.0', build: TRIXIE }],
  ['debian-sid', { version: '10.6', build: DEBIAN_WITHOUT_GSSAPI_BUILD }],
  ...builds(DEBIAN_BUILD, {
    'ubuntu-17.04': '7.4',
    'ubuntu-17.10': '7.5',
    'ubuntu-18.10': '7.7',
    'ubuntu-19.04': '7.9',
    'ubuntu-19.10': '8.0',
    'ubuntu-20.10': '8.3',
    'ubuntu-21.04': '8.4',
    'ubuntu-21.10': '8.4',
    'ubuntu-22.10': '9.0',
    'ubuntu-23.04': '9.0',
    'ubuntu-23.10': '9.3',
    'ubuntu-25.10': '10.0',
  }),
  ...builds(RED_HAT_BUILD, {
    'rhel-7': '7.4',
    'rhel-10': '9.9',
    'centos-7': '7.4',
    'alma-10': '9.9',
    'rocky-10': '9.9',
    'fedora-33': '8.4',
    'fedora-35': '8.7',
    'fedora-36': '8.8',
    'fedora-37': '8.8',
    'fedora-38': '9.0',
    'fedora-39': '9.3',
    'fedora-40': '9.6',
    'fedora-41': '9.8',
    'fedora-42': '9.9',
    'fedora-43': '10.0',
    'amazon-2': '7.4',
  }),
  ...builds(RED_HAT_WITH_RSA_SIZE, {
    'rhel-8': '8.0',
    'rhel-9': '8.7',
    'centos-8': '8.0',
    'alma-8': '8.0',
    'alma-9': '8.7',
    'rocky-8': '8.0',
    'rocky-9': '8.7',
    'amazon-2023': '8.7',
  }),
  ...builds(ALPINE_BUILD, {
    'alpine-3.7': '7.5',
    'alpine-3.8': '7.7',
    'alpine-3.9': '7.9',
    'alpine-3.11': '8.1',
    'alpine-3.12': '8.3',
    'alpine-3.13': '8.4',
    'alpine-3.14': '8.6',
    'alpine-3.15': '8.8',
    'alpine-3.16': '9.0',
    'alpine-3.17': '9.1',
    'alpine-3.18': '9.3',
    'alpine-3.19': '9.6',
    'alpine-3.20': '9.7',
    'alpine-3.21': '9.9',
    'alpine-3.22': '10.0',
  }),
  ['opensuse-15', { version: '9.6', build: PAM_BUILD }],
])

/** Releases that keep the OpenSSH of their first minor releases; before these they had another one. */
const KEEPS_VERSION = /^(?<major>(rhel|centos|alma|rocky)-\d+)\.\d+$/
const EARLIER = /^rhel-(7\.[0-3]|8\.0)$|^centos-(7\.[0-3]|8\.0)$/

/** The distribution of that name; a minor release of Red Hat's (`rhel-9.4`) is its major one. */
export function distributionNamed(name: string): Distribution | undefined {
  const wanted = name.toLowerCase()
  const { major } = (EARLIER.test(wanted) ? undefined : KEEPS_VERSION.exec(wanted)?.groups) ?? {}
  return DISTRIBUTIONS.get(wanted) ?? (major === undefined ? undefined : DISTRIBUTIONS.get(major))
}
