import { describe, expect, test } from 'vitest'
import { copyOf } from '../../src/host/copy.ts'
import { type Host, isFailure, UNKNOWN } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { mounted } from '../../src/host/mounted.ts'
import { withNullDevice } from '../../src/host/null-device.ts'
import { overlay } from '../../src/host/overlay.ts'

const text = (host: Host, path: string) => {
  const bytes = host.read(path)
  return isFailure(bytes) ? bytes.failure : new TextDecoder().decode(bytes)
}

const bob = {
  name: 'bob',
  uid: 1001,
  gid: UNKNOWN,
  home: '/home/bob',
  shell: UNKNOWN,
  groups: UNKNOWN,
  locked: UNKNOWN,
} as const

describe('memory', () => {
  const host = memory(
    { '/etc/ssh/sshd_config': 'Port 22\n', '/etc/ssh/sshd_config.d/a.conf': '' },
    {
      links: { '/etc/ssh/link': 'sshd_config' },
      facts: { '/home/bob': { type: 'directory', uid: 0 }, '/home/eve': 'missing' },
      accounts: [bob],
    },
  )

  test('holds files and the directories that they imply', () => {
    expect(text(host, '/etc/ssh/sshd_config')).toBe('Port 22\n')
    expect(text(host, '/etc/ssh')).toBe('directory')
    expect(text(host, '/etc/ssh/link')).toBe('Port 22\n')
    expect(host.list('/etc/ssh')).toEqual(['link', 'sshd_config', 'sshd_config.d'])
    expect(host.list('/etc')).toEqual(['ssh'])
    expect(host.link('/etc/ssh/link')).toBe('sshd_config')
  })

  test('what has a slash behind it, or a name, must be a directory', () => {
    for (const path of ['/etc/ssh/sshd_config/', '/etc/ssh/link/.', '/etc/ssh/sshd_config/../link']) {
      expect(host.read(path)).toMatchObject({ failure: 'missing', error: 'ENOTDIR' })
      expect(host.file(path)).toBe('missing')
    }
    expect(text(host, '/etc/ssh/sshd_config.d/../link')).toBe('Port 22\n')
    expect(host.file('/etc/none/../ssh/link')).toBe(UNKNOWN)
  })

  test('what is not told is unknown, not missing', () => {
    expect(host.file('/home/bob')).toMatchObject({ type: 'directory', uid: 0, mode: UNKNOWN })
    expect(host.file('/home/eve')).toBe('missing')
    expect(host.file('/home/carol')).toBe(UNKNOWN)
    expect(host.account('bob')).toBe(bob)
    expect(host.account('carol')).toBe(UNKNOWN)
    expect(host.accounts()).toBe(UNKNOWN)
    expect(host.shells()).toBe(UNKNOWN)
  })

  test('all accounts given means that others are missing', () => {
    const all = memory({}, { accounts: [bob], allAccounts: true })
    expect(all.account('carol')).toBe('missing')
    expect(all.accounts()).toEqual([bob])
  })
})

describe('overlay', () => {
  test('the upper text stands in the lower tree', () => {
    const host = overlay(memory({ '/d/b': 'new' }), memory({ '/d/a': 'old', '/d/b': 'old' }))
    expect(text(host, '/d/a')).toBe('old')
    expect(text(host, '/d/b')).toBe('new')
    expect(host.list('/d')).toEqual(['a', 'b'])
  })

  test('facts of both complete one another, the upper ones count', () => {
    const upper = memory({}, { accounts: [bob], facts: { '/x': { type: 'file', mode: 0o600 } } })
    const lower = memory(
      {},
      {
        accounts: [
          { ...bob, uid: 5, shell: '/bin/sh' },
          { ...bob, name: 'carol' },
        ],
        allAccounts: true,
        facts: { '/x': { type: 'file', mode: 0o777, uid: 0 } },
      },
    )
    const host = overlay(upper, lower)
    expect(host.account('bob')).toMatchObject({ uid: 1001, shell: '/bin/sh' })
    expect(host.account('eve')).toBe('missing')
    expect(host.accounts()).toMatchObject([{ name: 'bob', uid: 1001 }, { name: 'carol' }])
    expect(host.file('/x')).toMatchObject({ mode: 0o600, uid: 0 })
  })
})

test('a copy tells contents, but neither owners nor what is missing', () => {
  const original = memory(
    { '/f': 'text' },
    { facts: { '/f': { mode: 0o644, uid: 0 }, '/g': 'missing' }, accounts: [bob] },
  )
  const host = copyOf(original)
  expect(text(host, '/f')).toBe('text')
  expect(host.file('/f')).toMatchObject({ type: 'file', mode: UNKNOWN, uid: UNKNOWN, size: 4 })
  expect(host.file('/g')).toBe(UNKNOWN)
  expect(host.account('bob')).toBe(UNKNOWN)
})

test('from /dev/null nothing is read, on whatever host', () => {
  const links = { '/etc/a.conf': '/dev/null', '/etc/b.conf': 'a.conf', '/etc/c.conf': '/dev/zero' }
  const host = withNullDevice(memory({ '/etc/d.conf': 'd' }, { links }))
  for (const path of ['/dev/null', '/etc/a.conf', '/etc/b.conf', '/etc/../dev//null'])
    expect(text(host, path)).toBe('')
  for (const path of ['/etc/c.conf', '/dev/null/', '/dev', '/etc/e.conf'])
    expect(text(host, path)).toBe('missing')
  expect(text(host, '/etc/d.conf')).toBe('d')
})

test('mounts answer for their own places, the longest first', () => {
  const repository = memory({ '/role/sshd_config': 'main', '/role/sshd_config.d/a.conf': 'drop-in' })
  const host = mounted([
    { at: '/etc', from: '/elsewhere', host: memory({ '/elsewhere/passwd': 'p' }) },
    { at: '/etc/ssh', from: '/role', host: repository },
  ])
  expect(text(host, '/etc/ssh/sshd_config.d/a.conf')).toBe('drop-in')
  expect(text(host, '/etc/passwd')).toBe('p')
  expect(text(host, '/etc/ssh/../ssh/sshd_config')).toBe('main')
  expect(text(host, '/etc/ssh/sshd_config.d/../sshd_config')).toBe('main')
  expect(text(host, '/etc/ssh/sshd_config/../sshd_config')).toBe('missing')
  expect(text(host, '/etc/ssh/sshd_config/')).toBe('missing')
  expect(host.list('/etc/ssh/sshd_config.d')).toEqual(['a.conf'])
  expect(text(host, '/home/x')).toBe('missing')
  expect(host.file('/home/x')).toBe(UNKNOWN)
})
