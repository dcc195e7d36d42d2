import fc from 'fast-check'
import type { Connection, Guard } from '../../src/dialects/dialect.ts'
import { guards as guardsFrom } from './guards.ts'

/** How many cases a property runs: enough for every day; CONFLINT_CASES=20000 for a thorough look. */
export const cases = Number(process.env.CONFLINT_CASES ?? 1000)

const kinds = [
  'User',
  'Group',
  'Host',
  'RDomain',
  'Address',
  'LocalAddress',
  'LocalPort',
  'Invalid-User',
] as const
export type Kind = (typeof kinds)[number]

/** Short names over three letters, so that short patterns meet them in many ways. */
const names = [
  'a',
  'b',
  'c',
  'aa',
  'ab',
  'ac',
  'ba',
  'bb',
  'ca',
  'cc',
  'aba',
  'bab',
  'aab',
  'cab',
  'abc',
  'bba',
]
const groupNames = ['a', 'b', 'ab', 'c']
const addresses = [
  ...['10.0.0.1', '10.0.0.7', '10.1.0.1', '10.1.2.3', '10.255.0.0', '11.0.0.1', '192.168.1.7', '1.10.1.1'],
  ...['2001:db8::1', '2001:db8:1::7', '2001:db9::', '::1', '::', '::ffff:10.0.0.1', 'fe80::1:0:0:1'],
]

/** Every value of an attribute; the first one for connections of whom nothing is asked. */
const values: Record<Kind, Partial<Connection>[]> = {
  User: names.map((user) => ({ user })),
  Group: [
    { invalidUser: true },
    ...subsets(groupNames)
      .slice(1)
      .map((groups) => ({ groups })),
  ],
  'Invalid-User': [{}],
  Host: [...names, '10.0.0.1', 'a.b'].map((host) => ({ host })),
  RDomain: ['', ...names].map((rdomain) => ({ rdomain })),
  Address: addresses.map((address) => ({ address })),
  LocalAddress: addresses.map((localAddress) => ({ localAddress })),
  LocalPort: [22, 2222, 443].map((localPort) => ({ localPort })),
}

/** All connections that differ in these attributes. */
export function connections(asked: readonly Kind[], users: Partial<Connection>[] | undefined): Connection[] {
  const person: Kind[] = ['User', 'Group', 'Invalid-User']
  const byPerson = users
    ? [users]
    : [values.User, values.Group].map((all, i) => (asks(asked, person[i]) ? all : all.slice(0, 2)))
  const others = kinds
    .filter((kind) => !person.includes(kind))
    .map((kind) => (asked.includes(kind) ? values[kind] : values[kind].slice(0, 1)))
  return [...byPerson, ...others].reduce<Connection[]>(
    (found, all) => found.flatMap((connection) => all.map((value) => ({ ...connection, ...value }))),
    [{}],
  )
}

function asks(asked: readonly Kind[], kind: Kind | undefined): boolean {
  return asked.some((each) => each === kind || (each === 'Invalid-User' && kind === 'Group'))
}

function subsets<Thing>(things: readonly Thing[]): Thing[][] {
  const [first, ...rest] = things
  if (first === undefined) return [[]]
  return subsets(rest).flatMap((some) => [some, [first, ...some]])
}

const negatable = (items: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.tuple(fc.boolean(), items).map(([negated, item]) => (negated ? `!${item}` : item)),
      { minLength: 1, maxLength: 3 },
    )
    .map((list) => list.join())

const pattern = fc
  .array(fc.constantFrom('a', 'b', '*', '?'), { minLength: 1, maxLength: 3 })
  .map((letters) => letters.join(''))
const network = fc.constantFrom(
  ...['10.0.0.0/8', '10.1.0.0/16', '10.0.0.1', '10.0.0.0/9', '10.128.0.0/9', '0.0.0.0/0', '192.168.1.0/24'],
  ...['2001:db8::/32', '2001:db8:1::/48', '::1', '::/0', '2000::/3', '::ffff:0:0/96', 'fe80::/10'],
)
const addressPattern = fc.constantFrom(
  ...[
    '*',
    '10.*',
    '10.1.*',
    '*.1',
    '1?.*',
    '*.7',
    '10.0.0.?',
    'example.com',
    '*:*',
    '2001:db8:*',
    '::*',
    '*1',
  ],
)
const address = fc.oneof({ arbitrary: network, weight: 3 }, { arbitrary: addressPattern, weight: 1 })

function criterion(kind: Kind): fc.Arbitrary<string> {
  switch (kind) {
    case 'Invalid-User':
      return fc.constant(kind)
    case 'LocalPort':
      return fc.constantFrom('LocalPort 22', 'LocalPort 2222')
    case 'Group':
      return negatable(fc.constantFrom('a', 'b', 'ab', 'a*', '*b', '?', '*')).map((list) => `Group ${list}`)
    case 'Address':
    case 'LocalAddress':
      return negatable(address).map((list) => `${kind} ${list}`)
    default:
      return negatable(pattern).map((list) => `${kind} ${list}`)
  }
}

export interface Case {
  asked: Kind[]
  guards: Guard[]
}

/** Up to `most` guards with criteria on up to three of the attributes. */
export function someGuards(most: number, among: readonly Kind[] = kinds): fc.Arbitrary<Case> {
  return fc.subarray([...among], { minLength: 1, maxLength: 3 }).chain((asked) =>
    fc
      .array(
        fc
          .array(fc.oneof(...asked.map(criterion)), { minLength: 1, maxLength: 3 })
          .map((criteria) => criteria.join(' ')),
        { minLength: 1, maxLength: most },
      )
      .map((lines) => ({ asked, guards: guardsFrom(...lines) })),
  )
}
