import { spawnSync } from 'node:child_process'
import type { DialectName } from '../dialects/dialect.ts'

/** How the installed daemons tell their version; none of this starts them, or needs root. */
const QUESTIONS = {
  sshd: { program: '/usr/sbin/sshd', options: ['-V'], answer: /OpenSSH_(\d+\.\d+(?:\.\d+)?(?:p\d+)?)/ },
  'pure-ftpd': { program: '/usr/sbin/pure-ftpd', options: ['--help'], answer: /pure-ftpd v(\d+\.\d+\.\d+)/ },
} as const

/** The version of the daemon on this machine; `undefined` where there is none, or it does not tell. */
export function installedVersion(dialect: DialectName): string | undefined {
  const { program, options, answer } = QUESTIONS[dialect]
  const { stdout, stderr } = spawnSync(program, options, {
    encoding: 'utf8',
    timeout: 2000,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // Releases before 9.2 do not know -V, and name their version in the complaint.
  return answer.exec(`${stdout}${stderr}`)?.[1]
}
