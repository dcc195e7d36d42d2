import fc from 'fast-check'
import { type DirectiveRow, directives } from '../../src/dialects/pure-ftpd/directives.ts'

/** A configuration as people write it, and as nobody should: the main file, and files that it may include. */
export interface GeneratedFiles {
  conf: Uint8Array
  includes: Record<string, Uint8Array>
}

const rows: readonly DirectiveRow[] = directives

const digits = fc.constantFrom(
  ...[
    '0',
    '00',
    '1',
    '2',
    '3',
    '4',
    '5',
    '8',
    '08',
    '010',
    '09',
    '8x',
    '10',
    '50',
    '99',
    '100',
    '0100',
    '133',
    '188',
  ],
  ...['1000', '1024', '5000', '30000', '50000', '65535', '65536', '99999', '4294967295', '4294967296'],
  ...['4294967297', '18446744073709551615', '18446744073709551616', '36028797018963968', '18014398509481984'],
  ...['-1', '+1', '1.5', '0x10', '1 # c', '', 'ten', '2147483648', '9223372036854775808'],
)

/** Beside the powers of two, where numbers of C wrap, are cut off, or are too large; also in octal digits. */
const boundary = fc
  .tuple(
    fc.nat(66),
    fc.integer({ min: -2, max: 2 }),
    fc.constantFrom('', '', '', '0', '00', '-'),
    fc.boolean(),
  )
  .map(
    ([power, beside, mark, octal]) =>
      `${mark}${(2n ** BigInt(power) + BigInt(beside)).toString(octal ? 8 : 10)}`,
  )

const token = fc.constantFrom(
  ...[
    '127.0.0.1',
    '127.0.0.1,21',
    ',2121',
    '2121',
    ':2121',
    '::1',
    '::1,21',
    '2001:db8::1',
    '"127.0.0.1"',
    'HIGH',
  ],
  ...[
    '-S:HIGH',
    '-C:HIGH',
    '-S:-C:HIGH',
    '-ALL',
    '-S:',
    'ALL:!aNULL',
    'localhost',
    '1.2.3',
    '01.2.3.4',
    '256.1.1.1',
  ],
  ...[
    '::ffff:1.2.3.4',
    '1::2::3',
    'fe80::1%lo',
    'a b',
    '=x',
    'x=y',
    "'q'",
    '"open',
    'a"b',
    '0.0.0.0',
    '::',
    'été',
  ],
  ...['1.2.3.4 ', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8:9', '12345::1', '::1.2.3', ':', '=', ',', ',,'],
)

const rest = fc.constantFrom(
  ...[
    '/etc/a.pdb',
    '/a b',
    '"/a b"',
    '/a # c',
    '/a\tb',
    '/é',
    'clf:/var/log/x',
    'w3c:/b',
    'CLF:/c',
    'bogus:/d',
  ],
  ...[
    'stats:rel',
    'rel',
    'xferlog:/x:y',
    ':/x',
    '/a,/b',
    '/a,',
    ',/b',
    ',',
    `/${'s'.repeat(106)}`,
    `/${'s'.repeat(107)}`,
  ],
  ...['x', '/a\u007f', '/a\u0001', ' ', '', '=/a', '/a=b:c'],
)

const word = fc.constantFrom('ftp', 'local0', 'LOCAL7', 'none', 'bogus', 'a-b', '"ftp"', 'ftp x', '')

const flag = fc.constantFrom(
  ...[
    'yes',
    'no',
    'on',
    'off',
    'true',
    'false',
    '1',
    '0',
    'YES',
    'No',
    'yess',
    'y',
    'enabled',
    '10',
    '"yes"',
  ],
  ...['yes # c', 'nope', '', 'offf', 'onn', 'yes\0no'],
)

const words = fc.constantFrom(
  ...[
    '/a /b',
    '"/a" "/b"',
    '"/a""/b"',
    '/a',
    '"/a b" /c',
    '/a /b /c',
    '"" /b',
    '" " /b',
    '" x " y',
    '/a "b',
    'a"b c',
  ],
  ...['/a\t/b', '"/a"x /b', ', /b', '/a ,'],
)

const between = fc.constantFrom(' ', '  ', '\t', ':', ' : ', ': ', ' :', ',', '')

function valueFor(row: DirectiveRow): fc.Arbitrary<string> {
  switch (row.form) {
    case 'flag':
      return fc.oneof({ weight: 8, arbitrary: fc.constantFrom('yes', 'no', 'on', 'False', '1') }, flag)
    case 'number':
      return fc.oneof({ weight: 2, arbitrary: digits }, boundary)
    case 'two-numbers':
      return pairOf(' ')
    case 'one-or-two-numbers':
      return fc.oneof(digits, boundary, pairOf(' '))
    case 'number-pair':
      return pairOf(':')
    case 'word':
      return word
    case 'token':
      return token
    case 'two-words':
      return words
    case 'rest-of-line':
      return rest
    case 'include':
      return fc.constantFrom(
        'a.inc',
        'b.inc',
        'none.inc',
        '"a.inc"',
        'a.inc ',
        'sub/',
        './a.inc',
        'a.inc/',
        '@/b.inc',
        '',
      )
  }
}

function pairOf(separator: string): fc.Arbitrary<string> {
  const good = fc.constantFrom('1', '2', '5', '10', '022', '077', '133', '1024', '2000', '50000')
  const usual = fc.tuple(good, good).map(([a, b]) => `${a}${separator}${b}`)
  const odd = fc.tuple(digits, between, digits).map(([a, mark, b]) => `${a}${mark}${b}`)
  const large = fc
    .tuple(fc.oneof(boundary, good), fc.oneof(good, boundary))
    .map((pair) => pair.join(separator))
  return fc.oneof({ weight: 3, arbitrary: usual }, odd, large)
}

const separator = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(' ', '  ', '\t', '        ') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('=', ':', ' = ', ' : ', ': ', '= ', ' :', '\v', '\f', '\r', ' \t=\t'),
  },
  { weight: 1, arbitrary: fc.constantFrom('==', ': :', '=:', '', '-') },
)

