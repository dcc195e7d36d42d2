import fc from 'fast-check'
import type { Connection } from '../../src/dialects/dialect.ts'
import { findTarget } from '../../src/dialects/sshd/index.ts'
import { vocabulary } from '../../src/dialects/sshd/keywords/lookup.ts'
import type { Syntax } from '../../src/dialects/sshd/keywords/row.ts'
import { ACCOUNTS } from './sshd-daemon.ts'
import { badValues, goodValues } from './sshd-values.ts'

/** A question to the daemon: files below a folder that `@D` stands for, and connections. */
export interface Question {
  files: Readonly<Record<string, string>>
  connections: readonly Connection[]
}

/** Trees of configurations and connections for a target. Most are right; some hold a mistake or several. */
export function questions(version: string): fc.Arbitrary<Question> {
  return fc
    .oneof(
      { weight: 3, arbitrary: trees(version, 0) },
      { weight: 2, arbitrary: trees(version, 0.04) },
      { weight: 1, arbitrary: trees(version, 0.4) },
    )
    .chain((files) =>
      fc.record({
        files: fc.constant(files),
        connections: fc.array(connections(), { minLength: 1, maxLength: 2 }),
      }),
    )
}

export function trees(version: string, mistakes: number): fc.Arbitrary<Record<string, string>> {
  const file = fileText(version, mistakes)
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

function fileText(version: string, mistakes: number): fc.Arbitrary<string> {
  const settings = (inMatch: boolean) =>
    fc.array(line(version, inMatch, mistakes), { maxLength: inMatch ? 4 : 8 })
  const block = fc
    .tuple(matchLine(version, mistakes), settings(true))
    .map(([match, lines]) => [match, ...lines])
  return fc
    .tuple(settings(false), fc.array(block, { maxLength: 3 }), fc.constantFrom('\n', '\n', '', '\r\n'))
    .map(([global, blocks, end]) => [...global, ...blocks.flat()].join('\n') + end)
}

/** One line: a setting, an Include, a comment, something odd. */
function line(version: string, inMatch: boolean, mistakes: number): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 20, arbitrary: settingLine(version, inMatch, mistakes) },
    { weight: 2, arbitrary: includeLine(version) },
    { weight: 1, arbitrary: fc.constantFrom('', '  ', '# comment', '\t# x', '#Port 99', '\f'.repeat(0)) },
    { weight: mistakes > 0 ? 1 : 0, arbitrary: oddLine() },
  )
}

function settingLine(version: string, inMatch: boolean, mistakes: number): fc.Arbitrary<string> {
  const target = findTarget(version)
  if (!target) throw new Error(`no such version: ${version}`)
  const words = [...vocabulary(target)].map(([name, word]) => ({ name, word }))
  const fitting = words.filter(({ word }) => word.match || !inMatch)
  return chance(mistakes / 3).chain((anywhere) =>
    fc.constantFrom(...(anywhere ? words : fitting)).chain(({ name, word }) => {
      const syntax: Syntax = word.status === 'active' ? word.row.syntax : 'anything'
      const spellings = word.status === 'active' ? Object.keys(word.row.words ?? {}) : []
      const value = chance(mistakes).chain((bad) =>
        fc.constantFrom(...(bad ? badValues(syntax) : goodValues(syntax, name, spellings, target))),
      )
      return fc
        .tuple(
          spelled(name),
          separator(mistakes),
          value,
          fc.constantFrom('', '', '', ' ', '\t', ' # note'),
          indent(),
        )
        .map(([keyword, between, text, end, before]) => `${before}${keyword}${between}${text}${end}`)
    }),
  )
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

function matchLine(version: string, mistakes: number): fc.Arbitrary<string> {
  const target = findTarget(version)
  const glued = (target?.release ?? 0) < 90_000 || (target?.release ?? 0) > 99_000
  const criterion = fc.constantFrom(...CRITERIA).chain(([name, values]) =>
    fc
      .tuple(
        fc.constantFrom(name, name.toLowerCase(), name.toUpperCase()),
        fc.constantFrom(' ', ' ', '  ', '\t', ...(glued ? ['='] : [])),
        fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(...values) },
          { weight: 1, arbitrary: fc.constantFrom(...values).map((value) => `"${value}"`) },
          {
            weight: mistakes > 0.1 ? 1 : 0,
            arbitrary: fc.constantFrom('', '""', 'x y', "'q'", '10.0.0.1/8', 'a,', '99999', '#x', '=x', '"'),
          },
        ),
      )
      .map((parts) => parts.join('')),
  )
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
      fc.constantFrom('Match', 'match', 'MATCH', 'Match'),
      condition,
      fc.constantFrom('', '', ' # note', ' '),
    )
    .map(([keyword, text, end]) => `${keyword} ${text}${end}`)
}

function includeLine(version: string): fc.Arbitrary<string> {
  const known = (findTarget(version)?.release ?? 0) > 80_200
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
  ]
  return fc
    .tuple(
      fc.constantFrom('Include', 'include'),
      fc.array(fc.constantFrom(...patterns), { minLength: 1, maxLength: 2 }),
    )
    .map(([keyword, chosen]) => `${keyword} ${chosen.join(' ')}`)
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

function connections(): fc.Arbitrary<Connection> {
  const some = <Value>(values: readonly Value[]) =>
    fc.option(fc.constantFrom(...values), { freq: 6, nil: undefined })
  return fc
    .record({
      user: some([...Object.keys(ACCOUNTS), 'ghost', 'ALICE']),
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
      ]),
      localAddress: some(['10.0.0.1', '127.0.0.1', '2001:db8::22', '::1']),
      localPort: some([22, 2222, 443]),
    })
    .map(({ user, host, address, localAddress, localPort }) => ({
      ...(user !== undefined && { user, groups: ACCOUNTS[user] ?? [] }),
      ...(host !== undefined && { host }),
      ...(address !== undefined && { address }),
      ...(localAddress !== undefined && { localAddress }),
      ...(localPort !== undefined && { localPort }),
    }))
}
