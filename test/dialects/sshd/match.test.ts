import { describe, expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { answer, answerBytes, resolve } from '../../../src/dialects/sshd/index.ts'
import { memory } from '../../../src/host/memory.ts'
import { configOf, effectiveValue } from './config-of.ts'

/** Whether the block of a Match line holds. */
function matches(line: string, connection: Connection, version?: string): boolean {
  return effectiveValue(configOf(`${line}\nBanner /yes\n`, version), 'Banner', connection) === '/yes'
}

describe('criteria', () => {
  test.each<[string, Connection]>([
    ['Match User alice', { user: 'alice' }],
    ['Match User al*,!alan', { user: 'alice' }],
    ['Match Group staff', { user: 'alice', groups: ['alice', 'staff'] }],
    ['Match Host *.Example.com', { host: 'gw.EXAMPLE.com' }],
    ['Match Address 10.0.0.0/8', { address: '10.1.2.3' }],
    ['Match Address 10.1.2', { address: '10.1.0.2' }],
    ['Match Address 192.0.2.*', { address: '192.0.2.9' }],
    ['Match LocalAddress ::1', { localAddress: '0:0:0:0:0:0:0:1' }],
    ['Match Address fe80::1%01', { address: 'fe80::1%lo' }],
    ['Match Address fe80::1%eth0', { address: 'fe80::1%eth0' }],
    ['Match Address 2001:db8::1%7', { address: '2001:db8::1%7' }],
    ['Match Address ::1%0', { address: '::1' }],
    ['Match Address fe80::1%5*', { address: 'fe80::1%55' }],
    ['Match LocalPort 2222', { localPort: 2222 }],
    ['Match RDomain blue*', { rdomain: 'blue1' }],
    ['Match invalid-user', { user: 'ghost', invalidUser: true }],
    ['Match version OpenSSH_10.*', {}],
    ['Match all', {}],
    ['Match User=alice Address=10.0.0.1', { user: 'alice', address: '10.0.0.1' }],
  ])('%s holds', (line, connection) => {
    expect(matches(line, connection)).toBe(true)
  })

  test.each<[string, Connection]>([
    ['Match User !root', { user: 'alice' }],
    ['Match User ALICE', { user: 'alice' }],
    ['Match User al?', { user: 'alé' }],
    ['Match Group *,!staff', { user: 'alice', groups: ['alice', 'staff'] }],
    ['Match Group *', { user: 'ghost', groups: [] }],
    ['Match Host *.example.com', { host: '10.0.0.1' }],
    ['Match Address 10.0.0.0/8', { address: '::ffff:10.0.0.1' }],
    ['Match Address 10.0.0.0/8,!10.1.0.0/16', { address: '10.1.2.3' }],
    ['Match Address 10.0.0.0/255.0.0.0', { address: '10.1.2.3' }],
    ['Match Address fe80::/10', { address: 'fe80::1%lo' }],
    ['Match Address fe80::1%2', { address: 'fe80::1%lo' }],
    ['Match User "a, b"', { user: 'b' }],
    ['Match User =alice', { user: 'alice' }],
    ['Match User alice', {}],
  ])('%s does not', (line, connection) => {
    expect(matches(line, connection)).toBe(false)
  })

  test('an item of 1023 bytes ends the list, and only a negated one before it counts', () => {
    const long = 'é'.repeat(512)
    expect(matches(`Match User ${long.slice(1)},root`, { user: 'root' })).toBe(true)
    expect(matches(`Match User ${long},root`, { user: 'root' })).toBe(false)
    expect(matches(`Match User root,${long}`, { user: 'root' })).toBe(false)
  })

  test('files that are not UTF-8 are compared byte by byte', () => {
    const entry = '/etc/ssh/sshd_config'
    const banner = (line: string, user: string) => {
      const end = Uint8Array.of(0x0a, 0x42, 0x61, 0x6e, 0x6e, 0x65, 0x72, 0x20, 0x2f, 0xe9, 0x0a)
      const file = Uint8Array.of(...new TextEncoder().encode(line), ...end)
      const config = resolve(entry, memory({ [entry]: file }), { version: '9.2' })
      const { lines = [] } = answer(config, { user })
      return Buffer.from(answerBytes(config, lines)).toString('latin1').includes('banner /\xe9\n')
    }

    expect(banner('Match User é', 'é')).toBe(true)
    expect(banner('Match User ??', 'é')).toBe(true)
    expect(banner('Match User ?', 'é')).toBe(false)
    expect(banner(`Match User ${'é'.repeat(511)},root`, 'root')).toBe(true)
  })

  test('up to 9.8 blanks around = meant nothing', () => {
    expect(matches('Match User = alice', { user: 'alice' }, '9.8')).toBe(true)
  })

  test('9.9p1 held invalid-user to be true at startup', () => {
    const text = 'Match invalid-user\nBanner /x\n'

    expect(effectiveValue(configOf(text, '9.9p1'), 'Banner')).toBe('/x')
    expect(effectiveValue(configOf(text, '9.9p2'), 'Banner')).toBe('none')
  })
})

test.each([
  ['Match User\n', 'Missing Match criteria for User'],
  ['Match all User a\n', "'all' cannot be combined with other Match attributes"],
  ['Match Exec /x\n', 'Unsupported Match attribute Exec'],
  ['Match LocalPort x\n', "Invalid LocalPort 'x' on Match line"],
  ['Match Address 10.1.2.3/24\n', "Invalid Match address argument '10.1.2.3/24' at line 1"],
])('%j is refused', (text, message) => {
  expect(configOf(text).refusal?.messages[0]).toBe(message)
})

describe('blocks and includes', () => {
  const files = {
    '/etc/ssh/sshd_config.d/10-a.conf': 'Match User alice\nBanner /a\n',
    '/etc/ssh/sshd_config.d/9-b.conf': 'PrintMotd no\n',
    '/etc/ssh/sshd_config.d/.hidden.conf': 'PrintMotd yes\nX11Forwarding yes\n',
  }

  test('a block of an included file ends with that file', () => {
    const config = configOf('Include sshd_config.d/*.conf\nX11UseLocalhost no\n', '10.6', files)

    expect(effectiveValue(config, 'Banner', { user: 'alice' })).toBe('/a')
    expect(effectiveValue(config, 'X11UseLocalhost')).toBe('no')
    expect(config.sources.map(({ path }) => path)).toEqual([
      '/etc/ssh/sshd_config',
      '/etc/ssh/sshd_config.d/10-a.conf',
      '/etc/ssh/sshd_config.d/9-b.conf',
    ])
  })

  test('inside a block, both conditions must hold', () => {
    const config = configOf('Match Group staff\nInclude sshd_config.d/1*\n', '10.6', files)

    expect(config.guards.at(-1)?.text).toEqual(['Group staff', 'User alice'])
    expect(effectiveValue(config, 'Banner', { user: 'alice', groups: ['staff'] })).toBe('/a')
    expect(effectiveValue(config, 'Banner', { user: 'alice', groups: ['alice'] })).toBe('none')
  })

  test('lines of one block share one guard', () => {
    const config = configOf('Match User a\nBanner /x\nX11Forwarding no\n')

    expect(new Set(config.settings.map(({ guard }) => guard)).size).toBe(1)
  })

  test('files that include one another end at the seventeenth level', () => {
    const config = configOf('Include loop.conf\n', '10.6', { '/etc/ssh/loop.conf': 'Include loop.conf\n' })

    expect(config.refusal?.messages).toEqual(['Too many recursive configuration includes'])
    expect(config.problems.map(({ rule }) => rule)).toEqual(['sshd/include-too-deep'])
  })

  test('files that include one another are read once more at most', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const files = names.map((name) => [`/etc/ssh/d/${name}`, 'Include d/*\nInclude /etc/ssh/d/*\n'])
    const config = configOf('Include d/*\n', '10.6', Object.fromEntries(files))
    expect(config.refusal?.messages).toEqual(['Too many recursive configuration includes'])
  })

  test.each([
    [16, undefined],
    [17, ['Too many recursive configuration includes']],
  ])('%i files, each of which includes the next one', (count, messages) => {
    const files = Array.from({ length: count }, (_, index) => [
      `/etc/ssh/${index + 1}.conf`,
      index + 1 < count ? `Include ${index + 2}.conf\n` : 'Banner none\n',
    ])
    const config = configOf('Include 1.conf\n', '10.6', Object.fromEntries(files))
    expect(config.refusal?.messages).toEqual(messages)
  })
})

