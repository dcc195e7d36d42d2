import type { Account, Host, ReadFailure, Unknown } from './host.ts'
import { isFailure, UNKNOWN } from './host.ts'

/** The part of a Host that speaks of accounts. */
export type AccountFacts = Pick<Host, 'account' | 'accounts' | 'shells'>

/** Nothing is known of any account. */
export const noAccounts: AccountFacts = {
  account: () => UNKNOWN,
  accounts: () => UNKNOWN,
  shells: () => UNKNOWN,
}

/**
 * Accounts as passwd(5), group(5), shadow(5), shells(5) and nsswitch.conf(5) give them, read on first use.
 * The list is complete only where nsswitch.conf names no source but files.
 * @param read gives the text of one of these files by its absolute path
 */
export function accountsFromFiles(read: (path: string) => string | ReadFailure): AccountFacts {
  const once = <Value>(make: () => Value) => {
    let made: { value: Value } | undefined
    return () => {
      made ??= { value: make() }
      return made.value
    }
  }
  const sources = once(() => nameServices(read('/etc/nsswitch.conf')))
  const list = once(() => {
    const passwd = read('/etc/passwd')
    if (isFailure(passwd)) return UNKNOWN
    const onlyFiles = sources().groups
    const groups = read('/etc/group')
    return readAccounts(passwd, isFailure(groups) || !onlyFiles ? UNKNOWN : groups, read('/etc/shadow'))
  })
  const complete = once(() => sources().passwd && list() !== UNKNOWN)
  const shells = once(() => readShells(read('/etc/shells')))
  return {
    account(name) {
      const known = list()
      if (known === UNKNOWN) return UNKNOWN
      return known.get(name) ?? (complete() ? 'missing' : UNKNOWN)
    },
    accounts() {
      const known = list()
      return known === UNKNOWN || !complete() ? UNKNOWN : [...known.values()]
    },
    shells,
  }
}

/** Whether files alone answer for accounts, and for groups; without a file glibc asks only files. */
function nameServices(text: string | ReadFailure): { passwd: boolean; groups: boolean } {
  if (isFailure(text)) {
    const onlyFiles = text.failure === 'missing'
    return { passwd: onlyFiles, groups: onlyFiles }
  }
  const sources = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    const [, database, services] = /^\s*(\w+)\s*:([^#]*)/.exec(line) ?? []
    if (database && services !== undefined) {
      sources.set(
        database,
        services
          .replace(/\[[^\]]*\]/g, ' ')
          .split(/\s+/)
          .filter(Boolean),
      )
    }
  }
  const onlyFiles = (database: string) =>
    (sources.get(database) ?? ['files']).every((name) => ['files', 'compat', 'systemd'].includes(name))
  return {
    passwd: onlyFiles('passwd'),
    groups: onlyFiles('group') && onlyFiles('initgroups'),
  }
}

function readAccounts(
  passwd: string,
  group: string | Unknown,
  shadow: string | ReadFailure,
): ReadonlyMap<string, Account> {
  const groups = group === UNKNOWN ? UNKNOWN : readGroups(group)
  const locks = isFailure(shadow) ? UNKNOWN : readLocks(shadow)
  const accounts = new Map<string, Account>()
  for (const [name = '', password = '', uid = '', gid = '', , home = '', shell = ''] of records(passwd)) {
    // getpwnam(3) returns the first record of a name, and skips records without numbers.
    if (name === '' || accounts.has(name) || !/^\d+$/.test(uid) || !/^\d+$/.test(gid)) continue
    accounts.set(name, {
      name,
      uid: Number(uid),
      gid: Number(gid),
      home,
      shell,
      groups: groups === UNKNOWN ? UNKNOWN : groupsOf(name, Number(gid), groups),
      locked:
        password === 'x' ? (locks === UNKNOWN ? UNKNOWN : (locks.get(name) ?? UNKNOWN)) : isLock(password),
    })
  }
  return accounts
}

export interface Group {
  name: string
  gid: number | Unknown
  members: readonly string[]
}

/** The names of a user's groups, the primary one first: getgrouplist(3). */
export function groupsOf(user: string, gid: number, groups: readonly Group[]): string[] {
  const primary = groups.find((group) => group.gid === gid)?.name
  const further = groups.filter((group) => group.members.includes(user)).map((group) => group.name)
  return [...new Set(primary === undefined ? further : [primary, ...further])]
}

function readGroups(text: string): Group[] {
  return records(text)
    .filter(([name, , gid = '']) => name && /^\d+$/.test(gid))
    .map(([name = '', , gid, members = '']) => ({
      name,
      gid: Number(gid),
      members: members.split(',').filter(Boolean),
    }))
}

function readLocks(text: string): ReadonlyMap<string, boolean> {
  return new Map(records(text).map(([name = '', password = '']) => [name, isLock(password)]))
}

/** Only whether it is a lock leaves this function; the hash itself is not kept. */
function isLock(password: string): boolean {
  return password.startsWith('!') || password === '*'
}

/** Records of fields between colons. Comments, and the `+` and `-` lines of NIS, are no records. */
function records(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => !/^\s*(#|[+-]|$)/.test(line))
    .map((line) => line.split(':'))
}

/** As getusershell(3) reads /etc/shells, with the C library's own two where the file is missing. */
function readShells(text: string | ReadFailure): readonly string[] | Unknown {
  if (isFailure(text)) return text.failure === 'missing' ? ['/bin/sh', '/bin/csh'] : UNKNOWN
  return text.split('\n').flatMap((line) => /^[^#/]*(\/[^\s#]*)/.exec(line)?.[1] ?? [])
}
