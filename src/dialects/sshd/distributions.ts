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

/** Debian's backport gives the sntrup key exchange its final name too. */
const BOOKWORM: BuildProfile = { ...DEBIAN_BUILD, addedKex: ['sntrup761x25519-sha512'] }

/** Debian 13 has the classes of service of a later release, one of them still with the old default. */
const TRIXIE: BuildProfile = {
  ...DEBIAN_BUILD,
  defaults: { IPQoS: 'ef cs1' },
  backports: { IPQoS: '10.1' },
}

/** Names that may stand for a version. */
export const DISTRIBUTIONS: ReadonlyMap<string, Distribution> = new Map(
  Object.entries({
    'debian-9': { version: '7.4', build: DEBIAN_BUILD },
    'debian-10': { version: '7.9', build: DEBIAN_BUILD },
    'debian-11': { version: '8.4', build: DEBIAN_BUILD },
    'debian-12': { version: '9.2', build: BOOKWORM },
    'debian-13': { version: '10.0', build: TRIXIE },
    'debian-sid': { version: '10.6', build: DEBIAN_WITHOUT_GSSAPI_BUILD },
    'ubuntu-18.04': { version: '7.6', build: DEBIAN_BUILD },
    'ubuntu-20.04': { version: '8.2', build: DEBIAN_BUILD },
    'ubuntu-22.04': { version: '8.9', build: DEBIAN_BUILD },
    'ubuntu-24.04': { version: '9.6', build: DEBIAN_BUILD },
    'ubuntu-24.10': { version: '9.7', build: DEBIAN_BUILD },
    'ubuntu-25.04': { version: '9.9', build: DEBIAN_BUILD },
    'ubuntu-25.10': { version: '10.0', build: DEBIAN_BUILD },
    'rhel-7': { version: '7.4', build: RED_HAT_BUILD },
    'rhel-8': { version: '8.0', build: RED_HAT_BUILD },
    'rhel-9': { version: '8.7', build: RED_HAT_BUILD },
    'rhel-10': { version: '9.9', build: RED_HAT_BUILD },
    'centos-7': { version: '7.4', build: RED_HAT_BUILD },
    'alma-8': { version: '8.0', build: RED_HAT_BUILD },
    'alma-9': { version: '8.7', build: RED_HAT_BUILD },
    'alma-10': { version: '9.9', build: RED_HAT_BUILD },
    'rocky-8': { version: '8.0', build: RED_HAT_BUILD },
    'rocky-9': { version: '8.7', build: RED_HAT_BUILD },
    'rocky-10': { version: '9.9', build: RED_HAT_BUILD },
    'fedora-40': { version: '9.6', build: RED_HAT_BUILD },
    'fedora-41': { version: '9.8', build: RED_HAT_BUILD },
    'fedora-42': { version: '9.9', build: RED_HAT_BUILD },
    'fedora-43': { version: '10.0', build: RED_HAT_BUILD },
    'amazon-2': { version: '7.4', build: RED_HAT_BUILD },
    'amazon-2023': { version: '8.7', build: RED_HAT_BUILD },
    'alpine-3.18': { version: '9.3', build: ALPINE_BUILD },
    'alpine-3.19': { version: '9.6', build: ALPINE_BUILD },
    'alpine-3.20': { version: '9.7', build: ALPINE_BUILD },
    'alpine-3.21': { version: '9.9', build: ALPINE_BUILD },
    'alpine-3.22': { version: '10.0', build: ALPINE_BUILD },
    'opensuse-15': { version: '9.6', build: PAM_BUILD },
  }),
)
