import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatIPv6 } from '../../../src/dialects/sshd/dump/listen.ts'
import { nearestKeyword } from '../../../src/dialects/sshd/hints.ts'
import { resolve } from '../../../src/dialects/sshd/index.ts'
import { parseAddress } from '../../../src/dialects/sshd/matching/addresses.ts'
import { matchesPattern } from '../../../src/dialects/sshd/matching/patterns.ts'
import { compareBytes, glob } from '../../../src/dialects/sshd/reading/glob.ts'
import { seconds } from '../../../src/dialects/sshd/values/times.ts'
import { memory } from '../../../src/host/memory.ts'
import { release } from '../../../src/syntax/openssh-release.ts'
import { configOf, dumped } from './config-of.ts'

describe('times', () => {
  test.each([
    ['90', '10.6', 90],
    ['1h30m', '10.6', 5400],
    ['1m1m', '10.6', 120],
    ['1.5', '10.6', 1],
    ['1.5', '10.2', undefined],
    ['10s5', '10.6', undefined],
    ['10s5', '10.2', 15],
    ['5m10', '8.4', 310],
    ['5m10', '8.2', 900],
    ['4294967297', '8.4', 1],
    ['4294967297', '8.5', undefined],
    ['none', '10.6', undefined],
  ])('%s for %s is %s', (text, version, value) => {
    expect(seconds(text, release(version))).toBe(value)
  })
})

describe('names of ports', () => {
  const ports = (facts: Record<string, 'missing'>, files = {}) => {
    const text = 'Port ssh\nPort alt\nMatch LocalPort ssh\nMaxAuthTries 3\n'
    const entry = '/etc/ssh/sshd_config'
    const config = resolve(entry, memory({ [entry]: text, ...files }, { facts }), { version: '9.2' })
    return dumped(config, ['Port', 'MaxAuthTries'], { localPort: 22 })
  }

  test('are those of the host', () => {
    const services = 'ssh 22/tcp\nother 2222/tcp alt # note\n'
    expect(ports({}, { '/etc/services': services })).toEqual(['port 22', 'port 2222', 'maxauthtries 3'])
    expect(ports({ '/etc/services': 'missing' })).toEqual([
      '/etc/ssh/sshd_config line 1: Badly formatted port number.',
    ])
  })

  test('are the usual ones where nothing is known of the host', () => {
    expect(ports({})).toEqual(['/etc/ssh/sshd_config line 2: Badly formatted port number.'])
  })
})

test.each([
  ['fe80::1%01', '[fe80::1%lo]'],
  ['fe80::1%eth0', '[fe80::1%eth0]'],
  ['::1%1', '[::1%1]'],
  ['ff02::1%0', '[ff02::1]'],
])('ListenAddress [%s] listens on %s', (address, shown) => {
  expect(dumped(configOf(`ListenAddress [${address}]\n`), ['ListenAddress'])).toEqual([
    `ListenAddress ${shown}:22`,
  ])
})

describe('routing domains', () => {
  const listening = (domain: string, files = {}) =>
    dumped(configOf(`ListenAddress [::1]:22 rdomain ${domain}\n`, '9.2', files), ['ListenAddress'])

  test('are interfaces of the host', () => {
    const files = { '/sys/class/net/lo': '' }
    expect(listening('lo', files)).toEqual(['listenaddress [::1]:22 rdomain lo'])
    expect(listening('blue', files)).toEqual(['/etc/ssh/sshd_config line 1: bad routing domain'])
    expect(listening('""', files)).toEqual(['listenaddress [::1]:22 rdomain '])
  })

  test('are not doubted where nobody tells of the interfaces', () => {
    expect(listening('blue')).toEqual(['listenaddress [::1]:22 rdomain blue'])
  })
})

test('patterns know * and ? only, as a regular expression would have it', () => {
  const piece = fc.constantFrom('a', 'b', '.', '[', '*', '?', '\\')
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 7 }),
      fc.array(fc.constantFrom('a', 'b', '.', '[', '\\'), { maxLength: 12 }),
      (parts, letters) => {
        const pattern = parts.join('')
        const escaped = pattern
          .replace(/[.[\]\\]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.')
        expect(matchesPattern(letters.join(''), pattern)).toBe(
          new RegExp(`^${escaped}$`, 's').test(letters.join('')),
        )
      },
    ),
  )
})

test('addresses are printed in one way, and read back', () => {
  const bytes = fc.array(fc.constantFrom(0, 0, 0, 1, 255), { minLength: 16, maxLength: 16 })
  fc.assert(
    fc.property(bytes, (address) => {
      expect(parseAddress(formatIPv6(address))).toEqual(address)
    }),
  )
})

describe('files that Include names', () => {
  const host = memory({
    '/d/10-a.conf': '',
    '/d/9-b.conf': '',
    '/d/Z.conf': '',
    '/d/_.conf': '',
    '/d/.h.conf': '',
    '/d/[x].conf': '',
    '/d/-.conf': '',
    '/e/f/g': '',
  })

  test.each([
    ['/d/*.conf', ['/d/-.conf', '/d/10-a.conf', '/d/9-b.conf', '/d/Z.conf', '/d/[x].conf', '/d/_.conf']],
    ['/d/.*', ['/d/.', '/d/..', '/d/.h.conf']],
    ['/d/\\.*/f/g', []],
    ['/.*/e/f/g', ['/../e/f/g', '/./e/f/g']],
    ['/d/[.]h.conf', []],
    ['/d/[0-9]*', ['/d/10-a.conf', '/d/9-b.conf']],
    ['/d/[!0-9]*', ['/d/-.conf', '/d/Z.conf', '/d/[x].conf', '/d/_.conf']],
    ['/d/[[:upper:]].conf', ['/d/Z.conf']],
    ['/d/[Z\\-_].conf', ['/d/-.conf', '/d/Z.conf', '/d/_.conf']],
    ['/d/[Z-\\_].conf', ['/d/Z.conf', '/d/_.conf']],
    ['/d/[]Z].conf', ['/d/Z.conf']],
    ['/d/[^Z].conf', ['/d/Z.conf']],
    ['/d/[[:nothing:]', []],
    ['/d/[a\\].conf', []],
    ['/d/\\[x\\].conf', ['/d/[x].conf']],
    ['/d/{Z,_}.conf', []],
    ['/*/f/?', ['/e/f/g']],
    ['/nowhere', []],
    ['~/x', []],
  ])('%s', (pattern, paths) => {
    expect(glob(pattern, host)).toEqual(paths)
  })

  test('come in the order of their bytes', () => {
    const names = fc.array(fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(names, (all) => {
        const ours = [...all].sort(compareBytes)
        expect(ours).toEqual(
          [...all].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
        )
      }),
    )
  })
})

