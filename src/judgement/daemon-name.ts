import type { Config } from '../dialects/dialect.ts'

/** What people call the daemon of a dialect. */
export const DAEMON = { sshd: 'OpenSSH', 'pure-ftpd': 'Pure-FTPd' } as const

/** Whose behaviour a configuration was judged by: `OpenSSH 9.2`. */
export function daemonName({ dialect, version }: Pick<Config, 'dialect' | 'version'>): string {
  return `${DAEMON[dialect]} ${version}`
}
