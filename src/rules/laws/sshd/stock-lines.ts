import type { Config, Setting } from '../../../dialects/dialect.ts'

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

/** Files of that kind beside the main one: what lies below /usr, 50-redhat.conf, 99-archlinux.conf, 9999999gentoo-pam.conf. */
const STOCK_FILES = /^\/usr\/(?!local\/)|\/\d+-?(redhat|suse|archlinux|gentoo)[^/]*\.conf$/

/** True where a file that is read earlier replaces what the distribution ships for everybody. */
export function replacesStockLine(winner: Setting, loser: Setting, { sources }: Config): boolean {
  const { source, guard, keyword, text } = loser
  return (
    winner.source !== source &&
    guard === undefined &&
    (source === sources[0] || STOCK_FILES.test(source.path)) &&
    STOCK_LINES.has(`${keyword} ${text}`)
  )
}