test.each([
  ['PermitRotLogin', { keyword: 'PermitRootLogin' }],
  ['PasswordAuthentification', { keyword: 'PasswordAuthentication' }],
  ['MaxAuthTries4', { keyword: 'MaxAuthTries', value: '4' }],
  ['PermitRootLoginno', { keyword: 'PermitRootLogin', value: 'no' }],
  ['Frobnicate', undefined],
])('%s hints at %j', (word, hint) => {
  expect(nearestKeyword(word, ['PermitRootLogin', 'PasswordAuthentication', 'MaxAuthTries', 'Port'])).toEqual(
    hint,
  )
})

test.each([
  ['8.4', 'banner /a'],
  ['9.2', 'banner /a#b'],
])('%s takes a # within a word for %s', (version, line) => {
  expect(dumped(configOf('Banner /a#b\n', version), ['banner'])).toEqual([line])
})

describe('a list of algorithms that begins with a comma', () => {
  test.each([
    ['Ciphers ,aes128-ctr', ['ok', 'ok', 'refused']],
    ['MACs ^,hmac-sha2-256', ['ok', 'ok', 'refused']],
    ['KexAlgorithms +,curve25519-sha256', ['ok', 'ok', 'ok']],
    ['HostKeyAlgorithms ,ssh-ed25519', ['ok', 'ok', 'ok']],
  ])('%s', (line, expected) => {
    const answers = ['8.4', '10.0', '10.6'].map((version) => configOf(`${line}\n`, version).refusal)
    expect(answers.map((refusal) => (refusal ? 'refused' : 'ok'))).toEqual(expected)
  })
})

describe('a path that begins with ~', () => {
  test.each([
    ['~/x', '/root/x', '/root/x'],
    ['~//x', '/root//x', '/root/x'],
    ['~root/x', '/root/x', '/root/x'],
    ['~root', '/root/root', '/root/'],
    ['~', '/root/', '/root/'],
  ])('%s', (path, old, now) => {
    const printed = ['8.4', '9.2'].map((version) =>
      dumped(configOf(`PidFile ${path}\n`, version), ['pidfile']),
    )
    expect(printed).toEqual([[`pidfile ${old}`], [`pidfile ${now}`]])
  })
})

/** Asked of sshd 10.6. */
describe('numbers of 10.6', () => {
  test.each([
    ['ChannelTimeout x=6841w', undefined],
    ['ChannelTimeout x=0.5', undefined],
    ['ChannelTimeout x=1.5m', 'line 1: invalid channel timeout x=1.5m'],
    ['PubkeyAuthOptions max-pk-ok:', 'line 1: bad PubkeyAuthOptions max-pk-ok value: invalid'],
  ])('%s', (line, message) => {
    const told = configOf(`${line}\n`, '10.6').refusal?.messages.join('\n')
    if (message === undefined) expect(told).toBeUndefined()
    else expect(told).toContain(message)
  })
})

/** Asked of Debian's sshd 8.4, whose messages say so. */
test.each([
  ['AuthorizedKeysCommand =', 'AuthorizedKeysCommand must be an absolute path'],
  ['AuthorizedPrincipalsCommand = ', 'AuthorizedPrincipalsCommand must be an absolute path'],
  ['AuthorizedKeysCommand', 'Missing argument.'],
  ['ForceCommand =', 'Missing argument.'],
  ['VersionAddendum =', 'Missing argument.'],
  ['AuthorizedKeysCommand none\nAuthorizedKeysCommand =', undefined],
])('up to 8.6 an equals sign brings an empty command with it: %j', (text, message) => {
  const said = configOf(`${text}\n`, '8.4').refusal?.messages.at(-1)
  expect(said?.replace(/^.* line \d+: /, '')).toBe(message)
})

test('a subsystem may have any name', () => {
  const text = 'Subsystem sftp internal-sftp\nSubsystem constructor /bin/x\n'
  expect(dumped(configOf(text, '9.2p1'), ['Subsystem'])).toEqual([
    'subsystem sftp internal-sftp',
    'subsystem constructor /bin/x',
  ])
})

/** Asked of Debian's sshd 8.4. */
test.each([
  ['MaxStartups -1:7:7', '10:7:7'],
  ['MaxStartups -2', '-2:30:-2'],
  ['MaxStartups -5:7:-1', '-5:7:100'],
  ['MaxStartups 5:20:60\nMaxStartups -1', '10:20:100'],
  ['MaxStartups -1:7:-1\nMaxStartups 3', '3:7:3'],
])('up to 8.4 -1 is the default: %j', (text, printed) => {
  expect(dumped(configOf(`${text}\n`, '8.4'), ['maxstartups'])).toEqual([`maxstartups ${printed}`])
})
