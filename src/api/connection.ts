import type { Connection } from '../dialects/dialect.ts'

/** Who has a group has a name as well, though nobody told it. */
export function withName(connection: Connection): Connection {
  return connection.groups && connection.user === undefined ? { user: 'member', ...connection } : connection
}
