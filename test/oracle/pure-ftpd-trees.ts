import fc from 'fast-check'
import { type DirectiveRow, directives, type WrapperCheck } from '../../src/dialects/pure-ftpd/directives.ts'
import { mistyped } from './pure-ftpd-files.ts'

/** What stands below a folder that is taken for /etc/pure-ftpd. `@` stands for the folder. */
export interface GeneratedTree {
  /** Path to content. */
  files: Record<string, string>
  /** Path to target. */
  links: Record<string, string>
  folders: string[]
}

const rows: readonly DirectiveRow[] = directives

const values: Readonly<Record<WrapperCheck, fc.Arbitrary<string>>> = {
  'yes-no': fc.constantFrom('yes', 'no', 'YES', '1', '0', 'on', 'Off', 'true', 'yes # c', 'y'),
  number: fc.constantFrom(
    '1',
    '3',
    '010',
    '08',
    '0',
    '1000',
    '-1',
    '4294967296',
    '99999999999999999999',
    '1 # c',
    '9223372036854775808',
  ),
  'two-numbers': fc.constantFrom(
    '1 2',
    '30000 50000',
    '30000:50000',
    '2 1',
    '0 0',
    '01  02',
    '1',
    '1 2 3',
    '1\t2',
  ),
  'two-numbers-unlimited': fc.constantFrom('10000 5', '-1 -1', '0 5', '-2 1', '10', '-01 3'),
  'one-or-two-numbers': fc.constantFrom(
    '8',
    '8 16',
    '8:16',
    ':16',
    '8:',
    '8:junk',
    'x',
    '08',
    '0',
    '8 : 16',
    '010:8',
  ),
  umask: fc.constantFrom('133 022', '133:022', '0133 022', '777 777', '888 022', '000\t000'),
  text: fc.constantFrom(
    'clf:/var/log/x',
    'HIGH',
    '"HIGH"',
    'a b',
    ',2121',
    '127.0.0.1',
    '-S:HIGH',
    '/x',
    '::1,21',
    'w3c:rel',
  ),
  word: fc.constantFrom('ftp', 'local7', 'none', 'bogus', 'a-b', 'a b'),
  ip: fc.constantFrom('127.0.0.1', '::1', '1.2.3', '010.1.1.1', '256.1.1.1', '10.1.1.1 # lan'),
  file: fc.constantFrom(
    '@/db/users.pdb',
    '@/db/my users.pdb',
    '@/none',
    'db/users.pdb',
    '@/db',
    '@/db/../db/users.pdb',
  ),
  socket: fc.constantFrom('@/db/users.pdb', '@/none'),
}

const content = (value: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 6, arbitrary: value.map((text) => `${text}\n`) },
    fc
      .tuple(fc.constantFrom('', '\n', '# old\n', '  '), value, fc.constantFrom('', '\n', '\r\n', ' \n\n'))
      .map((parts) => parts.join('')),
    fc.tuple(value, value).map(([first, second]) => `${first}\n${second}\n`),
    fc.constantFrom('', '\n', '#\n'),
    mistyped(value.map((text) => `${text}\n`)),
    mistyped(fc.tuple(value, value).map(([first, second]) => `# ${first}\n\n${second}\r\n`)),
  )

const good = rows.filter(({ wrapper }) => wrapper !== undefined)
/** What is good most of the time, so that some trees get through. */
const harmless: Readonly<Record<WrapperCheck, string>> = {
  'yes-no': 'yes',
  number: '3',
  'two-numbers': '2000 3000',
  'two-numbers-unlimited': '10000 -1',
  'one-or-two-numbers': '8:16',
  umask: '133 022',
  text: ',2121',
  word: 'none',
  ip: '127.0.0.1',
  file: '@/db/users.pdb',
  socket: '@/none',
}

