import type { Connection, Guard } from '../dialects/dialect.ts'
import type { Account, Unknown } from '../host/host.ts'

/**
 * A set of connections that none of the guards in question tells apart: a conjunction of guards and
 * negated guards that at least one connection satisfies.
 */
export interface ConnectionClass {
  /** The guards in question that hold for every connection of the class; all others in question fail. */
  readonly holds: ReadonlySet<Guard>
  /** The conditions in words, as written: `Group sftponly`, `not User alice`. Empty for the class that no guard applies to. */
  readonly match: readonly string[]
  /** A connection of the class; a real account where facts give one. */
  readonly witness: Connection
  /** The witness in the form that `sshd -T -C` takes. */
  readonly spec: string
  /** The accounts of the host that fall into the class (for some address and so on); unknown where the host does not know all accounts. */
  readonly accounts: readonly Account[] | Unknown
}

export interface ConnectionClasses {
  /** From general to special: fewer holding guards first, then file order. */
  readonly classes: readonly ConnectionClass[]
  /** False where the work was bounded and classes may be missing. */
  readonly complete: boolean
}
