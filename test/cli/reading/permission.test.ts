import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { directoryWith } from '../directory.ts'

const program = join(import.meta.dirname, '../../../dist/conflint.js')
const NOBODY = 65_534

/** Runs conflint as somebody who is not root: who is root may read everything. */
function asNobody(cwd: string, argv: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    cwd,
    encoding: 'utf8',
    env: { HOME: '/nonexistent' },
    ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
  })
  return { status, stdout, stderr }
}

const runs = asNobody('/', ['--version']).status === 0

/** A tree in which one path has this mode. */
function treeWith(files: Record<string, string>, path: string, mode: number): string {
  const directory = directoryWith(files)
  chmodSync(directory, 0o755)
  chmodSync(join(directory, path), mode)
  return directory
}

const main = 'etc/ssh/sshd_config'
const sshd = {
  [main]: 'Include /etc/ssh/sshd_config.d/*.conf\nSubsystem sftp internal-sftp\nPasswordAuthentication no\n',
  'etc/ssh/sshd_config.d/50-a.conf': 'PasswordAuthentication yes\n',
  'etc/ssh/sshd_config.d/60-b.conf': 'Prot 22\n',
}
const ftp = { 'pure-ftpd/conf/MinUID': '1000\n', 'pure-ftpd/auth/.keep': '' }

describe.skipIf(!runs)(
  'what conflint has no permission to read says nothing of the daemon, which root starts',
  () => {
    test.each([
      ['a drop-in', sshd, 'etc/ssh/sshd_config.d/50-a.conf', 0o600, [main]],
      ['a directory of drop-ins', sshd, 'etc/ssh/sshd_config.d', 0o700, [main]],
      ['the main file', sshd, main, 0o600, [main]],
      ['the directory of the main file', sshd, 'etc/ssh', 0o700, [main]],
      ['a directory to search', sshd, 'etc/ssh', 0o700, ['etc/ssh']],
      ['effective', sshd, 'etc/ssh/sshd_config.d/50-a.conf', 0o600, ['effective', main]],
      ['effective, a directory', sshd, 'etc/ssh/sshd_config.d', 0o700, ['effective', main]],
      ['why', sshd, 'etc/ssh/sshd_config.d/50-a.conf', 0o600, ['why', main, 'PasswordAuthentication']],
      [
        'a new drop-in beside those',
        sshd,
        'etc/ssh/sshd_config.d',
        0o300,
        ['--as', 'etc/ssh/sshd_config.d/70-c.conf', main],
      ],
      [
        'one file, not a pattern',
        { [main]: 'Include /etc/ssh/more/a.conf\n', 'etc/ssh/more/a.conf': 'Prot 22\n' },
        'etc/ssh/more',
        0o600,
        [main],
      ],
      ['a directive of a Debian pure-ftpd', ftp, 'pure-ftpd/conf/MinUID', 0o600, ['pure-ftpd']],
      ['its directory', ftp, 'pure-ftpd/conf', 0o700, ['pure-ftpd']],
      ['its links', ftp, 'pure-ftpd/auth', 0o700, ['pure-ftpd']],
      [
        'a file of pure-ftpd',
        { 'pure-ftpd.conf': 'MinUID 1\n' },
        'pure-ftpd.conf',
        0o600,
        ['pure-ftpd.conf'],
      ],
      [
        'a part of it',
        { 'pure-ftpd.conf': 'Include more\n', more: 'MinUID 1\n' },
        'more',
        0o600,
        ['pure-ftpd.conf'],
      ],
    ])('%s', (_what, files, path, mode, argv) => {
      const { status, stdout, stderr } = asNobody(treeWith(files, path, mode), argv)
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' })
      expect(stderr).toMatch(/^conflint: no permission to read \S+; run conflint as root\n$/)
      expect(stderr).toContain(path)
    })
  },
)
