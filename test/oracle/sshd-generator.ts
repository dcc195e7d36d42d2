import fc from 'fast-check'
import type { Connection } from '../../src/dialects/dialect.ts'
import { findTarget, type Target } from '../../src/dialects/sshd/index.ts'
import { type KnownWord, vocabulary } from '../../src/dialects/sshd/keywords/lookup.ts'
import type { Syntax } from '../../src/dialects/sshd/keywords/row.ts'
import { ACCOUNTS } from './sshd-daemon.ts'
import { randomNetworks, randomPatterns, randomValue } from './sshd-random-values.ts'
import { badValues, goodValues } from './sshd-values.ts'

/** A question to the daemon: files below a folder that `@D` stands for, and connections. */
export interface Question {
  files: Readonly<Record<string, string>>
  /** Symbolic links among them: path to target. */
  links: Readonly<Record<string, string>>
  connections: readonly Connection[]
}

/** Trees of configurations and connections for a target. Most are right; some hold a mistake or several. */
export function questions(version: string): fc.Arbitrary<Question> {
  return fc
    .oneof(
      { weight: 2, arbitrary: trees(version, 0) },
      { weight: 3, arbitrary: trees(version, 0.04) },
      { weight: 1, arbitrary: trees(version, 0.4) },
    )
    .chain((files) =>
      fc.record({
        files: fc.constant(files),
        links,
        connections: fc.array(connections(version), { minLength: 1, maxLength: 2 }),
      }),
    )
}

const links = fc.dictionary(
  fc.constantFrom('d/3.conf', 'd/l.conf', 'e/link', 'l'),
  fc.constantFrom(
    ...['../e/x.conf', '../e/x.conf/', '../e/./x.conf/.', '../e/x.conf/../x.conf', '../e/'],
    ...['/etc/ssh/@D/e/x.conf', '/etc/ssh/@D/e/x.conf/', 'd', 'd/', 'e/x.conf', '../d/a.conf', 'none', 'l'],
    '/dev/null',
  ),
  { maxKeys: 2 },
)

/** Some trees speak of a few keywords only, so that their lines meet. */
export function trees(version: string, mistakes: number): fc.Arbitrary<Record<string, string>> {
  const words = wordsOf(version)
  const few = fc.shuffledSubarray([...words], { minLength: 2, maxLength: 5 })
  return fc
    .oneof({ weight: 1, arbitrary: fc.constant(words) }, { weight: 1, arbitrary: few })
    .chain((chosen) => treesOf(version, chosen, mistakes))
}

/** A name that the target knows, and what it means there. */
interface Word {
  name: string
  word: KnownWord
}

function wordsOf(version: string): readonly Word[] {
  return [...vocabulary(targetOf(version))].map(([name, word]) => ({ name, word }))
}

function targetOf(version: string): Target {
  const target = findTarget(version)
  if (!target) throw new Error(`no such version: ${version}`)
  return target
}

function treesOf(
  version: string,
  words: readonly Word[],
  mistakes: number,
): fc.Arbitrary<Record<string, string>> {
  const file = fileText(version, words, mistakes)
  return fc
    .tuple(
      file,
      fc.dictionary(fc.constantFrom('a.conf', 'b.conf', '9.conf', '10.conf', '.h.conf', 'Z.conf'), file, {
        maxKeys: 3,
      }),
      fc.dictionary(fc.constantFrom('x.conf', 'y[1].conf', 'z.bak'), file, { maxKeys: 2 }),
    )
    .map(([main, drops, more]) => ({
      sshd_config: main,
      ...Object.fromEntries(Object.entries(drops).map(([name, text]) => [`d/${name}`, text])),
      ...Object.fromEntries(Object.entries(more).map(([name, text]) => [`e/${name}`, text])),
    }))
}

