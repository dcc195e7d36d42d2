import type { Setting } from '../../../dialects/dialect.ts'

/**
 * Lines that distributions ship in files of their own (Debian and Ubuntu, Red Hat and Fedora, SUSE, Arch: sshd_config and
 * 50-redhat.conf). That a drop-in wins against one of these is what drop-ins are for.
 */
const STOCK_LINES = new Set([
  'AuthorizedKeysFile .ssh/authorized_keys',
  'ChallengeResponseAuthentication no',
  'GSSAPIAuthentication yes',
  'GSSAPICleanupCredentials no',
  'KbdInteractiveAuthentication no',
  'PermitRootLogin without-password',
  'PrintLastLog no',
  'PrintMotd no',
  'Subsystem sftp /usr/lib/openssh/sftp-server',
  'Subsystem sftp /usr/lib/ssh/sftp-server',
  'Subsystem sftp /usr/libexec/openssh/sftp-server',
  'Subsystem sftp /usr/libexec/sftp-server',
  'SyslogFacility AUTHPRIV',
  'UsePAM yes',
  'X11Forwarding yes',
])

/** True where a file that is read earlier replaces what the distribution ships. */
export function replacesStockLine(winner: Setting, loser: Setting): boolean {
  return winner.source !== loser.source && STOCK_LINES.has(`${loser.keyword} ${loser.text}`)
}
