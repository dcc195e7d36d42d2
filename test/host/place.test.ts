import { describe, expect, test } from 'vitest'
import { onThisMachine, standing } from '../../src/host/place.ts'

/** What a path is for the daemon, on a machine where only `there` exists. */
function placed(path: string, there: string[] = [], root?: string) {
  const {
    path: reached,
    entry,
    parts,
    facts,
  } = standing({
    path,
    exists: (other) => there.includes(other),
    ...(root !== undefined && { root }),
  })
  return {
    path: reached,
    ...(entry !== reached && { entry }),
    parts: parts.map(({ at, from, sealed }) => `${at} from ${from}${sealed ? ', sealed' : ''}`),
    facts,
  }
}

describe('in its usual place, a configuration is for this machine', () => {
  test.each([
    '/etc/ssh/sshd_config',
    '/usr/local/etc/ssh/sshd_config',
    '/usr/etc/ssh/sshd_config',
    '/etc/pure-ftpd/pure-ftpd.conf',
    '/etc/pure-ftpd.conf',
    '/usr/local/etc/pure-ftpd.conf',
    '/www/server/pure-ftpd/etc/pure-ftpd.conf',
    '/etc/pure-ftpd',
  ])('%s', (path) => {
    expect(placed(path)).toEqual({ path, parts: ['/ from /'], facts: true })
  })

  test('a drop-in is read with its main file', () => {
    expect(placed('/etc/ssh/sshd_config.d/50-x.conf', ['/etc/ssh/sshd_config'])).toEqual({
      path: '/etc/ssh/sshd_config.d/50-x.conf',
      entry: '/etc/ssh/sshd_config',
      parts: ['/ from /'],
      facts: true,
    })
  })
})

describe('a copy of the usual place belongs to another host', () => {
  test('what stands before /etc is the root of that host', () => {
    expect(placed('/repo/web/etc/ssh/sshd_config')).toEqual({
      path: '/etc/ssh/sshd_config',
      parts: ['/ from /repo/web, sealed', '/repo/web/etc/ssh from /repo/web/etc/ssh'],
      facts: false,
    })
  })

  test('/usr/local stays a part of the place', () => {
    expect(placed('/repo/usr/local/etc/ssh/sshd_config').path).toBe('/usr/local/etc/ssh/sshd_config')
  })

  test('a copy kept in /etc/ssh itself is a copy', () => {
    expect(placed('/etc/ssh/old/etc/ssh/sshd_config')).toMatchObject({
      path: '/etc/ssh/sshd_config',
      facts: false,
    })
  })

  test('a drop-in finds the main file of the copy', () => {
    const there = ['/repo/etc/ssh/sshd_config']
    expect(placed('/repo/etc/ssh/sshd_config.d/50-x.conf', there).entry).toBe('/etc/ssh/sshd_config')
    expect(placed('/repo/etc/ssh/sshd_config.d/50-x.conf', []).entry).toBeUndefined()
  })
})

describe('with a root', () => {
  test('everything is looked up below it, and its facts count', () => {
    expect(placed('/image/etc/ssh/sshd_config', [], '/image')).toEqual({
      path: '/etc/ssh/sshd_config',
      parts: ['/ from /image, sealed'],
      facts: true,
    })
  })

  test('an input outside of it keeps its own path', () => {
    expect(placed('/tmp/new/sshd_config', [], '/image')).toEqual({
      path: '/tmp/new/sshd_config',
      parts: ['/ from /image, sealed', '/tmp/new from /tmp/new'],
      facts: true,
    })
  })
})

describe('a file without a usual place', () => {
  test('sshd_config.d beside it shows that its directory stands for /etc/ssh', () => {
    expect(placed('/role/files/sshd_config', ['/role/files/sshd_config.d'])).toEqual({
      path: '/etc/ssh/sshd_config',
      parts: ['/role/files from /role/files', '/etc/ssh from /role/files'],
      facts: false,
    })
  })

  test('a drop-in takes the main file beside its directory', () => {
    expect(placed('/role/sshd_config.d/a.conf', ['/role/sshd_config'])).toMatchObject({
      path: '/etc/ssh/sshd_config.d/a.conf',
      entry: '/etc/ssh/sshd_config',
    })
  })

  test('a lone drop-in is judged alone', () => {
    expect(placed('/role/sshd_config.d/a.conf').entry).toBeUndefined()
  })

  test('databases beside pure-ftpd.conf are those of the daemon', () => {
    expect(placed('/ftp/pure-ftpd.conf', ['/ftp/pureftpd.pdb'])).toEqual({
      path: '/etc/pure-ftpd/pure-ftpd.conf',
      parts: ['/ftp from /ftp', '/etc/pure-ftpd from /ftp', '/etc/pureftpd.pdb from /ftp/pureftpd.pdb'],
      facts: false,
    })
  })

  test('anything else is known by its own directory only', () => {
    expect(placed('/tmp/sshd_config')).toEqual({
      path: '/tmp/sshd_config',
      parts: ['/tmp from /tmp'],
      facts: false,
    })
  })
})

test('paths of the daemon lead back to this machine', () => {
  const { parts } = standing({ path: '/repo/etc/ssh/sshd_config', exists: () => false })
  expect(onThisMachine('/etc/ssh/sshd_config.d/a.conf', parts)).toBe('/repo/etc/ssh/sshd_config.d/a.conf')
  const alone = standing({ path: '/tmp/sshd_config', exists: () => false })
  expect(onThisMachine('/etc/ssh/other', alone.parts)).toBeUndefined()
})