function fileText(version: string, words: readonly Word[], mistakes: number): fc.Arbitrary<string> {
  const settings = (inMatch: boolean) =>
    fc.array(line(version, words, inMatch, mistakes), { maxLength: inMatch ? 4 : 8 })
  const block = fc
    .tuple(matchLine(version, mistakes), settings(true))
    .map(([match, lines]) => [match, ...lines])
  return fc
    .tuple(settings(false), fc.array(block, { maxLength: 3 }), fc.constantFrom('\n', '\n', '', '\r\n'))
    .map(([global, blocks, end]) => [...global, ...blocks.flat()].join('\n') + end)
}

/** One line: a setting, an Include, a comment, something odd. */
function line(
  version: string,
  words: readonly Word[],
  inMatch: boolean,
  mistakes: number,
): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 20, arbitrary: settingLine(version, words, inMatch, mistakes) },
    { weight: 2, arbitrary: includeLine(version) },
    { weight: 1, arbitrary: fc.constantFrom('', '  ', '# comment', '\t# x', '#Port 99', ' \t\r') },
    { weight: mistakes > 0 ? 1 : 0, arbitrary: oddLine() },
  )
}

function settingLine(
  version: string,
  words: readonly Word[],
  inMatch: boolean,
  mistakes: number,
): fc.Arbitrary<string> {
  const target = targetOf(version)
  const fitting = words.filter(({ word }) => word.match || !inMatch)
  const usual = fitting.length > 0 ? fitting : wordsOf(version).filter(({ word }) => word.match)
  return chance(mistakes / 3).chain((anywhere) =>
    fc.constantFrom(...(anywhere ? words : usual)).chain(({ name, word }) => {
      const syntax: Syntax = word.status === 'active' ? word.row.syntax : 'anything'
      const spellings = word.status === 'active' ? Object.keys(word.row.words ?? {}) : []
      const random = mistakes > 0 ? randomValue(syntax, target) : undefined
      const listed = chance(mistakes).chain((bad) =>
        fc.constantFrom(...(bad ? badValues(syntax) : goodValues(syntax, name, spellings, target))),
      )
      const value = random
        ? fc.oneof({ weight: mistakes > 0.1 ? 1 : 4, arbitrary: listed }, { weight: 1, arbitrary: random })
        : listed
      return fc
        .tuple(
          spelled(name),
          separator(mistakes),
          mistakes > 0
            ? fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: value.chain(requoted) })
            : value,
          fc.constantFrom(
            '',
            '',
            '',
            ' ',
            '\t',
            ' # note',
            '\f',
            ' \r',
            ...(mistakes > 0.1 ? ['\v', ' #', '#'] : []),
          ),
          indent(),
        )
        .map(
          ([keyword, between, text, end, before]) =>
            `${before}${keyword}${between}${withoutHomes(`${text}${end}`)}`,
        )
    }),
  )
}

/** Homes of other accounts than root: what they are, nobody tells conflint. */
function withoutHomes(text: string): string {
  return text.replace(/~(?=[^/ \t\r])/g, '/')
}

/** The same value, or nearly so, with quotes around a part of it or a backslash before a character. */
function requoted(value: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: value.length })
  return fc.tuple(fc.constantFrom('"', "'", '\\'), place, place).map(([mark, one, other]) => {
    const [from, to] = one < other ? [one, other] : [other, one]
    const second = mark === '\\' ? '' : mark
    return value.slice(0, from) + mark + value.slice(from, to) + second + value.slice(to)
  })
}

function spelled(name: string): fc.Arbitrary<string> {
  return fc.constantFrom(name, name, name.toUpperCase(), name.charAt(0).toUpperCase() + name.slice(1))
}

function indent(): fc.Arbitrary<string> {
  return fc.constantFrom('', '', '    ', '\t', ' \r')
}

function separator(mistakes: number): fc.Arbitrary<string> {
  const right = fc.constantFrom(' ', ' ', ' ', '=', ' = ', '\t', '  ')
  return mistakes > 0.1 ? fc.oneof(right, fc.constantFrom('==', '', ' =  ', '= ')) : right
}

/** True with a probability. */
function chance(probability: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: 999 }).map((number) => number < probability * 1000)
}

