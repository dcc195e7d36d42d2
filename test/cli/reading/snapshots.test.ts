import { describe, expect, test } from 'vitest'
import { conflint, found } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const main = '/etc/ssh/sshd_config'

function snapshot(host: string, files: Record<string, string>, more: object = {}): string {
  return JSON.stringify({
    'conflint-snapshot': 1,
    host,
    configurations: [main],
    files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, { type: 'file', text }])),
    ...more,
  })
}

const clean = 'Subsystem sftp internal-sftp\n'
const refused = `${clean}PermitRootLogn no\n`

describe('a snapshot as an input', () => {
  test('is known by its content, and names in reports begin with its host', async () => {
    const directory = directoryWith({
      'one.json': snapshot('web1', { [main]: clean }),
      'two.txt': snapshot('web2', { [main]: refused }),
    })
    const outcome = await conflint(directory, ['--format', 'json', 'one.json', 'two.txt'])
    expect(outcome.status).toBe(1)
    expect(found(outcome)).toEqual([`web2:${main}:2 sshd/unknown-keyword`])
  })

  describe('for commands that speak of one configuration', () => {
    const ftp = '/etc/pure-ftpd.conf'
    const both = snapshot('web1', { [main]: clean, [ftp]: '' }, { configurations: [main, ftp] })
    const several = (given: string) =>
      `conflint: ${given} holds several configurations; say which: snaps/web1.json:${main}, snaps/web1.json:${ftp}\n`

    test.each(['snaps/web1.json', 'snaps'])('%s with several tells how each is named', async (path) => {
      const directory = directoryWith({ 'snaps/web1.json': both, sshd_config: '' })
      for (const argv of [
        ['effective', path],
        ['why', path, 'Port'],
        ['diff', 'sshd_config', path],
      ])
        expect(await conflint(directory, argv)).toMatchObject({ status: 2, error: several(path) })
      expect(await conflint(directory, ['why', `snaps/web1.json:${main}`, 'Port'])).toMatchObject({
        status: 0,
      })
    })

    test('a directory with one snapshot of one configuration is that', async () => {
      const directory = directoryWith({
        'snaps/web1.json': snapshot('web1', { [main]: clean }),
        'snaps/x.json': '{}',
      })
      expect((await conflint(directory, ['why', 'snaps', 'Subsystem'])).out).toContain(`web1:${main}:1`)
    })

    test('of very many the first are named', async () => {
      const hosts = Array.from({ length: 20 }, (_, number) => `web${10 + number}`)
      const files = hosts.map((host) => [`${host}.json`, snapshot(host, { [main]: clean })])
      const { error } = await conflint(directoryWith(Object.fromEntries(files)), ['effective', '.'])
      expect(error).toMatch(/: web10\.json:\S+ .* web17\.json:\S+ and more\n$/)
    })
  })

  test('a part of Debian’s pure-ftpd that the wrapper does not read is no file of the daemon itself', async () => {
    const tree = { '/etc/pure-ftpd/conf/MinUID': '1000\n', '/etc/pure-ftpd/conf/PureDB': '/etc/some.pdb\n' }
    const configurations = ['/etc/pure-ftpd/conf/PureDB']
    const directory = directoryWith({ 'one.json': snapshot('ftp1', tree, { configurations }) })
    expect(found(await conflint(directory, ['--format', 'json', 'one.json']))).not.toContain(
      'ftp1:/etc/pure-ftpd/conf/PureDB:1 pure-ftpd/unknown-directive',
    )
  })

  test('a file that could not be read is told by its name', async () => {
    const files = { [main]: { type: 'file', unread: 'cannot be read (permission denied)' } }
    const directory = directoryWith({ 'one.json': snapshot('web1', {}, { files }) })
    const { status, error } = await conflint(directory, ['one.json'])
    expect(status).toBe(3)
    expect(error).toContain(`web1:${main}: cannot be read (permission denied)`)
  })

  test('from standard input', async () => {
    const outcome = await conflint(directoryWith({}), ['--format', 'json', '-'], {
      input: snapshot('web1', { [main]: refused }),
    })
    expect(found(outcome)).toEqual([`web1:${main}:2 sshd/unknown-keyword`])
  })

  test('includes are found in the snapshot, and nowhere else', async () => {
    const files = {
      [main]: { type: 'file', text: `Include ${main}.d/*.conf\nInclude /etc/hostname\n${clean}` },
      [`${main}.d`]: { type: 'directory', names: ['10-a.conf'] },
      [`${main}.d/10-a.conf`]: { type: 'file', text: 'PermitRootLogn no\n' },
    }
    const directory = directoryWith({ 'one.json': snapshot('web1', {}, { files }) })
    const outcome = await conflint(directory, ['--format', 'json', 'one.json'])
    expect(found(outcome).sort()).toEqual([
      `web1:${main}.d/10-a.conf:1 sshd/unknown-keyword`,
      `web1:${main}:2 sshd/include-matches-nothing`,
    ])
  })

  test('its versions count: those of its distribution, unless the command line says otherwise', async () => {
    const told = { versions: { sshd: '9.2p1' }, system: { id: 'debian', version: '12' } }
    const directory = directoryWith({ 'one.json': snapshot('web1', { [main]: clean }, told) })
    const daemon = async (...given: string[]) =>
      JSON.parse((await conflint(directory, ['effective', '--format', 'json', ...given, 'one.json'])).out)
        .daemon
    expect(await daemon()).toBe('OpenSSH 9.2')
    expect(await daemon('--openssh', '8.4')).toBe('OpenSSH 8.4')
  })

  test('facts count: accounts, owners, modes, and what is certainly missing', async () => {
    const text = `${clean}Match Group sftponly\n    ChrootDirectory /srv/%u\n    ForceCommand internal-sftp\n    DisableForwarding yes\n`
    const facts = {
      accounts: [{ name: 'bob', uid: 1000, gid: 1000, home: '/home/bob', shell: '/bin/sh' }],
      groups: [{ name: 'sftponly', gid: 1000 }],
      files: {
        [main]: { type: 'file', text },
        '/': { type: 'directory', mode: '0755', uid: 0, gid: 0 },
        '/srv': { type: 'directory', mode: '0755', uid: 0, gid: 0, names: ['bob'] },
        '/srv/bob': { type: 'directory', mode: '0755', uid: 1000, gid: 1000 },
      },
    }
    const directory = directoryWith({ 'one.json': snapshot('web1', {}, facts) })
    const { out } = await conflint(directory, ['--format', 'oneline', 'one.json'])
    expect(out).toContain('/srv/bob is not owned by root')
  })

  test('one configuration of it, for commands that want one', async () => {
    const directory = directoryWith({
      'a.json': snapshot('a', { [main]: 'PasswordAuthentication yes\n' }),
      'b.json': snapshot('b', { [main]: 'PasswordAuthentication no\n' }),
    })
    const { out } = await conflint(directory, ['diff', `a.json:${main}`, `b.json:${main}`])
    expect(out).toContain('PasswordAuthentication: yes → no')
    expect(out).toContain(`after:  b:${main}:1`)
    const why = await conflint(directory, ['why', `b.json:${main}`, 'PasswordAuthentication'])
    expect(why.out).toContain(`b:${main}:1`)
    expect((await conflint(directory, ['effective', 'a.json:/etc/none'])).error).toMatch(/a:\/etc\/none/)
  })

  test('--diff shows fixes; --fix writes nothing', async () => {
    const directory = directoryWith({
      'one.json': snapshot('web1', { [main]: `${clean}UsePrivilegeSeparation yes\n` }),
    })
    expect((await conflint(directory, ['--diff', 'one.json'])).out).toContain('-UsePrivilegeSeparation yes')
    const { status, error, written } = await conflint(directory, ['--fix', 'one.json'])
    expect({ status, error, written }).toEqual({
      status: 3,
      error: 'conflint: web1 is only a snapshot, so the fixes cannot be written; --diff shows them\n',
      written: {},
    })
  })
})

