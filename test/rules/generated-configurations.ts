import fc from 'fast-check'
import type { Config, Connection } from '../../src/dialects/dialect.ts'
import { holds } from '../../src/dialects/sshd/index.ts'
import type { Condition } from '../../src/rules/rule.ts'

/** Keywords that blocks may set, with some of their values; the last ones do not take the first value alone. */
const settings: Readonly<Record<string, readonly string[]>> = {
  PasswordAuthentication: ['yes', 'no'],
  KbdInteractiveAuthentication: ['yes', 'no'],
  PubkeyAuthentication: ['yes', 'no'],
  AuthenticationMethods: ['publickey', 'password', 'publickey,password', 'any'],
  PermitRootLogin: ['yes', 'no', 'prohibit-password'],
  MaxAuthTries: ['2', '6', '9'],
  ForceCommand: ['none', 'internal-sftp', '/bin/true'],
  ChrootDirectory: ['none', '/srv/jail', '%h'],
  AuthorizedKeysFile: ['none', '.ssh/authorized_keys', '/.ssh/keys'],
  X11Forwarding: ['yes', 'no'],
  AllowTcpForwarding: ['yes', 'no', 'local'],
  DisableForwarding: ['yes', 'no'],
  PermitTunnel: ['yes', 'no'],
  AllowUsers: ['a', 'b', 'a b'],
  AllowGroups: ['g', 'h'],
  DenyUsers: ['a', 'c*'],
  AcceptEnv: ['LANG', 'LC_*'],
}

/** Users, groups, addresses and ports that meet the patterns below in every possible way. */
const users = ['a', 'b', 'c', 'ab', 'ac', 'cc', 'root']
const groups = ['g', 'h', 'k', 'gh', 'gk', 'kk']
const addresses = ['10.0.0.1', '10.1.0.1', '192.168.1.7', '203.0.113.9', '2001:db8::1', '2001:db9::1']
const localPorts = [22, 2222, 443]

function negatable(items: readonly string[]): fc.Arbitrary<string> {
  const item = fc
    .tuple(fc.nat(4), fc.constantFrom(...items))
    .map(([sign, text]) => (sign ? text : `!${text}`))
  return fc.array(item, { minLength: 1, maxLength: 3 }).map((list) => list.join())
}

const criterion = fc.oneof(
  { weight: 3, arbitrary: negatable(['a', 'b', 'ab', 'a*', '?', '*', 'root']).map((list) => `User ${list}`) },
  { weight: 3, arbitrary: negatable(['g', 'h', 'gh', 'g*', '?', '*']).map((list) => `Group ${list}`) },
  {
    weight: 2,
    arbitrary: negatable(['10.0.0.0/8', '10.1.0.0/16', '192.168.1.7', '2001:db8::/32']).map(
      (list) => `Address ${list}`,
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('LocalPort 22', 'LocalPort 2222', 'Invalid-User') },
)

const matchLine = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.array(criterion, { minLength: 1, maxLength: 2 }).map((parts) => `Match ${parts.join(' ')}`),
  },
  { weight: 1, arbitrary: fc.constant('Match all') },
)

/** Lines over few keywords, so that they meet. */
function linesOver(keywords: readonly string[], most: number): fc.Arbitrary<string[]> {
  const line = fc
    .constantFrom(...keywords)
    .chain((keyword) => fc.constantFrom(...(settings[keyword] ?? [])).map((value) => `${keyword} ${value}`))
  return fc.array(line, { maxLength: most })
}

export interface GeneratedCase {
  /** The main file, and one that it includes. */
  files: Record<string, string>
  keywords: readonly string[]
}

