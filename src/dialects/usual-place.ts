import type { DialectName } from './dialect.ts'

/** Where the main file of a daemon usually stands. */
export const USUAL_PLACE = {
  sshd: '/etc/ssh/sshd_config',
  'pure-ftpd': '/etc/pure-ftpd.conf',
} as const satisfies Record<DialectName, string>