describe('what is no good snapshot', () => {
  test.each([
    [
      'of a later version',
      '{"conflint-snapshot": 2}',
      /version 2, of which this conflint knows only version 1/,
    ],
    ['cut off', '{"conflint-snapshot": 1, "host": "x"', /one\.json:\d+: /],
    ['without files', '{"conflint-snapshot":1,"host":"x","configurations":[]}', /"files" is missing/],
    ['with a name of a host that is none', snapshot('a b\u001b[2J', {}), /one\.json:1: host: /],
    ['with an unknown part', snapshot('x', {}, { secrets: [] }), /unknown name "secrets"/],
    ['with a relative path', snapshot('x', {}, { files: { 'etc/x': 'missing' } }), /absolute path/],
  ])('%s', async (_, text, message) => {
    const directory = directoryWith({ 'one.json': text, sshd_config: refused })
    const outcome = await conflint(directory, ['--format', 'json', 'one.json', 'sshd_config'])
    expect(outcome.status).toBe(3)
    expect(outcome.error).toMatch(message)
    expect(outcome.error).not.toContain('\u001b')
    expect(found(outcome)).toEqual(['sshd_config:2 sshd/unknown-keyword'])
  })

  test('links in a circle, names of prototypes, and configurations that are not there', async () => {
    const text = snapshot(
      'x',
      {},
      {
        configurations: [main, '/loop', '/gone'],
        files: {
          [main]: { type: 'file', text: clean },
          '/loop': { link: '/loop' },
          '/__proto__': { type: 'file', text: '' },
          '/constructor/x': { type: 'directory', names: ['__proto__'] },
        },
      },
    )
    const { status, error } = await conflint(directoryWith({ 'one.json': text }), ['one.json'])
    expect(status).toBe(3)
    expect(error).toBe(
      'conflint: x:/loop has too many symbolic links\nconflint: x:/gone is not in the snapshot\n',
    )
  })

  test('a template that begins with a brace is none', async () => {
    const directory = directoryWith({
      'sshd_config.j2': '{# made by Ansible #}\nPort {{ port }}\nUsePAM yes\n',
    })
    expect(await conflint(directory, ['sshd_config.j2'])).toMatchObject({ error: '' })
  })
})
