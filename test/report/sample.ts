import { type DetailedReport, type Style, toReport } from '../../src/report/report.ts'
import type { DetailedFinding } from '../../src/rules/finding.ts'

export const style: Style = { colour: false, width: 80 }

const source = `Include /etc/ssh/sshd_config.d/*.conf
PasswordAuthentication no
Subsystem sftp internal-sftp

Match Group sftponly
\tChrootDirectory /srv/sftp/%u
    AuthorizedKeysFile .ssh/authorized_keys
`

const dropIn = 'PubkeyAuthentication   yes # from the image\n'

function range(line: number, column: number, end: number) {
  return { start: { line, column }, end: { line, column: end } }
}

export const jail: DetailedFinding = {
  rule: 'sshd/authorized-keys-outside-chroot',
  title: 'Chrooted users cannot manage their authorized_keys',
  severity: 'warning',
  confidence: 'likely',
  message:
    'sshd reads .ssh/authorized_keys below the home directory, before the chroot to /srv/sftp/%u: users inside can neither see nor change it.',
  file: 'etc/ssh/sshd_config',
  range: range(6, 2, 30),
  evidence: [
    {
      keyword: 'ChrootDirectory',
      value: '/srv/sftp/%u',
      file: 'etc/ssh/sshd_config',
      line: 6,
      origin: 'line',
      note: 'what the user sees as /',
    },
    {
      keyword: 'AuthorizedKeysFile',
      value: '.ssh/authorized_keys',
      file: 'etc/ssh/sshd_config',
      line: 7,
      origin: 'line',
      note: 'read before the chroot, from the home directory that passwd names, as the user who logs in',
    },
    {
      keyword: 'PubkeyAuthentication',
      value: 'yes',
      file: 'etc/ssh/sshd_config.d/50-cloud.conf',
      line: 1,
      origin: 'line',
    },
    { keyword: 'StrictModes', value: 'yes', origin: 'default' },
    {
      keyword: 'home of bob',
      value: '/home/bob',
      file: '/etc/passwd',
      line: 12,
      origin: 'fact',
      note: 'outside the jail',
    },
  ],
  evidenceRanges: [range(6, 2, 30), range(7, 5, 44), range(1, 1, 27), undefined, undefined],
  scope: {
    match: ['Group sftponly'],
    witness: { user: 'bob', groups: ['bob', 'sftponly'], address: '10.0.0.5' },
    spec: 'user=bob,group=bob,group=sftponly,addr=10.0.0.5',
  },
  fixes: [],
  tags: ['conflict'],
  remedies: [
    {
      title: 'Keep the keys where the administrator manages them',
      set: { AuthorizedKeysFile: '/etc/ssh/authorized_keys/%u' },
    },
    { title: 'Switch keys off for these users', set: { PubkeyAuthentication: 'no' } },
  ],
  furtherClasses: 2,
  accounts: ['bob', 'carol'],
}

export const refused: DetailedFinding = {
  rule: 'sshd/invalid-value',
  title: 'A value that sshd does not accept',
  severity: 'error',
  confidence: 'certain',
  message: 'sshd does not start: Port must be a number from 1 to 65535, not "2\u001b[2J2".',
  file: 'other/sshd_config',
  range: range(1, 1, 11),
  evidence: [{ keyword: 'Port', value: '2\u001b[2J2', file: 'other/sshd_config', line: 1, origin: 'line' }],
  evidenceRanges: [range(1, 1, 11)],
  fixes: [],
  tags: [],
  remedies: [],
  furtherClasses: 0,
  accounts: [],
  url: 'https://example.org/invalid-value',
}

export function report(...findings: DetailedFinding[]): DetailedReport {
  const sources = new Map([
    ['etc/ssh/sshd_config', source],
    ['etc/ssh/sshd_config.d/50-cloud.conf', dropIn],
    ['other/sshd_config', 'Port 2\u001b[2J2\r\n'],
  ])
  return toReport([{ daemon: 'OpenSSH 9.2', findings, sources, rules: [] }], '1.2.3')
}