const USERS = [
  'alice',
  'bob',
  'carol.x',
  'Dave',
  'root',
  'ghost',
  'al*',
  '*',
  '???',
  'a*,!alice',
  '!bob',
  '*,!root',
  'Alice',
  'bob,alice',
  `!bob,${'é'.repeat(512)},alice`,
]
const GROUPS = [
  'staff',
  'sftponly',
  'wheel',
  'alice',
  'st*',
  '*',
  '*,!staff',
  'none,wheel',
  '!wheel,*',
  'Staff',
  'root',
]
const HOSTS = ['*.example.com', 'gw.example.com', 'EVIL.*', '!evil.*,*', '10.0.*', 'localhost', '*']
const ADDRESSES = [
  '10.0.0.0/8',
  '10.0.*',
  '192.0.2.1',
  '2001:db8::/32',
  '!10.1.0.0/16,10.0.0.0/8',
  '::1',
  '*',
  '0.0.0.0/0',
  '10.1.2',
  '10.0.0.1,fe80::/10',
  ...['fe80::1%1', 'fe80::%lo/64', '!fe80::1%0,fe80::*', '::1%7,fe80::1%9'],
  '*:*',
]
const PORTS = ['22', '2222', 'ssh', '0022', '+443']

const CRITERIA: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['User', USERS],
  ['Group', GROUPS],
  ['Host', HOSTS],
  ['Address', ADDRESSES],
  ['LocalAddress', ADDRESSES],
  ['LocalPort', PORTS],
]

const DOMAINS = ['*', 'red', 'r?d,!blue', '']
const VERSIONS = ['OpenSSH_*', 'OpenSSH_9*', '*10.*', '!OpenSSH_10.0*,*', 'OpenSSH_10.6p1']

/** The criteria that a release has. */
function criteriaOf({ release }: Target): typeof CRITERIA {
  return [
    ...CRITERIA,
    ...(release >= 70_700 ? ([['RDomain', DOMAINS]] as const) : []),
    ...(release >= 100_000 ? ([['Version', VERSIONS]] as const) : []),
  ]
}

function matchLine(version: string, mistakes: number): fc.Arbitrary<string> {
  const target = targetOf(version)
  const glued = target.release < 90_000 || target.release > 99_000
  const valued = fc.constantFrom(...criteriaOf(target)).chain(([name, values]) =>
    fc
      .tuple(
        fc.constantFrom(name, name.toLowerCase(), name.toUpperCase()),
        fc.constantFrom(' ', ' ', '  ', '\t', ...(glued ? ['='] : [])),
        fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(...values) },
          { weight: 1, arbitrary: fc.constantFrom(...values).map((value) => `"${value}"`) },
          {
            weight: mistakes > 0.1 ? 2 : 0,
            arbitrary: name.endsWith('ress') ? randomNetworks : randomPatterns,
          },
          {
            weight: mistakes > 0.1 ? 1 : 0,
            arbitrary: fc.constantFrom('', '""', 'x y', "'q'", '10.0.0.1/8', 'a,', '99999', '#x', '=x', '"'),
          },
        ),
      )
      .map((parts) => parts.join('')),
  )
  const criterion =
    target.release > 99_000
      ? fc.oneof(
          { weight: 9, arbitrary: valued },
          { weight: 1, arbitrary: fc.constantFrom('Invalid-User', 'invalid-user') },
        )
      : valued
  const all = fc.constantFrom(
    'all',
    'ALL',
    'all # everybody',
    ...(mistakes > 0.1 ? ['all User root', 'User root all', '', 'Exec /x', 'invalid-user', 'Final'] : []),
  )
  const condition = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.array(criterion, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')),
    },
    { weight: 1, arbitrary: all },
  )
  return fc
    .tuple(
      fc.constantFrom(
        'Match',
        'match',
        'MATCH',
        'Match',
        '\tMatch',
        ...(mistakes > 0.1 ? ['"Match"', 'Ma"tch"'] : []),
      ),
      fc.constantFrom(' ', ' ', ' ', '=', ' = ', '\t'),
      condition,
      fc.constantFrom('', '', ' # note', ' ', '\r', ...(mistakes > 0.1 ? ['#', ' all', ' ""'] : [])),
    )
    .map((parts) => parts.join(''))
}

