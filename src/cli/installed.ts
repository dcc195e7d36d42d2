import { readFileSync } from 'node:fs'
import type { DialectName } from '../dialects/dialect.ts'
import { isFailure } from '../host/host.ts'
import { live } from '../host/live.ts'

/** Where the installed daemons are, and how the version stands in them: as `sshd -V` and `pure-ftpd --help` print it. */
const PROGRAMS = {
  // Patterns of other versions' names, as in "OpenSSH_6.6.1*", are in the program too; its own name has the number of the port.
  sshd: { program: '/usr/sbin/sshd', before: 'OpenSSH_', version: /^(\d+\.\d+(?:\.\d+)?p\d+)[\0 -]/ },
  'pure-ftpd': { program: '/usr/sbin/pure-ftpd', before: 'pure-ftpd v', version: /^(\d+\.\d+\.\d+)[\0 ]/ },
} as const

/** More than any version has characters. */
const LONGEST_VERSION = 40

/**
 * The version of the daemon on this machine, or the distribution where it is that of a known one;
 * `undefined` where there is none, or it does not tell. Nothing is started: the program's own text tells it.
 */
export async function installedVersion(dialect: DialectName): Promise<string | undefined> {
  const { program, before, version: form } = PROGRAMS[dialect]
  const bytes = live({ accounts: false }).read(program)
  if (isFailure(bytes)) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let version: string | undefined
  for (let at = text.indexOf(before); at !== -1 && version === undefined; at = text.indexOf(before, at + 1)) {
    const start = at + before.length
    version = form.exec(text.toString('latin1', start, start + LONGEST_VERSION))?.[1]
  }
  return dialect === 'sshd' && version !== undefined
    ? ((await releaseName(version, osRelease())) ?? version)
    : version
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
  const { DISTRIBUTIONS } = await import('../dialects/sshd/distributions.ts')
  const [major = '', minor] = version.split('.')
  const candidates = [version, `${major}.${minor ?? ''}`, major].map((part) => `${NAMES[id] ?? id}-${part}`)
  return candidates.find((name) => DISTRIBUTIONS.get(name)?.version === openssh.replace(/p\d+$/, ''))
}

function osRelease(): { id?: string; version?: string } {
  try {
    const text = readFileSync('/etc/os-release', 'utf8')
    const field = (name: string) => new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1]
    const [id, version] = [field('ID'), field('VERSION_ID')]
    return { ...(id !== undefined && { id }), ...(version !== undefined && { version }) }
  } catch {
    return {}
  }
}
