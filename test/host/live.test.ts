import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
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

describe('paths', () => {
  const name = fc.constantFrom('file', 'inner', 'link', 'other', 'none', '.', '..', '')
  const path = fc
    .array(name, { minLength: 1, maxLength: 5 })
    .map((names) => names.join('/').replace(/^\//, './'))
  const target = fc.tuple(fc.constantFrom('', '@/'), path).map((parts) => parts.join('') || '.')

  /** What the kernel makes of a path: the first word of what `ask` gives, or the name of the error. */
  const kernel = (ask: () => string) => {
    try {
      return ask()
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error)
    }
  }
  const asErrno = { missing: 'ENOENT', directory: 'EISDIR', unreadable: 'ELOOP' } as Record<string, string>

  test('lead where the kernel finds something, or fail as it does', () => {
    fc.assert(
      fc.property(target, target, fc.array(path, { minLength: 5, maxLength: 5 }), (link, other, paths) => {
        const below = mkdtempSync(join(root, 't'))
        const at = (path: string) => `${below}/${path.replaceAll('@', below)}`
        mkdirSync(at('inner/inner'), { recursive: true })
        for (const [place, text] of Object.entries({ file: '1', 'inner/file': '2', 'inner/inner/file': '3' }))
          writeFileSync(at(place), text)
        for (const [place, to] of Object.entries({ link, 'inner/link': other, 'inner/inner/other': link }))
          symlinkSync(to.replaceAll('@', below), at(place))
        const host = live()
        for (const path of [...paths, 'link', 'link/', 'link/file', 'inner/link', 'inner/link/.']) {
          const bytes = host.read(at(path))
          const read = isFailure(bytes)
            ? (bytes.error ?? asErrno[bytes.failure])
            : new TextDecoder().decode(bytes)
          expect([path, read]).toEqual([path, kernel(() => readFileSync(at(path), 'utf8'))])
          const target = kernel(() => readlinkSync(at(path)))
          expect([path, host.link(at(path))]).toEqual([path, /^E[A-Z]+$/.test(target) ? undefined : target])
        }
      }),
    )
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
