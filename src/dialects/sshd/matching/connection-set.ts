import { memory } from '../../../host/memory.ts'
import type { ConnectionSet } from '../../dialect.ts'
import { targetFor } from '../releases.ts'
import { matchLine } from './match-line.ts'

/** What connections can have in common: the criteria of Match that say something of a connection, as Match lines spell them. */
const NAMES: Readonly<Record<string, string>> = {
  user: 'User',
  group: 'Group',
  host: 'Host',
  address: 'Address',
  localaddress: 'LocalAddress',
  localport: 'LocalPort',
  rdomain: 'RDomain',
}

/** The connections that a Match line with these criteria would be for, in the newest release. */
export function connectionSet(
  attributes: Readonly<Record<string, string>>,
): ConnectionSet | { fault: string } {
  const words: string[] = []
  for (const [name, value] of Object.entries(attributes)) {
    const criterion = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined
    if (criterion === undefined) {
      return { fault: `there is no criterion ${name}; there are ${Object.keys(NAMES).join(', ')}` }
    }
    if (value === '') return { fault: `${name} needs a value` }
    const alone = matchLine([criterion, value], 'line 1', targetFor(undefined), memory({}), () => false)
    if ('messages' in alone) return { fault: `${value} is no ${criterion} that a Match line takes` }
    words.push(criterion, value)
  }
  const line = matchLine(words, 'line 1', targetFor(undefined), memory({}), () => false)
  if ('messages' in line) return { fault: 'it names no connections' }
  return {
    criteria: line.criteria.map(({ criterion }) => criterion),
    text: line.criteria.map(({ text }) => text),
  }
}
