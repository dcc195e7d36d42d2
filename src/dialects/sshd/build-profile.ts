/** Patches whose keywords a build knows beyond those of OpenSSH itself. */
export type Vendor = 'debian' | 'gssapi-key-exchange' | 'red-hat' | 'freebsd' | 'hpn' | 'apple'

/** What the answer of sshd depends on beside its release: how it was built. */
export interface BuildProfile {
  name: string
  /** UsePAM and PAMServiceName are supported. */
  pam: boolean
  /** The Kerberos keywords are supported. */
  kerberos: boolean
  /** The AFS keyword is supported. */
  afs: boolean
  /** The GSSAPI keywords are supported. */
  gssapi: boolean
  /** PrintLastLog is supported. */
  lastlog: boolean
  vendors: readonly Vendor[]
  /** LogLevel SILENT is the first name of QUIET, as Debian has it. */
  silentLogLevel: boolean
  /** What a group may write is accepted where the user is its only member: Debian's user-group-modes.patch. */
  userGroupModes: boolean
  /** Where the pid file is, if not where the release itself puts it. */
  pidFile?: string
  /** Where the helper programs were installed. */
  libexec: string
  /** Defaults that a vendor changed, as sshd -T prints them. */
  defaults: Readonly<Record<string, string>>
  /** Keywords that behave as in a later release. */
  backports: Readonly<Partial<Record<string, string>>>
  /** What stands behind the version in the banner, as far as distributions add something. */
  revision?: string
  /** Names of algorithms that a vendor added, with the list they lead. */
  addedKex: readonly string[]
}

const NOTHING: BuildProfile = {
  name: 'portable',
  pam: false,
  kerberos: false,
  afs: false,
  gssapi: false,
  lastlog: true,
  vendors: [],
  silentLogLevel: false,
  userGroupModes: false,
  libexec: '/usr/local/libexec',
  defaults: {},
  backports: {},
  addedKex: [],
}

/** The portable release built without any option. */
const PORTABLE_BUILD: BuildProfile = NOTHING

/** For whoever did not say: nothing is complained about that some distribution builds in. */
export const PERMISSIVE_BUILD: BuildProfile = {
  ...NOTHING,
  name: 'permissive',
  pam: true,
  kerberos: true,
  gssapi: true,
  vendors: ['debian', 'gssapi-key-exchange', 'red-hat', 'freebsd', 'hpn', 'apple'],
}

/** Debian and Ubuntu, with the GSSAPI key exchange patch that they carried up to 10.4p1-4. */
export const DEBIAN_BUILD: BuildProfile = {
  ...NOTHING,
  name: 'debian',
  pam: true,
  kerberos: true,
  gssapi: true,
  vendors: ['debian', 'gssapi-key-exchange'],
  silentLogLevel: true,
  userGroupModes: true,
  pidFile: '/run/sshd.pid',
  libexec: '/usr/lib/openssh',
  defaults: { IPQoS: 'lowdelay throughput' },
  revision: 'Debian-1',
}

/** Debian's package since 10.4p1-5, built without GSSAPI. */
export const DEBIAN_WITHOUT_GSSAPI_BUILD: BuildProfile = {
  ...DEBIAN_BUILD,
  name: 'debian-without-gssapi',
  kerberos: false,
  gssapi: false,
  vendors: ['debian'],
  defaults: {},
}

/** RHEL, its rebuilds, and Fedora. */
export const RED_HAT_BUILD: BuildProfile = {
  ...NOTHING,
  name: 'red-hat',
  pam: true,
  kerberos: true,
  gssapi: true,
  vendors: ['red-hat', 'gssapi-key-exchange'],
  libexec: '/usr/libexec/openssh',
}

/** Alpine's default package: without PAM and without lastlog. */
export const ALPINE_BUILD: BuildProfile = {
  ...NOTHING,
  name: 'alpine',
  lastlog: false,
  pidFile: '/run/sshd.pid',
  libexec: '/usr/lib/ssh',
}

/** A build with PAM and nothing else, as Arch, openSUSE or Alpine's openssh-server-pam have it. */
export const PAM_BUILD: BuildProfile = { ...NOTHING, name: 'pam', pam: true, libexec: '/usr/lib/ssh' }

/** A build with everything that OpenSSH itself can have, and no patch. */
const FULL_BUILD: BuildProfile = {
  ...NOTHING,
  name: 'full',
  pam: true,
  kerberos: true,
  gssapi: true,
  libexec: '/usr/libexec',
}

/** Builds that may be named behind a version: `9.6/portable`. */
export const BUILDS: ReadonlyMap<string, BuildProfile> = new Map(
  [PORTABLE_BUILD, PAM_BUILD, FULL_BUILD, DEBIAN_BUILD, RED_HAT_BUILD, ALPINE_BUILD].map((build) => [
    build.name,
    build,
  ]),
)