function inAnyCase(name: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(name) },
    fc.constantFrom(name.toLowerCase(), name.toUpperCase()),
    { weight: 1, arbitrary: fc.constantFrom(`${name}x`, `x${name}`, name.slice(0, -1), `!${name}`) },
  )
}

/** The installed build has no MySQL, LDAP, PostgreSQL or Bonjour, and RFC 2640 is gone. */
const known = rows.filter(
  ({ feature }) =>
    feature === undefined || !['mysql', 'ldap', 'pgsql', 'bonjour', 'rfc2640'].includes(feature),
)

const setting = fc
  .constantFrom(...known)
  .chain((row) =>
    fc
      .tuple(fc.constantFrom('', '', '', ' ', '\t', '\v'), inAnyCase(row.name), separator, valueFor(row))
      .map((parts) => parts.join('')),
  )

/** A setting that is accepted most of the time, so that files get beyond their first lines. */
const plain = fc.constantFrom(...known).chain((row) => {
  const values: Partial<Record<DirectiveRow['form'], fc.Arbitrary<string>>> = {
    flag: fc.constantFrom('yes', 'no', 'ON', 'true', '0'),
    number: fc.constantFrom('1', '2', '3', '010', '07'),
    token: fc
      .constantFrom('127.0.0.1', '10.0.0.1', '::1,21')
      .map((value) => (row.option === 'V' ? '::' : value).replace(/^:/, '2:')),
    'rest-of-line': fc.constantFrom('/var/log/x', '/a b', '/etc/x # y'),
    word: fc.constantFrom('ftp', 'none', 'bogus'),
    'two-words': fc.constantFrom('/a /b', '"/a b" /c'),
    'number-pair': fc.constantFrom('1:2', '022:077', '0:0'),
    'two-numbers': fc.constantFrom('2000 3000', '1024 01025'),
    'one-or-two-numbers': fc.constantFrom('8', '8 16'),
  }
  return (values[row.form] ?? fc.constant('none.inc')).map((value) => `${row.name} ${value}`)
})

const other = fc.constantFrom(
  ...[
    '',
    ' ',
    '# comment',
    '  # MinUID 1',
    '; x',
    '// x',
    'Foo bar',
    'Foo',
    '=',
    ': x',
    '\0MinUID 1',
    'MinUID 1\0#',
    '\ufeff',
  ],
  ...[
    'MySQLConfigFile /x',
    'Bonjour x',
    'ClientCharset UTF-8',
    `# ${'long '.repeat(13_200)}`,
    `PIDFile /${'x'.repeat(65_600)}`,
  ],
  ...['é', 'Umask 022:077 ', '\u00a0TLS 1', 'NoAnonymous:', 'TLS=', 'Include'],
)

/**
 * What is taken for a blank, a mark, a digit, an end, or a letter by one of the parsers, and not by another; without
 * braces, < and %, which would make it a template.
 */
const characters = fc.constantFrom(
  ...' \t\v\f\r\0"\'#;=:,.-+/\\!@01789afgxzAZ_$*[]()>?^`|~&',
  ...'\u0001\u001b\u007f\u0085\u00a0éſİ\u2028',
)

/** The same with a few characters put in, taken out, exchanged or doubled, anywhere. */
export function mistyped(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), characters)
  return fc.tuple(text, fc.array(change, { minLength: 1, maxLength: 3 })).map(([whole, changes]) =>
    changes.reduce((line, [where, what, character]) => {
      const at = Math.floor(where * (line.length + 1))
      const put = [character, '', character, line.slice(at, at + 1).repeat(2)][what] ?? ''
      return line.slice(0, at) + put + line.slice(what === 0 ? at : at + 1)
    }, whole),
  )
}

const line = fc.oneof(
  { weight: 12, arbitrary: plain },
  { weight: 4, arbitrary: setting },
  { weight: 2, arbitrary: mistyped(plain) },
  { weight: 1, arbitrary: mistyped(setting) },
  { weight: 1, arbitrary: other },
)

const file = (lines: number) =>
  fc
    .tuple(
      fc.array(line, { maxLength: lines }),
      fc.constantFrom('\n', '\n', '\n', '\r\n'),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom('', '', '', '', '', '\ufeff'),
    )
    .map(([lines, ending, closed, latin1, mark]) => {
      const text = `${mark}${lines.join(ending)}${closed ? ending : ''}`
      return latin1 ? Uint8Array.from(Buffer.from(text, 'latin1')) : new TextEncoder().encode(text)
    })

/** Files for the native reader of the installed build. */
export const nativeFiles: fc.Arbitrary<GeneratedFiles> = fc.record({
  conf: file(8),
  includes: fc.record({ 'a.inc': file(3), 'b.inc': file(3), 'sub/c.inc': file(1) }),
})