/** Asked of Debian's sshd 8.4, 9.2, 10.0 and 10.6. */
describe('addresses at the edge', () => {
  const banner = (network: string, address: string, version: string) => {
    const config = configOf(`Match Address ${network}\n    Banner /y\n`, version)
    return config.refusal?.messages[0] ?? effectiveValue(config, 'Banner', { address })
  }

  test.each([
    ['10.0.0.0/+8', ['/y', 'none', '/y', '/y']],
    ['10.0.0.0/129', ['none', 'none', 'refused', 'refused']],
    ['10.0.0.0/33', ['refused', 'refused', 'refused', 'refused']],
    ['10.0.0.0/-1', ['none', 'none', 'none', 'none']],
  ])('%s', (network, expected) => {
    const answers = ['8.4', '9.2', '10.0', '10.6'].map((version) => banner(network, '10.0.0.1', version))
    const refused = `Invalid Match address argument '${network}' at line 1`
    expect(answers).toEqual(expected.map((answer) => (answer === 'refused' ? refused : answer)))
  })

  test.each([
    ['fe80::/10', 'fe80::1%lo', 'none'],
    ['fe80::1%lo', 'fe80::1%lo', '/y'],
    ['fe80::1%lo', 'fe80::1', 'none'],
    ['fe80::*', 'fe80::1%lo', '/y'],
  ])('%s for %s', (network, address, expected) => {
    expect(banner(network, address, '10.6')).toBe(expected)
  })

  test('up to 9.8 the first @ of AllowUsers begins the addresses', () => {
    const refusal = (version: string) => configOf('AllowUsers a@b@10.0.0.1/8\n', version).refusal?.messages
    const text = 'invalid AllowUsers pattern: "a@b@10.0.0.1/8"'
    expect(refusal('9.8')).toBeUndefined()
    expect(refusal('10.0')).toEqual([`/etc/ssh/sshd_config line 1: ${text}`])
  })
})

test.each([
  ['debian-sid', 'OpenSSH_10.6p1', false],
  ['debian-sid', 'OpenSSH_10.6p1*', true],
  ['debian-13', 'OpenSSH_10.0p2*', true],
  ['10.6/portable', 'OpenSSH_10.6p1', true],
  ['10.0/portable', 'OpenSSH_10.0p2', true],
])('%s is %s: %s', (version, pattern, holds) => {
  const config = configOf(`Match Version ${pattern}\n    Banner /y\n`, version)
  expect(effectiveValue(config, 'Banner')).toBe(holds ? '/y' : 'none')
})
