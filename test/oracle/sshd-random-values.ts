import fc from 'fast-check'
import type { Target } from '../../src/dialects/sshd/index.ts'
import type { Syntax } from '../../src/dialects/sshd/keywords/row.ts'
import { knownAlgorithms } from '../../src/dialects/sshd/values/algorithms.ts'

/**
 * Values put together from pieces, right and wrong ones, for syntaxes that have an inside; `undefined` for those
 * of which a list of examples says enough.
 */
export function randomValue(syntax: Syntax, target: Target): fc.Arbitrary<string> | undefined {
  switch (syntax) {
    case 'time':
    case 'time-or-none':
      return time
    case 'integer':
    case 'startups-or-none':
      return integer
    case 'octal':
      return glued(['0', '1', '7', '8', '0o', '-', '+', ' ', '177'], 4)
    case 'bytes-and-time':
      return fc
        .tuple(bytes, fc.oneof(fc.constant(''), time, fc.constant('none')))
        .map((parts) => parts.join(' '))
    case 'startups':
      return fc.array(integer, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(':'))
    case 'masks':
      return fc
        .array(fc.constantFrom('0', '8', '32', '33', '64', '128', '129', '-1', ''), { maxLength: 3 })
        .map((parts) => parts.join(':'))
    case 'penalties':
      return words(
        fc
          .tuple(
            fc.constantFrom(...PENALTIES),
            fc.oneof(time, integer, fc.constantFrom('permissive', 'deny-all', 'x')),
          )
          .map((parts) => parts.join(':')),
      )
    case 'channel-timeouts':
      return words(
        fc
          .tuple(fc.constantFrom('session', 'session:*', 'x11-connection', '*', 'a b', ''), time)
          .map((parts) => parts.join('=')),
      )
    case 'user-patterns':
      return words(
        fc.oneof(
          patterns,
          fc.tuple(patterns, fc.oneof(networks, patterns)).map((parts) => parts.join('@')),
        ),
      )
    case 'group-patterns':
      return words(patterns)
    case 'environment-names':
      return words(glued(['LANG', 'LC_', '*', '?', '=', 'A', '"', ' '], 3))
    case 'environment-values':
      return words(
        fc
          .tuple(
            fc.constantFrom('A', 'B', 'AB', '', '"C D"'),
            fc.constantFrom('=', '==', ''),
            fc.constantFrom('1', '', '"x y"', '#2', "'"),
          )
          .map((parts) => parts.join('')),
      )
    case 'permissions':
      return words(
        fc
          .tuple(
            fc.constantFrom('host', '127.0.0.1', '[::1]', '::1', '*', '', 'any', 'none', '[x'),
            fc.constantFrom(':', '/', ''),
            fc.constantFrom('22', '*', '0', '65536', 'ssh', ''),
          )
          .map((parts) => parts.join('')),
      )
    case 'listen-address':
      return fc
        .tuple(
          fc.constantFrom(
            '1.2.3.4',
            '10.1',
            '0x7f.1',
            '::1',
            '[::1]',
            ...['[fe80::1%lo]', '[fe80::1%1]', '[::1%01]', '[ff02::1%lo]', '::1%0'],
            '::ffff:1.2.3.4',
            '1.2.3',
            '256.1.1.1',
            '[]',
            '',
            '::',
            '010.0.0.1',
            '1:2:3:4:5:6:7:8',
            '1::2::3',
          ),
          fc.constantFrom('', ':22', ':0', ':ssh', '/22', ':', ':022', ':65536'),
          fc.constantFrom('', '', ' rdomain x', ' rdomain lo', ' rdomain ""', ' x'),
        )
        .map((parts) => parts.join(''))
    case 'addresses':
      return networks
    case 'quality-of-service':
      return words(
        fc.constantFrom(
          'ef',
          'af11',
          'cs7',
          'le',
          'va',
          'none',
          '0x10',
          '010',
          '0',
          '255',
          '256',
          'lowdelay',
          'throughput',
          'reliability',
          'EF',
          '-1',
          '0x',
          'x',
        ),
      )
    case 'authentication-methods':
      return words(
        fc
          .array(
            fc.constantFrom(
              'publickey',
              'password',
              'keyboard-interactive',
              'keyboard-interactive:pam',
              'hostbased',
              'none',
              'any',
              'gssapi-with-mic',
              '',
              'x',
            ),
            { minLength: 1, maxLength: 3 },
          )
          .map((parts) => parts.join(',')),
      )
    case 'pubkey-options':
      return words(
        fc.constantFrom(
          'none',
          'touch-required',
          'verify-required',
          'max-pk-ok:3',
          'max-pk-ok:',
          'NONE',
          'x',
        ),
      )
    case 'paths':
      return words(
        fc.constantFrom(
          '.ssh/a',
          '/k/%u',
          '~/x',
          'none',
          '"a b"',
          'NONE',
          '%h/k',
          '/a#b',
          "'c'",
          '/d\\ e',
          '""',
        ),
      )
    case 'log-patterns':
      return words(fc.constantFrom('*', 'kex.c:*:1000', 'none', 'a', '"b c"', 'NONE'))
    case 'subsystem':
      return fc
        .tuple(
          fc.constantFrom('sftp', 'SFTP', 'a', 'b', '"c d"', "'e'"),
          fc.array(fc.constantFrom('/x', 'internal-sftp', '-l', '"y z"', "'q'", '\\"', '#n', '""', 'a\\ b'), {
            maxLength: 3,
          }),
        )
        .map(([name, parts]) => [name, ...parts].join(' '))
    case 'raw-line':
    case 'raw-command':
      return glued(['/x', ' ', '-a', '"b c"', "'d'", '#', ' # e', '\\"', '=', '\\', 'none', '%u', '\t'], 5)
    case 'path':
    case 'text':
    case 'tilde-path':
      return glued(
        ['/x', 'none', '~/', ' ', '"a b"', "'c'", '#', '\\ ', '\\"', '%u', '=', 'é', '\\\\', '\\n'],
        4,
      )
    case 'environment-pattern':
      return glued(['yes', 'no', 'A', '*', ',', '!', '"'], 3)
    case 'ciphers':
    case 'macs':
    case 'kex':
    case 'keys':
    case 'signatures':
      return algorithms(syntax, target)
    case 'gssapi-kex':
      return glued(['gss-group14-sha256-', 'gss-gex-sha1-', 'x', ',', '=='], 4)
    default:
      return undefined
  }
}