const file = fc.constantFrom(...good).chain((row) => {
  const check = row.wrapper ?? 'yes-no'
  const safe = row.name === 'AltLog' ? '/var/log/x' : harmless[check]
  const value = fc.oneof({ weight: 6, arbitrary: fc.constant(safe) }, values[check])
  const name = fc.oneof(
    { weight: 20, arbitrary: fc.constant(row.name) },
    fc.constantFrom(
      `${row.name}.bak`,
      `${row.name}~`,
      row.name.toLowerCase(),
      `${row.name}2`,
      `${row.name}\n`,
      ` ${row.name}`,
      `${row.name}é`,
      '2',
      '.x',
      'x',
      'FSCharset',
    ),
  )
  return fc.tuple(name, content(value))
})

const link = fc.tuple(
  fc.constantFrom(
    '10a',
    '50pure',
    '65unix',
    '70pam',
    '100z',
    'PureDB',
    'NoAnonymous',
    'MySQLConfigFile',
    '_x',
  ),
  fc.constantFrom(
    ...[
      '../conf/PureDB',
      '../conf/PAMAuthentication',
      '../conf/UnixAuthentication',
      '@/conf/PAMAuthentication',
    ],
    ...['../conf/none', '../conf/MinUID', './../conf/UnixAuthentication', '../db/PureDB'],
    ...[
      '../conf//PureDB',
      '../conf/./PAMAuthentication',
      '.././conf/PureDB',
      '../conf/PureDB/',
      '../conf/../conf/PureDB',
    ],
    ...[
      '@/auth/../conf/UnixAuthentication',
      '@//conf/PureDB',
      '50pure',
      '10a',
      'PureDB',
      '90file',
      '../conf',
      '.',
      '..',
    ],
    ...[
      '../conf/Linked',
      '../db/UnixAuthentication',
      '../conf/ExtAuth',
      '../conf/MySQLConfigFile',
      '../conf/PureDB\n',
    ],
  ),
)

/** Settings that are links: to what is read as if it stood there, or to nothing. */
const linkedSetting = fc.tuple(
  fc.constantFrom(
    'MinUID',
    'NoAnonymous',
    'TrustedIP',
    'Bind',
    'Linked',
    'PureDB',
    'x.bak',
    'UnixAuthentication',
  ),
  fc.constantFrom(
    '../db/three',
    '../db/yes',
    '@/db/three',
    '../db/none',
    '../db',
    'MinUID',
    '../conf/PureDB',
    '../auth/50pure',
  ),
)

/** Trees for the wrapper. */
export const trees: fc.Arbitrary<GeneratedTree> = fc
  .record({
    settings: fc.array(file, { maxLength: 7 }),
    unix: fc.constantFrom('no\n', 'yes\n', undefined),
    pam: fc.constantFrom('yes\n', 'no\n', undefined),
    database: fc.constantFrom('@/db/users.pdb\n', '@/none\n', undefined),
    links: fc.array(link, { maxLength: 4 }),
    linked: fc.array(linkedSetting, { maxLength: 1 }),
    ordinary: fc.boolean(),
    folder: fc.constantFrom(undefined, undefined, undefined, 'conf/NoAnonymous', 'conf/other'),
  })
  .map(({ settings, unix, pam, database, links, linked, ordinary, folder }) => {
    const files: Record<string, string> = {
      'db/users.pdb': 'PDB2',
      'db/my users.pdb': 'PDB2',
      'db/PureDB': '@/db/users.pdb',
      'db/UnixAuthentication': 'yes\n',
      'db/three': '3\n',
      'db/yes': 'yes\n',
    }
    for (const [name, text] of settings) files[`conf/${name}`] = text
    const fixed = { UnixAuthentication: unix, PAMAuthentication: pam, PureDB: database }
    for (const [name, text] of Object.entries(fixed)) {
      if (text !== undefined) files[`conf/${name}`] = text
    }
    if (ordinary) files['auth/90file'] = '../conf/PAMAuthentication'
    const folders = ['conf', 'auth', ...(folder !== undefined && files[folder] === undefined ? [folder] : [])]
    return {
      files,
      links: Object.fromEntries([
        ...links.map(([name, target]) => [`auth/${name}`, target]),
        ...linked
          .filter(([name]) => files[`conf/${name}`] === undefined && folder !== `conf/${name}`)
          .map(([name, target]) => [`conf/${name}`, target]),
      ]),
      folders,
    }
  })
