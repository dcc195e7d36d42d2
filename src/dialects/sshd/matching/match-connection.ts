import { asciiLowerCase } from '../../../syntax/ascii.ts'
import type { AddressList, Connection, Criterion, Guard, PatternList } from '../../dialect.ts'
import { matchAddressList } from './addresses.ts'
import { matchPatternList } from './patterns.ts'

/**
 * Whether all criteria of a guard hold for a connection, as match_cfg_line decides for `sshd -T -C`.
 * An attribute that the connection does not have matches no criterion on it.
 */
export function holds(guard: Guard, connection: Connection): boolean {
  return guard.criteria.every((criterion) => criterionHolds(criterion, connection))
}

function criterionHolds(criterion: Criterion, connection: Connection): boolean {
  switch (criterion.kind) {
    case 'constant':
      return criterion.holds
    case 'invalid-user':
      return connection.invalidUser === true
    case 'user':
      return (
        connection.user !== undefined && matchPatternList(connection.user, criterion.patterns) === 'matches'
      )
    case 'group':
      return groupsMatch(connection, criterion.patterns)
    case 'host':
      return (
        connection.host !== undefined &&
        matchPatternList(asciiLowerCase(connection.host), criterion.patterns) === 'matches'
      )
    case 'rdomain':
      return (
        connection.rdomain !== undefined &&
        matchPatternList(connection.rdomain, criterion.patterns) === 'matches'
      )
    case 'address':
      return addressMatches(connection.address, criterion.networks)
    case 'local-address':
      return addressMatches(connection.localAddress, criterion.networks)
    case 'local-port':
      return connection.localPort === criterion.port
  }
}

/** ga_match_pattern_list of groupaccess.c: a group that a negated item hits refuses, whatever others match. */
function groupsMatch(connection: Connection, patterns: PatternList): boolean {
  if (connection.user === undefined || connection.invalidUser) return false
  const answers = (connection.groups ?? []).map((group) => matchPatternList(group, patterns))
  return answers.includes('matches') && !answers.includes('refuses')
}

function addressMatches(address: string | undefined, networks: AddressList): boolean {
  return address !== undefined && matchAddressList(address, networks) === 'matches'
}
