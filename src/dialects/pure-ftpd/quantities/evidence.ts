import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Value, View } from '../../dialect.ts'
import { isPureFtpd, type PureFtpdConfig } from '../config.ts'
import type { VirtualAccount } from '../puredb/record.ts'

/** More accounts than a reader of a report wants to see one by one. */
const MOST_ACCOUNTS = 100

/** The configuration that a view looks at. Quantities of this dialect see no other. */
export function configOf(view: View): PureFtpdConfig {
  if (!isPureFtpd(view.config)) throw new TypeError(`Expected a pure-ftpd configuration`)
  return view.config
}

/** Reports virtual accounts with where they stand; `describe` says what matters about each. Never the password hash. */
export function reportAccounts(
  view: View,
  accounts: readonly VirtualAccount[],
  file: string,
  describe: (account: VirtualAccount) => string,
): void {
  for (const account of accounts.slice(0, MOST_ACCOUNTS)) {
    view.fact({
      keyword: account.login,
      value: describe(account),
      file,
      ...(account.line !== undefined && { line: account.line }),
    })
  }
}

/** A structured value, field by field; unknown where a template leaves it open, `undefined` where it is off. */
export function structure<Fields extends object>(value: Value | Unknown): Fields | Unknown | undefined {
  if (value === UNKNOWN) return UNKNOWN
  // The kind of the directive says which fields there are; see values.ts.
  return typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : undefined
}
