import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { directoryWith } from '../cli/directory.ts'

const program = join(import.meta.dirname, '../../dist/conflint.js')
const isPresent = spawnSync('strace', ['-V']).status === 0
const isRequired = process.env.CONFLINT_REQUIRE_ORACLE === '1'

const CALLS =
  '%process,%network,openat,open,creat,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,mknodat,chmod,fchmod,fchmodat,chown,fchown,fchownat,link,linkat,symlink,symlinkat,truncate,ftruncate,utimensat,setxattr'

function traced(directory: string, argv: readonly string[], options: readonly string[] = []): string[] {
  const trace = ['-f', '-qq', '-s', '4096', '-o', 'trace', ...options]
  spawnSync('strace', [...trace, process.execPath, program, ...argv], { cwd: directory, timeout: 60_000 })
  return readFileSync(join(directory, 'trace'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/^\d+ +/, ''))
    .filter((line) => /^\w+\(/.test(line))
}

/** What the machine, Node and the program itself need to start. */
const ITS_OWN =
  /^(\/proc\/|\/sys\/|\/lib|\/usr\/|\/dev\/(null|urandom|random)$|\/etc\/(ssl|ld\.so|host\.conf|nsswitch)|\.$)/

describe.skipIf(!isPresent && !isRequired)(
  'conflint reads, and does nothing else (needs strace)',
  {
    timeout: 120_000,
  },
  () => {
    const files = {
      'host/etc/ssh/sshd_config':
        'Include ../../../../../../../../etc/shadow\nInclude /etc/shadow\nInclude /root/*\nInclude link\nPort 22\nX11Forwarding no\nX11Forwarding yes\nUsePrivilegeSeparation yes\nAuthorizedKeysFile /root/.ssh/%u\nMatch exec "touch /tmp/x"\nBanner /etc/shadow\n',
      'host/etc/pure-ftpd/pure-ftpd.conf':
        'PureDB /etc/shadow\nCertFile /root/x\nMySQLConfigFile /etc/shadow\n',
      'web.json': JSON.stringify({
        'conflint-snapshot': 1,
        host: 'web',
        configurations: ['/etc/ssh/sshd_config'],
        files: { '/etc/ssh/sshd_config': { text: 'Include /../../etc/shadow\n' } },
      }),
    }

    test.each([
      [['--root', 'host']],
      [['--root', 'host', '--diff']],
      [['--format=sarif', '--verbose', '--profile=all', 'host']],
      [['effective', '--root', 'host', '/etc/ssh/sshd_config', '-C', 'user=root']],
      [['why', 'host/etc/ssh/sshd_config', 'X11Forwarding']],
      [['web.json']],
      [['rules']],
    ])('conflint %s', (argv) => {
      const directory = directoryWith(files)
      symlinkSync('/etc/shadow', join(directory, 'host/etc/ssh/link'))
      const calls = traced(directory, argv, ['-e', `trace=${CALLS}`])
      expect(calls.some((call) => call.includes('conflint.js'))).toBe(true)
      const [started, ...others] = calls
      expect(started).toMatch(/^execve\(/)
      const isThread = (call: string) => /^clone3?\(.*CLONE_THREAD/.test(call)
      const harmless = /^(openat\(|exit|(getsockname|getsockopt)\([012],)/
      expect(others.filter((call) => !harmless.test(call) && !isThread(call))).toEqual([])
      const opened = others.filter((call) => call.startsWith('openat('))
      expect(opened.filter((call) => /O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)/.test(call))).toEqual([])
      const repository = join(import.meta.dirname, '../..')
      const strange = opened
        .map((call) => /^openat\(\w+, "([^"]*)"/.exec(call)?.[1] ?? call)
        .filter((path) => ![directory, repository, process.execPath].some((own) => path.startsWith(own)))
        .filter((path) => !ITS_OWN.test(path))
        // The names above, where a package.json might be.
        .filter((path) => !directory.startsWith(path))
      expect(strange).toEqual([])
    })
  },
)

describe.skipIf(!isPresent && !isRequired)(
  '--fix that is killed (needs strace)',
  { timeout: 120_000 },
  () => {
    const old = `${'# a comment\n'.repeat(2000)}Port 22\nUsePrivilegeSeparation yes\n`
    const fixed = old.replace('UsePrivilegeSeparation yes\n', '')

    test.each(['fchmod', 'fsync', 'rename', 'unlink'])('at %s leaves the old file or the new one', (call) => {
      const outcomes = [1, 2].map((when) => {
        const directory = directoryWith({ sshd_config: old })
        traced(directory, ['--fix', 'sshd_config'], ['-e', `inject=${call}:signal=KILL:when=${when}`])
        const text = readFileSync(join(directory, 'sshd_config'), 'utf8')
        expect([old, fixed]).toContain(text)
        // At most the file that was not finished is left beside it.
        expect(
          readdirSync(directory).filter((name) => !/^(sshd_config|trace|\.conflint-.*)$/.test(name)),
        ).toEqual([])
        return text
      })
      expect(outcomes.length).toBe(2)
    })
  },
)