/** A configuration with up to `most` Match blocks, some of them in an included file. */
export function someConfiguration(entry: string, most: number): fc.Arbitrary<GeneratedCase> {
  return fc
    .subarray(Object.keys(settings), { minLength: 2, maxLength: 6 })
    .chain((keywords) => {
      const block = fc
        .tuple(matchLine, linesOver(keywords, 3), fc.nat(9))
        .map(([match, lines, include]) => [match, ...lines, ...(include === 0 ? ['Include extra.conf'] : [])])
      const extra = fc.tuple(
        linesOver(keywords, 2),
        fc.array(fc.tuple(matchLine, linesOver(keywords, 2)), { maxLength: 2 }),
      )
      return fc.record({
        keywords: fc.constant(keywords),
        global: linesOver(keywords, 3),
        blocks: fc.array(block, { minLength: 1, maxLength: most }),
        extra,
      })
    })
    .map(({ keywords, global, blocks, extra }) => ({
      keywords,
      files: {
        [entry]: [...global, ...blocks.flat()].map((line) => `${line}\n`).join(''),
        '/etc/ssh/extra.conf': [...extra[0], ...extra[1].flat(2)].map((line) => `${line}\n`).join(''),
      },
    }))
    .filter(({ files }) => numberOfBlocks(files, entry) <= most)
}

function numberOfBlocks(files: Record<string, string>, entry: string): number {
  const count = (text = '', word: string) => text.split(word).length - 1
  const extra = count(files['/etc/ssh/extra.conf'], 'Match ')
  return count(files[entry], 'Match ') + extra * count(files[entry], 'Include ')
}

/** One connection of the small universe for each set of blocks that can hold together: all of them are tried. */
export function distinctConnections({ guards }: Config): Connection[] {
  const people: Connection[] = users.flatMap((user) => [
    { user, invalidUser: true },
    // Whoever exists has a primary group.
    ...subsets(groups)
      .slice(1)
      .map((own) => ({ user, groups: own })),
  ])
  const attributes: Connection[][] = [
    people,
    addresses.map((address) => ({ address })),
    localPorts.map((localPort) => ({ localPort })),
  ]
  // Blocks by criteria that an attribute decides: connections alike in that are alike for all blocks.
  const decided = (connection: Connection, kinds: readonly string[]) =>
    guards
      .map(({ criteria, ...guard }) => ({
        ...guard,
        criteria: criteria.filter(({ kind }) => kinds.includes(kind)),
      }))
      .map((guard) => (holds(guard, connection) ? 1 : 0))
      .join('')
  const kinds = [['user', 'group', 'invalid-user'], ['address'], ['local-port']]
  const distinct = attributes.map((values, index) => [
    ...new Map(values.map((value) => [decided(value, kinds[index] ?? []), value])).values(),
  ])
  const all = distinct.reduce<Connection[]>(
    (found, values) => found.flatMap((connection) => values.map((value) => ({ ...connection, ...value }))),
    [{}],
  )
  const verdict = (connection: Connection) =>
    guards.map((guard) => (holds(guard, connection) ? 1 : 0)).join('')
  return [...new Map(all.map((connection) => [verdict(connection), connection])).values()]
}

function subsets<Thing>(things: readonly Thing[]): Thing[][] {
  const [first, ...rest] = things
  if (first === undefined) return [[]]
  return subsets(rest).flatMap((some) => [some, [first, ...some]])
}

/** Conditions over some keywords: one, two or three tests that must hold together, or some alternative of them. */
export function someCondition(keywords: readonly string[]): fc.Arbitrary<Condition> {
  const test = fc.constantFrom(...keywords).chain((keyword) => {
    const words = (settings[keyword] ?? []).flatMap((value) => value.split(' '))
    const word = fc.constantFrom(...words)
    const isList = /^(Allow(Users|Groups)|Deny|AcceptEnv|AuthenticationMethods|AuthorizedKeys)/.test(keyword)
    return fc
      .oneof(
        { weight: 3, arbitrary: isList ? word.map((value) => ({ includes: value })) : word },
        { weight: 2, arbitrary: word.map((value) => ({ not: value })) },
        { weight: 1, arbitrary: fc.boolean().map((set) => ({ set })) },
      )
      .map((wanted) => ({ [keyword]: wanted }))
  })
  const several = fc
    .array(test, { minLength: 1, maxLength: 3 })
    .map((tests) => Object.assign({}, ...tests) as Condition)
  return fc.oneof(
    { weight: 4, arbitrary: several },
    { weight: 1, arbitrary: fc.tuple(several, several).map((any): Condition => ({ any })) },
    {
      weight: 1,
      arbitrary: fc.tuple(several, several).map(([all, not]): Condition => ({ all: [all], not })),
    },
  )
}