function includeLine(version: string): fc.Arbitrary<string> {
  const known = targetOf(version).release > 80_200
  if (!known) return fc.constant('# no Include yet')
  const patterns = [
    '@D/d/*.conf',
    '/etc/ssh/@D/d/*.conf',
    '@D/e/x.conf',
    '@D/e/*',
    '@D/?/[a-b].conf',
    '@D/d/[!0-9]*',
    '@D/nothing',
    '~/x',
    '@D/e/y\\[1\\].conf',
    '@D/d/.h.conf',
    '/etc/ssh/@D/{d,e}/*',
    '@D/*/*',
    '@D/d',
    '"@D/d/1*"',
    "@D/e/'x.conf'",
    '/etc/ssh/@D//d/./[ab].*',
    '@D/d/*[!f]',
    '@D/d/9?conf',
    ...['@D/d/.*', '@D/.*/e/x.conf', '@D/[d\\-z]/x.conf', '@D/[a-\\e]/[]x^][!\\]]*', '@D/e/[[:foo:]x]*'],
    ...['@D/e/x.conf/', '@D/e/x.conf/.', '@D/e/x.con[f]/', '@D/e/x.conf/../x.conf', '@D/d/../e/x.conf'],
    ...['@D/l', '@D/l/', '@D/l/*', '@D/l/../e/*', '@D/*/', '@D/e/link', '@D/e/link/x.conf', '@D/?/../sshd*/'],
  ]
  return fc
    .tuple(
      fc.constantFrom('Include ', 'include ', 'Include=', '  INCLUDE = ', '"Include" '),
      fc.array(fc.constantFrom(...patterns), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '', ' # note', '\r'),
    )
    .map(([keyword, chosen, end]) => `${keyword}${chosen.join(' ')}${end}`)
}

/** Lines that probe the lexer. */
function oddLine(): fc.Arbitrary<string> {
  const pieces = fc.constantFrom(
    'Port',
    'Banner',
    'Match',
    'User',
    'X',
    ' ',
    '=',
    '"',
    "'",
    '\\',
    '#',
    '/x',
    'none',
    '\t',
    '\r',
    '\f',
    '\0',
    '\v',
    'é',
    '\u00a0',
  )
  return fc.array(pieces, { maxLength: 7 }).map((parts) => parts.join(''))
}

function connections(version: string): fc.Arbitrary<Connection> {
  const { release } = targetOf(version)
  const some = <Value>(values: readonly Value[]) =>
    fc.option(fc.constantFrom(...values), { freq: 6, nil: undefined })
  return fc
    .record({
      user: some([...Object.keys(ACCOUNTS), 'ghost', 'ALICE', 'a', 'alice.x']),
      host: some(['gw.example.com', 'evil.example.net', 'localhost', 'Up.Example.COM', '10.0.0.1']),
      address: some([
        '10.0.0.1',
        '10.1.2.3',
        '192.0.2.1',
        '2001:db8::1',
        '::1',
        '8.8.8.8',
        'fe80::1',
        '10.1.0.2',
        '::ffff:10.0.0.1',
        '2001:DB8:0::1',
        'fe80::1%lo',
        ...['fe80::1%01', 'fe80::1%0', '::1%7'],
      ]),
      localAddress: some(['10.0.0.1', '127.0.0.1', '2001:db8::22', '::1']),
      localPort: some([22, 2222, 443]),
      rdomain: release >= 70_700 ? some(['', 'red', 'blue']) : fc.constant(undefined),
      invalidUser: release > 99_000 ? fc.boolean() : fc.constant(false),
    })
    .map(({ user, host, address, localAddress, localPort, rdomain, invalidUser }) => ({
      ...(user !== undefined && { user, groups: ACCOUNTS[user] ?? [] }),
      ...(host !== undefined && { host }),
      ...(address !== undefined && { address }),
      ...(localAddress !== undefined && { localAddress }),
      ...(localPort !== undefined && { localPort }),
      ...(rdomain !== undefined && { rdomain }),
      ...(invalidUser && user === 'ghost' && { invalidUser: true }),
    }))
}
