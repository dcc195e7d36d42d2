import type { Connection, Guard } from '../dialects/dialect.ts'
import { holds } from '../dialects/sshd/matching/match-connection.ts'
import type { Host } from '../host/host.ts'
import { withKnownGroups } from '../judgement/known-groups.ts'
import { didYouMean } from '../syntax/suggest.ts'
import { usageFailure } from './failure.ts'

const ATTRIBUTES = ['user', 'group', 'host', 'addr', 'laddr', 'lport', 'rdomain', 'invalid-user'] as const

/**
 * Reads `-C user=U,group=G,host=H,addr=A,laddr=L,lport=P,rdomain=R`, as `sshd -T -C` takes it and with
 * groups, which sshd takes from the accounts of its host. Several specifications add up.
 */
export function parseConnection(specifications: readonly string[]): Connection {
  const given = new Map<string, string[]>()
  for (const part of specifications.flatMap((specification) => specification.split(','))) {
    const [, name = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(part) ?? []
    const attribute = ATTRIBUTES.find((known) => known === name)
    if (!attribute) {
      throw usageFailure(
        `-C knows no "${name}", only ${ATTRIBUTES.join(', ')}${didYouMean(name, ATTRIBUTES)}`,
      )
    }
    if ((value === undefined) !== (attribute === 'invalid-user')) {
      throw usageFailure(
        `-C ${part}: expected ${attribute === 'invalid-user' ? attribute : `${attribute}=…`}`,
      )
    }
    given.set(attribute, [...(given.get(attribute) ?? []), value ?? ''])
  }
  const last = (attribute: (typeof ATTRIBUTES)[number]) => given.get(attribute)?.at(-1)
  const groups = given.get('group')
  const user = last('user') ?? (groups ? MEMBER : undefined)
  const host = last('host')
  const address = last('addr')
  const localAddress = last('laddr')
  const rdomain = last('rdomain')
  const port = last('lport')
  return {
    ...(user !== undefined && { user }),
    ...(groups && { groups }),
    ...(given.has('invalid-user') && { invalidUser: true }),
    ...(host !== undefined && { host }),
    ...(address !== undefined && { address }),
    ...(localAddress !== undefined && { localAddress }),
    ...(port !== undefined && { localPort: portNumber(port) }),
    ...(rdomain !== undefined && { rdomain }),
  }
}

/** Who has a group has a name as well, though nobody told it. */
const MEMBER = 'member'

function portNumber(port: string): number {
  const number = Number(port)
  if (/^\d{1,5}$/.test(port) && number > 0 && number <= 65535) return number
  throw usageFailure(`-C lport=${port}: a port is a number from 1 to 65535`)
}

/** Decides which blocks apply to the connection that `-C` describes; without `-C` those that ask for nothing. */
export function guardsThatHold(specifications: readonly string[], host: Host): (guard: Guard) => boolean {
  const connection = withKnownGroups(parseConnection(specifications), host)
  return (guard) => holds(guard, connection)
}
