import { type Group, groupsOf } from './account-files.ts'
import type { Account, FileFacts, Host, Unknown } from './host.ts'
import { UNKNOWN } from './host.ts'
import { memory } from './memory.ts'

/** A facts file, as `facts.schema.json` describes it. */
export interface FactsFile {
  accounts?: readonly FactsAccount[]
  allAccounts?: boolean
  groups?: readonly { name: string; gid?: number; members?: readonly string[] }[]
  files?: Readonly<Record<string, FactsOfFile | 'missing'>>
  shells?: readonly string[]
}

export interface FactsAccount {
  name: string
  uid: number
  gid?: number
  home?: string
  shell?: string
  groups?: readonly string[]
  locked?: boolean
}

export interface FactsOfFile {
  type?: FileFacts['type']
  mode?: string
  uid?: number
  gid?: number
  size?: number
  modified?: string
  link?: string
}

/** The host that a validated facts object describes. */
export function hostOf(facts: FactsFile): Host {
  const groups = facts.groups?.map(
    ({ name, gid, members }): Group => ({ name, gid: gid ?? UNKNOWN, members: members ?? [] }),
  )
  const files = Object.entries(facts.files ?? {})
  return memory(
    {},
    {
      ...(facts.accounts && { accounts: facts.accounts.map((account) => accountOf(account, groups)) }),
      allAccounts: facts.accounts !== undefined && facts.allAccounts !== false,
      ...(facts.shells && { shells: facts.shells }),
      facts: Object.fromEntries(
        files.map(([path, fact]) => [path, fact === 'missing' ? fact : factsOf(fact)]),
      ),
      links: Object.fromEntries(
        files.flatMap(([path, fact]) =>
          fact !== 'missing' && fact.link !== undefined ? [[path, fact.link]] : [],
        ),
      ),
    },
  )
}

function accountOf(account: FactsAccount, groups: readonly Group[] | undefined): Account {
  const { name, uid, gid = UNKNOWN, home = UNKNOWN, shell = UNKNOWN, locked = UNKNOWN } = account
  return { name, uid, gid, home, shell, locked, groups: account.groups ?? memberships(name, gid, groups) }
}

function memberships(name: string, gid: number | Unknown, groups: readonly Group[] | undefined) {
  return groups === undefined || gid === UNKNOWN ? UNKNOWN : groupsOf(name, gid, groups)
}

/** The facts of one path that were told. */
export function factsOf({ type, mode, uid, gid, size, modified }: FactsOfFile): Partial<FileFacts> {
  return {
    ...(type && { type }),
    ...(mode !== undefined && { mode: Number.parseInt(mode, 8) }),
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
    ...(size !== undefined && { size }),
    ...(modified !== undefined && { modified: Date.parse(modified) }),
  }
}