const PENALTIES = [
  'crash',
  'authfail',
  'noauth',
  'grace-exceeded',
  'refuseconnection',
  'invaliduser',
  'max',
  'min',
  'max-sources4',
  'max-sources6',
  'overflow',
  'overflow6',
  'yes',
  'no',
  'CRASH',
]

const integer = fc.oneof(
  fc.nat({ max: 300 }).map(String),
  fc.constantFrom('007', '+5', '-1', '2147483647', '2147483648', '1x', '', '0x5', '" 5"', '5 6'),
)

const time = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.tuple(fc.nat({ max: 99 }), fc.constantFrom('', 's', 'm', 'h', 'D', 'w')), {
        minLength: 1,
        maxLength: 4,
      })
      .map((parts) => parts.flat().join('')),
  },
  { weight: 1, arbitrary: glued(['1', '5', 'm', 's', '.', '-', '+', ' ', 'x', 'none', '99999999999'], 4) },
)

const bytes = glued(['1', '16', '.5', 'K', 'G', 'e', 'default', '0', '-', '+', 'x', '999999999999'], 3)

const patterns = glued(['a', 'alice', 'bob', '*', '?', '!', ',', '.x', 'é', 'Dave'], 4)

const networks = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '!'),
      fc.constantFrom(
        '10.0.0.0',
        '10.1.0.0',
        '192.0.2.1',
        '0.0.0.0',
        '10.1',
        '2001:db8::',
        '::',
        '::ffff:10.0.0.0',
        ...['fe80::1', 'fe80::1%1', '::1%7'],
        '*',
        '10.*',
        'x',
        '[::1]',
        '010.0.0.1',
        '1.2.3.4.5',
      ),
      fc.constantFrom(
        '',
        '',
        '/8',
        '/16',
        '/32',
        '/64',
        '/0',
        '/33',
        '/129',
        '/',
        '/x',
        '/255.0.0.0',
        '/-1',
        '/+8',
        '/08',
      ),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.map((part) => part.join('')).join(','))

/** What a criterion of Match may have as its value, right or wrong. */
export const randomPatterns = patterns
export const randomNetworks = networks

function algorithms(
  kind: 'ciphers' | 'macs' | 'kex' | 'keys' | 'signatures',
  target: Target,
): fc.Arbitrary<string> {
  const names = knownAlgorithms(kind, target).map(({ name }) => name)
  const item = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'ssh-*',
        '*',
        '*256*',
        'ecdsa-*',
        '!x',
        '',
        'x',
        '?*',
        '*-cert-*',
        'rsa',
        'RSA',
        'ecdsa',
        'ED25519',
      ),
    },
  )
  return fc
    .tuple(fc.constantFrom('', '', '+', '-', '^', '!'), fc.array(item, { minLength: 1, maxLength: 4 }))
    .map(([prefix, items]) => prefix + items.join(','))
}

/** Pieces put behind one another. */
function glued(pieces: readonly string[], most: number): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: most })
    .map((parts) => parts.join(''))
}

/** One to three arguments. */
function words(item: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(item, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '))
}
