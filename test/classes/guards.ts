import type { AddressList, Criterion, Guard, PatternList } from '../../src/dialects/dialect.ts'

/** Guards from text: one string a Match line, `User alice,bob Address 10.0.0.0/8`. */
export function guards(...lines: string[]): Guard[] {
  return lines.map((line, index) => {
    const words = line.split(' ')
    const criteria: Criterion[] = []
    const text: string[] = []
    while (words.length > 0) {
      const name = words.shift() ?? ''
      const value = takesValue(name) ? (words.shift() ?? '') : ''
      criteria.push(criterion(name, value))
      text.push(value ? `${name} ${value}` : name)
    }
    return { index, criteria, lines: [], text }
  })
}

function takesValue(name: string): boolean {
  return !['all', 'never', 'invalid-user'].includes(name.toLowerCase())
}

function criterion(name: string, value: string): Criterion {
  switch (name.toLowerCase()) {
    case 'user':
      return { kind: 'user', patterns: patterns(value) }
    case 'group':
      return { kind: 'group', patterns: patterns(value) }
    case 'host':
      return { kind: 'host', patterns: patterns(value) }
    case 'rdomain':
      return { kind: 'rdomain', patterns: patterns(value) }
    case 'address':
      return { kind: 'address', networks: networks(value) }
    case 'localaddress':
      return { kind: 'local-address', networks: networks(value) }
    case 'localport':
      return { kind: 'local-port', port: Number(value) }
    case 'invalid-user':
      return { kind: 'invalid-user' }
    default:
      return { kind: 'constant', holds: name.toLowerCase() === 'all' }
  }
}

function patterns(value: string): PatternList {
  return value
    .split(',')
    .map((item) =>
      item.startsWith('!') ? { negated: true, pattern: item.slice(1) } : { negated: false, pattern: item },
    )
}

function networks(value: string): AddressList {
  return patterns(value).map(({ negated, pattern }) => {
    const [address = '', bits] = pattern.split('/')
    const bytes = /^\d+\.\d+\.\d+\.\d+$/.test(address) ? address.split('.').map(Number) : bytesOfIPv6(address)
    if (!bytes) return { negated, pattern }
    return {
      negated,
      network: { address: bytes, bits: bits === undefined ? bytes.length * 8 : Number(bits) },
    }
  })
}

/** For the plain forms that tests use. */
function bytesOfIPv6(text: string): number[] | undefined {
  if (!/^[0-9a-f:]+$/.test(text) || !text.includes(':')) return undefined
  const [head = '', tail = ''] = text.split('::')
  const words = (part: string) =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16))
  const [before, after] = [words(head), words(tail)]
  const middle = new Array<number>(8 - before.length - after.length).fill(0)
  return [...before, ...middle, ...after].flatMap((word) => [word >> 8, word & 255])
}
