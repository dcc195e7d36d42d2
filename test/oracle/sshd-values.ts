import type { Target } from '../../src/dialects/sshd/index.ts'
import type { Syntax } from '../../src/dialects/sshd/keywords/row.ts'
import { knownAlgorithms } from '../../src/dialects/sshd/values/algorithms.ts'
import { HOST_KEYS } from './sshd-daemon.ts'

/** Values that a syntax takes, odd spellings among them. */
export function goodValues(
  syntax: Syntax,
  keyword: string,
  words: readonly string[],
  target: Target,
): readonly string[] {
  switch (syntax) {
    case 'flag':
    case 'words':
    case 'digest':
    case 'log-facility':
    case 'log-level':
      return words.flatMap((word) => [word, word.toUpperCase(), `"${word}"`])
    case 'tunnel':
      return words
    case 'ciphers':
    case 'macs':
    case 'kex':
    case 'keys':
    case 'signatures':
      return algorithmLists(syntax, target)
    case 'raw-command':
      return [...GOOD[syntax], 'none']
    case 'text':
      return keyword.endsWith('commanduser') ? ['nobody', 'root', '%u', '"a b"'] : GOOD.text
    case 'integer':
      // A larger one makes the host keys unusable, which is not what is asked here.
      return keyword === 'requiredrsasize' ? ['0', '1024', '2048'] : GOOD.integer
    case 'routing-domain':
      return ['none']
    default:
      return GOOD[syntax]
  }
}

/** Values that most often are refused, and spellings at the edge. */
export function badValues(syntax: Syntax): readonly string[] {
  return [
    ...(BAD[syntax] ?? []),
    '',
    '""',
    'nonsense',
    'a b',
    "'x",
    '"',
    '-1',
    '# only',
    "''",
    'yes no',
    '\\"',
    // Whether a host of that name can be resolved is for the network to say.
  ].filter((value) => syntax !== 'listen-address' || value !== 'nonsense')
}

function algorithmLists(kind: 'ciphers' | 'macs' | 'kex' | 'keys' | 'signatures', target: Target): string[] {
  const names = knownAlgorithms(kind, target).map(({ name }) => name)
  const [first = '', second = '', third = ''] = names
  const [last = '', before = ''] = [...names].reverse()
  return [
    ...names.slice(0, 4),
    `${first},${second}`,
    `${last},${first},${third}`,
    `+${first}`,
    `+${second},${second}`,
    `-${last}`,
    `-${before.slice(0, 6)}*`,
    '-*',
    '-nonsense',
    `-*,!${last}`,
    `^${last}`,
    `^${first},${last}`,
    `${first},,nonsense`,
    `+${first},,${second}`,
    ...(kind === 'keys' || kind === 'signatures'
      ? ['*', 'ssh-*', '+ssh-*', 'ecdsa-*,ssh-ed25519', '^*ed25519*']
      : []),
  ]
}

const ADDRESS_LISTS = ['10.0.0.0/8', '192.0.2.1,::1', '!10.0.0.1,10.0.0.0/8', '*', '2001:db8::/32']

const GOOD: Readonly<
  Record<
    Exclude<
      Syntax,
      | 'flag'
      | 'words'
      | 'digest'
      | 'log-facility'
      | 'log-level'
      | 'tunnel'
      | 'ciphers'
      | 'macs'
      | 'kex'
      | 'keys'
      | 'signatures'
      | 'routing-domain'
    >,
    readonly string[]
  >
