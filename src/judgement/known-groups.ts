import type { Connection } from '../dialects/dialect.ts'
import { type Host, UNKNOWN } from '../host/host.ts'

/** The connection with the groups that the facts of the host give its user, where none were named. */
export function withKnownGroups(connection: Connection, host: Host): Connection {
  const { user, groups } = connection
  if (user === undefined || groups !== undefined) return connection
  const account = host.account(user)
  if (account === UNKNOWN || account === 'missing' || account.groups === UNKNOWN) return connection
  return { ...connection, groups: account.groups }
}
