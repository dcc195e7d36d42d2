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
  return dialect === 'sshd' && version !== undefined ? ((await distributionOf(version)) ?? version) : version
}

/** ID of os-release(5) to the name under which the dialect knows a distribution. */
const NAMES: Readonly<Record<string, string>> = {
  almalinux: 'alma',
  amzn: 'amazon',
  'opensuse-leap': 'opensuse',
}

/** This machine's distribution, if its OpenSSH is the installed one: patches of the vendor change defaults. */
async function distributionOf(version: string): Promise<string | undefined> {
  const release = osRelease()
  const id = release.get('ID')
  const number = release.get('VERSION_ID')
  if (id === undefined || number === undefined) return undefined
  const { DISTRIBUTIONS } = await import('../dialects/sshd/distributions.ts')
  const [major = '', minor] = number.split('.')
  const candidates = [number, `${major}.${minor ?? ''}`, major].map((part) => `${NAMES[id] ?? id}-${part}`)
  return candidates.find((name) => DISTRIBUTIONS.get(name)?.version === version.replace(/p\d+$/, ''))
}

function osRelease(): ReadonlyMap<string, string> {
  try {
    const text = readFileSync('/etc/os-release', 'utf8')
    return new Map(
      [...text.matchAll(/^(\w+)=["']?([^"'\n]*)/gm)].map(([, name = '', value = '']) => [name, value]),
    )
  } catch {
    return new Map()
  }
}