> = {
  integer: ['0', '1', '6', '007', '+5', '2147483647', '" 5"', '1024'],
  time: ['0', '30', '1m', '1h30m', '1H', '2w', '1d2h3m4s', '60S', '1m1m', '5m10'],
  'time-or-none': ['none', 'NONE', '10', '5m', '0'],
  port: ['22', '2222', '022', 'ssh', 'altssh', '+443', '65535'],
  'listen-address': [
    '*',
    '*:2222',
    '0.0.0.0',
    '::',
    '127.0.0.1:2222',
    '[::1]:443',
    '[::1]',
    '::1',
    '10.0.0.1:ssh',
    '10.1',
    '::ffff:10.0.0.1',
    '::1:2222',
    '0.0.0.0:22',
    ...['1.2.3.4 rdomain lo', '[::1]:22 rdomain ""', '1.2.3.5 rdomain ""'],
    '2001:DB8:0:0:0::1',
  ],
  octal: ['0177', '077', '0', '0999', '0o177', '177', '0777', ' 0022'],
  'bytes-and-time': [
    'default',
    '1G',
    '500M 1h',
    '0',
    '16',
    '1.5K none',
    'default none',
    '1m 0',
    '2g 1d',
    '1.25E',
    '100 30',
  ],
  path: [
    '/etc/issue',
    'none',
    'None',
    '~/x',
    'rel/path',
    '"/a b"',
    '/x\\ y',
    '~',
    '/a#b',
    "'/q'",
    '/dev/null',
  ],
  'path-or-word': ['/x', 'none', 'NONE', 'internal', 'Internal', 'SSH_AUTH_SOCK', '~/a'],
  'key-paths': [...HOST_KEYS, ...HOST_KEYS, '/etc/ssh/../ssh/ssh_host_ed25519_key'],
  paths: ['.ssh/authorized_keys', '/etc/keys/%u', '.a .b', 'none', '~/k', '"a b" c', '%h/.ssh/k /x', 'NONE'],
  'tilde-path': ['none', 'None', '~/p', '/etc/p/%u', '.p', '"a b"'],
  text: ['/srv/%u', 'none', 'NONE', 'x', '"a b"', '%h', '~/c'],
  'raw-line': [
    'internal-sftp',
    '/bin/x -a "b c"',
    'none',
    'NONE',
    'x # y',
    "'a' \\\"b",
    'a=b',
    '"internal-sftp"',
    'é',
  ],
  'raw-command': ['/bin/keys %u', '/x "a b" # c', "/x 'y'"],
  'environment-pattern': ['yes', 'no', 'Yes', 'LANG,LC_*', '*'],
  'user-patterns': [
    'alice',
    'alice bob',
    'al* "b b"',
    'alice@10.0.0.0/8',
    '*@*.example.com',
    'a@b@10.0.0.1',
    '!x',
    'x,y',
    'bob@!10.0.0.1,10.0.0.0/8',
  ],
  'group-patterns': ['staff', 'staff wheel', 'st* !x', '"a b"'],
  'environment-names': ['LANG', 'LANG LC_*', '"A B"', 'X?'],
  'environment-values': ['A=1', 'A=1 B=2', 'A=1 A=2', '"A=x y"', 'A=', 'A==', "'A=q'"],
  'log-patterns': ['none', 'kex.c:*:1000', 'a b c', '*'],
  permissions: ['any', 'none', 'host:22', '[::1]:80', '*:*', 'a:1 b:*', 'host:ssh', '127.0.0.1:65535'],
  'authentication-methods': [
    'publickey',
    'publickey,password',
    'password publickey',
    'publickey,keyboard-interactive:pam',
    'none password',
    'publickey:x',
    'any',
    'any any',
  ],
  'channel-timeouts': ['none', 'session=5m', 'session:*=1h x11-connection=10', '*=0', 'NONE'],
  'pubkey-options': [
    'none',
    'touch-required',
    'verify-required touch-required',
    'none touch-required',
    'NONE',
  ],
  subsystem: [
    'sftp internal-sftp',
    'sftp /usr/lib/sftp-server -l INFO',
    'foo /x "a b"',
    '"s t" /x',
    'bar /y \\"z',
    "q 'w e'",
  ],
  startups: ['10', '10:30:100', '1:1:1', '5:50:10x', '+3', '2:100:2', '20'],
  'startups-or-none': ['none', '5', '0', '+7'],
  masks: ['32', '24:64', '0:0', '24', '16:128x'],
  penalties: [
    'yes',
    'no',
    'crash:10',
    'authfail:1m max:10m',
    'max-sources4:10',
    'overflow:deny-all',
    'overflow6:deny-all crash:1',
    'No',
    'min:5 crash:2 min:9',
    'noauth:3',
    'refuseconnection:5',
    'grace-exceeded:7',
  ],
  addresses: [...ADDRESS_LISTS, 'none'],
  'quality-of-service': [
    'ef',
    'af21 cs1',
    'none',
    '0x20',
    'EF cs0',
    'le',
    'lowdelay throughput',
    '8',
    'reliability',
    '255 0',
    '010',
    '4',
    '1',
  ],
  'agent-socket': ['user:x', 'shared:/tmp', 'none', 'user:/a'],
  'gssapi-kex': ['gss-group14-sha256-', 'gss-gex-sha1-x,gss-group14-sha1-', 'gss-nistp256-sha256-,,x'],
  intent: ['x'],
  anything: ['yes', 'no', 'x y z', '# nothing'],
}

