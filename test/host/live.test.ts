import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isFailure, UNKNOWN } from '../../src/host/host.ts'
import { LARGEST_FILE, live } from '../../src/host/live.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'conflint-live-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function reading(path: string): string {
  const bytes = live({ root }).read(path)
  return isFailure(bytes) ? bytes.failure : new TextDecoder().decode(bytes)
}

describe('reading below a root', () => {
  test('absolute paths are looked up below it', () => {
    write('etc/ssh/sshd_config', 'Port 22\n')
    expect(reading('/etc/ssh/sshd_config')).toBe('Port 22\n')
    expect(reading('/etc/ssh')).toBe('directory')
    expect(reading('/etc/ssh/sshd_config/below')).toBe('missing')
    expect(reading('/etc/hostname')).toBe('missing')
  })

  test('links cannot lead out of it', () => {
    write('etc/shadow', 'inside')
    write('etc/ssh/x', '')
    symlinkSync('/etc/shadow', join(root, 'etc/ssh/absolute'))
    symlinkSync('../../../../../../../etc/shadow', join(root, 'etc/ssh/relative'))
    symlinkSync('/proc/self', join(root, 'etc/ssh/out'))
    expect(reading('/etc/ssh/absolute')).toBe('inside')
    expect(reading('/etc/ssh/relative')).toBe('inside')
    expect(reading('/etc/ssh/out/status')).toBe('missing')
    expect(reading('/../../etc/shadow')).toBe('inside')
  })

  test('links that lead in a circle end', () => {
    symlinkSync('b', join(root, 'a'))
    symlinkSync('a', join(root, 'b'))
    expect(reading('/a')).toBe('unreadable')
    expect(live({ root }).link('/a')).toBe('b')
  })

  test('names come in byte order', () => {
    for (const name of ['10-a', '9-b', 'Z', '_', 'a']) write(`d/${name}`, '')
    expect(live({ root }).list('/d')).toEqual(['10-a', '9-b', 'Z', '_', 'a'])
  })

  test('what is no regular file is never opened', () => {
    execFileSync('mkfifo', [join(root, 'pipe')])
    expect(reading('/pipe')).toBe('not-a-file')
    expect(live().read('/dev/zero')).toMatchObject({ failure: 'not-a-file' })
  })

  test('a huge file is refused before it is read', () => {
    write('huge', '')
    truncateSync(join(root, 'huge'), LARGEST_FILE + 1)
    expect(reading('/huge')).toBe('too-large')
  })

  test('a path with a NUL byte names nothing', () => {
    expect(reading('/a\0b')).toBe('missing')
  })
})

describe('accounts below a root', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/bash\nbob:x:1001:1001::/home/bob:/bin/sh\n'

  test('come from its own files', () => {
    write('etc/passwd', passwd)
    write('etc/group', 'root:x:0:\nbob:x:1001:\nsftponly:x:2000:alice,bob\n')
    write('etc/shadow', 'root:*:1::::::\nbob:$6$abc:1::::::\n')
    const host = live({ root })
    expect(host.account('bob')).toEqual({
      name: 'bob',
      uid: 1001,
      gid: 1001,
      home: '/home/bob',
      shell: '/bin/sh',
      groups: ['bob', 'sftponly'],
      locked: false,
    })
    expect(host.account('root')).toMatchObject({ locked: true })
    expect(host.account('nobody')).toBe('missing')
    expect(host.accounts()).toHaveLength(2)
  })

  test('are not all known where a directory service has more', () => {
    write('etc/passwd', passwd)
    write('etc/nsswitch.conf', 'passwd: files sss\ngroup: files systemd\n')
    const host = live({ root })
    expect(host.account('bob')).toMatchObject({ uid: 1001 })
    expect(host.account('nobody')).toBe(UNKNOWN)
    expect(host.accounts()).toBe(UNKNOWN)
  })

  test('are unknown where there is no passwd', () => {
    expect(live({ root }).account('root')).toBe(UNKNOWN)
    expect(live({ root, accounts: false }).account('root')).toBe(UNKNOWN)
  })

  test('shells come from /etc/shells, or are the two of the C library', () => {
    expect(live({ root }).shells()).toEqual(['/bin/sh', '/bin/csh'])
    write('etc/shells', '# comment\n/bin/bash # why\n\n /bin/sh\n')
    expect(live({ root }).shells()).toEqual(['/bin/bash', '/bin/sh'])
  })
})
