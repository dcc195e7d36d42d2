import type { AddressList, Connection, Criterion, Guard, PatternList } from '../../src/dialects/dialect.ts'

/**
 * Whether a guard holds for a connection, straight from OpenSSH's match.c, addrmatch.c and groupaccess.c.
 * Written for tests, apart from everything under src/: it evaluates, it knows nothing of sets.
 */
export function evaluate(guard: Guard, connection: Connection): boolean {
  return guard.criteria.every((criterion) => {
    const known = answers.get(criterion) ?? new Map<unknown, boolean>()
    answers.set(criterion, known)
    const asked = attributeOf(criterion, connection)
    const answer = known.get(asked) ?? holds(criterion, connection)
    known.set(asked, answer)
    return answer
  })
}

/** Enumerations ask the same things over and over. */
const answers = new WeakMap<Criterion, Map<unknown, boolean>>()

/** All that the answer depends on. */
function attributeOf({ kind }: Criterion, connection: Connection): unknown {
  switch (kind) {
    case 'group':
      return connection.invalidUser ? 'invalid' : connection.groups
    case 'local-address':
      return connection.localAddress
    case 'local-port':
      return connection.localPort
    case 'invalid-user':
      return connection.invalidUser
    case 'constant':
      return undefined
    default:
      return connection[kind]
  }
}

function holds(criterion: Criterion, connection: Connection): boolean {
  const { user, groups, invalidUser = false, host, address, localAddress, localPort, rdomain } = connection
  switch (criterion.kind) {
    case 'user':
      return user !== undefined && matchPatternList(user, criterion.patterns) === 1
    case 'group': {
      if (invalidUser || groups === undefined) return false
      let found = false
      for (const group of groups) {
        const answer = matchPatternList(group, criterion.patterns)
        if (answer === -1) return false
        if (answer === 1) found = true
      }
      return found
    }
    case 'host':
      return (
        host !== undefined &&
        matchPatternList(
          host.toLowerCase(),
          criterion.patterns.map((item) => ({ ...item, pattern: item.pattern.toLowerCase() })),
        ) === 1
      )
    case 'rdomain':
      return rdomain !== undefined && matchPatternList(rdomain, criterion.patterns) === 1
    case 'address':
      return address !== undefined && matchAddressList(address, criterion.networks) === 1
    case 'local-address':
      return localAddress !== undefined && matchAddressList(localAddress, criterion.networks) === 1
    case 'local-port':
      return localPort === criterion.port
    case 'invalid-user':
      return invalidUser
    case 'constant':
      return criterion.holds
  }
}

function matchPatternList(text: string, list: PatternList): -1 | 0 | 1 {
  let positive: 0 | 1 = 0
  for (const { negated, pattern } of list) {
    if (!matchPattern(text, pattern)) continue
    if (negated) return -1
    positive = 1
  }
  return positive
}

/** By backtracking, as match_pattern did before 10.4. */
function matchPattern(text: string, pattern: string): boolean {
  if (pattern === '') return text === ''
  if (pattern[0] === '*') {
    for (let skip = 0; skip <= text.length; skip++)
      if (matchPattern(text.slice(skip), pattern.slice(1))) return true
    return false
  }
  if (text === '' || (pattern[0] !== '?' && pattern[0] !== text[0])) return false
  return matchPattern(text.slice(1), pattern.slice(1))
}

function matchAddressList(text: string, list: AddressList): -1 | 0 | 1 {
  const bits = bitsOf(text)
  if (bits === undefined) return 0
  let positive: 0 | 1 = 0
  for (const item of list) {
    const matches = 'pattern' in item ? matchPattern(text, item.pattern) : inNetwork(bits, item.network)
    if (!matches) continue
    if (item.negated) return -1
    positive = 1
  }
  return positive
}

function inNetwork(bits: string, network: { address: readonly number[]; bits: number }): boolean {
  const base = network.address.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return base.length === bits.length && base.slice(0, network.bits) === bits.slice(0, network.bits)
}

/** 32 or 128 characters 0 and 1. */
function bitsOf(text: string): string | undefined {
  if (!text.includes(':')) {
    const parts = text.split('.').map(Number)
    return parts.length === 4 ? parts.map((part) => part.toString(2).padStart(8, '0')).join('') : undefined
  }
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text)
  const [a, b, c, d] = (dotted ?? []).slice(1).map(Number)
  const word = (high = 0, low = 0) => (high * 256 + low).toString(16)
  const plain = dotted ? `${text.slice(0, dotted.index)}${word(a, b)}:${word(c, d)}` : text
  const [head = '', tail] = plain.split('::')
  const words = (part: string) => (part === '' ? [] : part.split(':'))
  const before = words(head)
  const after = words(tail ?? '')
  const zeros = new Array<string>(8 - before.length - after.length).fill('0')
  return [...before, ...(tail === undefined ? [] : zeros), ...after]
    .map((hex) => Number.parseInt(hex, 16).toString(2).padStart(16, '0'))
    .join('')
}
