import { join } from 'node:path'
import type { DialectName } from '../../dialects/dialect.ts'
import { isFailure } from '../../host/host.ts'
import { live } from '../../host/live.ts'

/** Where the installed daemons are, and how the version stands in them: as `sshd -V` and `pure-ftpd --help` print it. */
const PROGRAMS = {
  // Patterns of other versions' names, as in "OpenSSH_6.6.1*", are in the program too; its own name has the number of
  // the port, and behind it that of the distribution, as in "OpenSSH_9.2p1 Debian-2+deb12u10".
  sshd: {
    program: '/usr/sbin/sshd',
    before: 'OpenSSH_',
    version: /^(\d+\.\d+(?:\.\d+)?p\d+)(?: (\w+)-[^\0]*)?[\0 -]/,
  },
  'pure-ftpd': { program: '/usr/sbin/pure-ftpd', before: 'pure-ftpd v', version: /^(\d+\.\d+\.\d+)[\0 ]/ },
} as const

/** More than any version has characters. */
const LONGEST_VERSION = 60

/** Where the daemon is looked for. */
export function installedProgram(dialect: DialectName, root = '/'): string {
  return join(root, PROGRAMS[dialect].program)
}

/**
 * The version of the daemon on this machine, or the distribution where it is that of a known one;
 * `undefined` where there is none, or it does not tell. Nothing is started: the program's own text tells it.
 * @param root the root of another system, whose daemon it is then
 */
export async function installedVersion(dialect: DialectName, root = '/'): Promise<string | undefined> {
  const { program, before, version: form } = PROGRAMS[dialect]
  const bytes = live({ accounts: false, root }).read(program)
  if (isFailure(bytes)) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let found: RegExpExecArray | null = null
  for (let at = text.indexOf(before); at !== -1 && !found; at = text.indexOf(before, at + 1)) {
    const start = at + before.length
    found = form.exec(text.toString('latin1', start, start + LONGEST_VERSION))
  }
  if (!found) return undefined
  const [, version = '', vendor] = found
  if (dialect !== 'sshd') return version
  return (
    (await releaseName(version, osRelease(root))) ??
    (vendor === undefined ? undefined : await vendorRelease(version, vendor)) ??
    version
  )
}

/** ID of os-release(5) to the name under which the dialect knows a distribution. */
const NAMES: Readonly<Record<string, string>> = {
  almalinux: 'alma',
  amzn: 'amazon',
  'opensuse-leap': 'opensuse',
}

/**
 * The distribution as the dialect names it, if its OpenSSH is the installed one: patches of the vendor change defaults.
 * @param system ID and VERSION_ID of os-release(5)
 */
export async function releaseName(
  openssh: string,
  { id, version }: { id?: string; version?: string },
): Promise<string | undefined> {
  if (id === undefined || version === undefined) return undefined
  const { DISTRIBUTIONS } = await import('../../dialects/sshd/distributions.ts')
  const [major = '', minor] = version.split('.')
  const candidates = [version, `${major}.${minor ?? ''}`, major].map((part) => `${NAMES[id] ?? id}-${part}`)
  return candidates.find((name) => DISTRIBUTIONS.get(name)?.version === withoutPort(openssh))
}

/**
 * The release of a distribution that ships this version, where the system does not tell: a container, or a release
 * that has no number yet. What it patches does not change between its releases with the same version.
 * @param vendor as the program names it: `Debian`
 */
async function vendorRelease(openssh: string, vendor: string): Promise<string | undefined> {
  const { DISTRIBUTIONS } = await import('../../dialects/sshd/distributions.ts')
  const names = [...DISTRIBUTIONS.keys()].filter((name) => name.startsWith(`${vendor.toLowerCase()}-`))
  return names.find((name) => DISTRIBUTIONS.get(name)?.version === withoutPort(openssh))
}

function withoutPort(openssh: string): string {
  return openssh.replace(/p\d+$/, '')
}

function osRelease(root: string): { id?: string; version?: string } {
  const bytes = live({ accounts: false, root }).read('/etc/os-release')
  if (isFailure(bytes)) return {}
  const text = new TextDecoder().decode(bytes)
  const field = (name: string) => new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1]
  const [id, version] = [field('ID'), field('VERSION_ID')]
  return { ...(id !== undefined && { id }), ...(version !== undefined && { version }) }
}
