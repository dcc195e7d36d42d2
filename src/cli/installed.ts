import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { DialectName } from '../dialects/dialect.ts'

/** How the installed daemons tell their version; none of this starts them, or needs root. */
const QUESTIONS = {
  sshd: { program: '/usr/sbin/sshd', options: ['-V'], answer: /OpenSSH_(\d+\.\d+(?:\.\d+)?(?:p\d+)?)/ },
  'pure-ftpd': { program: '/usr/sbin/pure-ftpd', options: ['--help'], answer: /pure-ftpd v(\d+\.\d+\.\d+)/ },
} as const

/**
 * The version of the daemon on this machine, or the distribution where it is that of a known one;
 * `undefined` where there is none, or it does not tell.
 */
export async function installedVersion(dialect: DialectName): Promise<string | undefined> {
  const { program, options, answer } = QUESTIONS[dialect]
  const { stdout, stderr } = spawnSync(program, options, {
    encoding: 'utf8',
    timeout: 2000,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // Releases before 9.2 do not know -V, and name their version in the complaint.
  const version = answer.exec(`${stdout}${stderr}`)?.[1]
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
