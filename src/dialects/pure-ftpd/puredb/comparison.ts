import type { VirtualAccount } from './record.ts'

/** Where the database and the text that it was made of say different things. */
export interface Comparison {
  /** In the text, not in the database: they cannot log in yet. */
  missing: readonly VirtualAccount[]
  /** In the database, no longer in the text: they can still log in. */
  extra: readonly VirtualAccount[]
  /** In both, with another record: the old one counts. */
  differing: readonly { text: VirtualAccount; database: VirtualAccount }[]
}

/** Compares by login; of several records with the same login the first one counts. */
export function compareRecords(
  text: readonly VirtualAccount[],
  database: readonly VirtualAccount[],
): Comparison {
  const inText = byLogin(text)
  const inDatabase = byLogin(database)
  const missing = [...inText.values()].filter(({ login }) => !inDatabase.has(login))
  const extra = [...inDatabase.values()].filter(({ login }) => !inText.has(login))
  const differing = [...inText.values()].flatMap((account) => {
    const other = inDatabase.get(account.login)
    return other && other.record !== account.record ? [{ text: account, database: other }] : []
  })
  return { missing, extra, differing }
}

/** The first account of each login, in order. */
export function byLogin(accounts: readonly VirtualAccount[]): ReadonlyMap<string, VirtualAccount> {
  const first = new Map<string, VirtualAccount>()
  for (const account of accounts) {
    if (!first.has(account.login)) first.set(account.login, account)
  }
  return first
}