const BAD: Readonly<Partial<Record<Syntax, readonly string[]>>> = {
  integer: ['6x', '2147483648', '1.5', '0x5', '99999999999999999999'],
  time: ['1x', '-5', '1.5', '1h 2m', 'none', '2147483648', '99999999999999', '10s5', '+5', '" 5"', '1 ', 'm'],
  'time-or-none': ['None x', '1x', 'infinite'],
  port: ['0', '65536', 'ntp', '22 23', '22x'],
  'listen-address': [
    '[::1',
    '1.2.3.4:0',
    '1.2.3.4:x',
    '[::1]x',
    '1.2.3.4 rdomain',
    '1.2.3.4 rdomain x',
    '1.2.3.4/24',
    '1.2.3.4 5',
    ':22',
    'a b c',
  ],
  octal: ['9', '-7', '01000', 'x'],
  'bytes-and-time': [
    '15',
    '1X',
    '1.2.3',
    '1K5',
    '1G 1x',
    '1G none none',
    '99999999999999999999',
    '9E 1',
    '-1G',
    'none',
    '1G "none"',
    '+-1',
  ],
  'key-paths': ['/nowhere', 'none', '"'],
  'path-or-word': ['a b'],
  paths: ['none a', 'a none', 'a ""', '"" a'],
  'user-patterns': ['a@10.0.0.1/8', 'a ""', '@', 'a@', 'a@,'],
  'environment-names': ['A=B', 'A ""', 'A B=C'],
  'environment-values': ['A', 'A=1 B', '""'],
  'log-patterns': ['none x', 'x none', 'a ""'],
  permissions: [
    'host',
    'host:',
    'any x:1',
    'x:1 any',
    'none none',
    'host:0',
    'host:99999',
    '[x:1',
    'a/1',
    'host:22 ""',
    ':1',
  ],
  'authentication-methods': [
    'any publickey',
    'publickey any',
    'any',
    'any any',
    'any any publickey',
    'gssapi-with-mic',
    'publickey,bogus',
    ',',
    'publickey,',
    'hostbased',
    'Publickey',
    'password,,x',
  ],
  'channel-timeouts': [
    'session',
    '=5',
    'session=x',
    'none session=1',
    'session=1 none',
    'session=-1',
    'session=1.5',
  ],
  'pubkey-options': ['bogus', 'touch-required bogus', 'max-pk-ok:4', 'max-pk-ok:x'],
  ciphers: [
    'aes128-ctr,nonsense',
    '!aes128-ctr',
    'aes*',
    '+',
    '^',
    ',aes128-ctr',
    'aes128-ctr,,!x',
    'AES128-CTR',
    '+nonsense',
    'aes128-ctr aes256-ctr',
    '+,',
    '-',
  ],
  macs: ['hmac-sha2-256,x', '+', 'hmac-*', 'hmac-sha2-256,,!x'],
  'gssapi-kex': ['gss-x', 'curve25519-sha256', 'gss-gex-sha1', ','],
  kex: ['curve25519-sha256,x', '+', 'curve*', 'diffie-hellman-group1-sha1,,!x'],
  keys: ['ssh-x', '!ssh-rsa', 'RSA', 'ssh-ed25519,,!x', '+', 'rsa,ssh-ed25519', '!*', 'ssh-rsa,!x', 'x*'],
  signatures: ['ssh-x', 'ssh-ed25519-cert-v01@openssh.com', 'ED25519', '*cert*', 'ssh-ed25519,,!x'],
  subsystem: ['sftp', 'sftp ""', '"" x', 'sftp /a', 'sftp /b'],
  startups: ['0', '10:0:20', '30:10:20', '10:20', '10:101:20', 'x', '-1', '5:30:0', '99999999999'],
  'startups-or-none': ['None', 'x', '-1'],
  masks: ['33', '24:129', ':64', '-1', '24:-1', '24:'],
  penalties: [
    'no crash:1',
    'crash:x',
    'bogus:1',
    'crash',
    'overflow:x',
    'max-sources4:x',
    'crash:1 no',
    'yes crash:1',
    'CRASH:1',
    'crash:1.5',
  ],
  addresses: ['10.0.0.1/8', 'a,', ',', '1.2.3.4 5'],
  'quality-of-service': ['256', 'x', 'ef x', '-1', '0xg', 'ef cs0 cs1', '"af21"', 'af21 ""', '+5', ' 7'],
  'raw-command': ['relative', '"/x"', 'None x', 'x y'],
  'agent-socket': ['x', 'shared:x', 'user:'],
  'routing-domain': ['x', '%D'],
}
