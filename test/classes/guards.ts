import type { Criterion, Guard } from '../../src/dialects/dialect.ts'
import { addressList } from '../../src/dialects/sshd/matching/addresses.ts'
import { patternList } from '../../src/dialects/sshd/matching/patterns.ts'

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
      return { kind: 'user', patterns: patternList(value) }
    case 'group':
      return { kind: 'group', patterns: patternList(value) }
    case 'host':
      return { kind: 'host', patterns: patternList(value) }
    case 'rdomain':
      return { kind: 'rdomain', patterns: patternList(value) }
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

function networks(value: string) {
  const list = addressList(value)
  if (list === 'wrong') throw new Error(`sshd refuses Address ${value}`)
  return list
}
