import { type Account, type FileFacts, type Host, UNKNOWN, type Unknown } from '../../../host/host.ts'
import { below } from '../../../host/path.ts'
import { realPath } from '../../../host/real-path.ts'
import type { Quantity, View } from '../../dialect.ts'
import { isForLogin } from './key-paths.ts'
import { expandTokens } from './tokens.ts'
import { wordsOf } from './words.ts'
import { isWritableByOthers } from './writable.ts'

/** The files from which sshd takes the keys of an account; those that it cannot be known for are left out. */
function filesOf(account: Account, view: View): readonly string[] | Unknown {
  const files = wordsOf(view.peek('AuthorizedKeysFile'))
  if (files === UNKNOWN || account.home === UNKNOWN) return UNKNOWN
  const { home } = account
  return files
    .filter((file) => file !== 'none' && file !== '/dev/null')
    .map((file) => expandTokens(file, account))
    .map((file) => (file.startsWith('/') ? file : `${home.replace(/\/+$/, '')}/${file}`))
}

/** The path itself and every directory above it, down from the root. */
export function upwards(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '')
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)]
}

interface Fault {
  path: string
  fault: string
}

/** auth.c auth_openfile: only a regular file is read. A link to a device is a deliberate way to have no keys. */
function kindFault(file: string, host: Host): Fault | undefined {
  const facts = host.file(file)
  const directory = typeof facts === 'object' && facts.type === 'directory'
  return directory ? { path: file, fault: 'is a directory' } : undefined
}

/**
 * misc.c safe_path: owner and mode of the file, where its links lead to, and of the directories above that up to the
 * home, or to the root.
 */
function strictFault(file: string, account: Account, view: View): Fault | undefined {
  const { host } = view
  const real = realPath(file, host)
  if (real === undefined) return undefined
  const home = account.home === UNKNOWN ? undefined : realPath(account.home, host)
  const inHome = home !== undefined && below(home, real) !== undefined
  const checked = upwards(real).filter((path) => !inHome || below(home, path) !== undefined)
  for (const path of checked) {
    const facts = host.file(path)
    if (facts === UNKNOWN || facts === 'missing') continue
    if (facts.uid !== UNKNOWN && facts.uid !== 0 && facts.uid !== account.uid) {
      return { path, fault: 'belongs to neither the user nor root' }
    }
    if (isWritableByOthers(facts, account, view)) {
      const mode = facts.mode === UNKNOWN ? '' : ` (mode ${facts.mode.toString(8).padStart(4, '0')})`
      return { path, fault: `is writable by group or others${mode}` }
    }
  }
  return undefined
}

/** sshd opens the file with the rights of the user (auth2-pubkey.c temporarily_use_uid). */
function readFault(file: string, account: Account, host: Host): Fault | undefined {
  if (account.uid === 0) return undefined
  for (const path of new Set([...upwards(file), ...upwards(realPath(file, host) ?? file)])) {
    const facts = host.file(path)
    if (facts === UNKNOWN || facts === 'missing') continue
    const wanted = facts.type === 'directory' ? 0o111 : 0o444
    if (mayNot(facts, account, wanted)) {
      return {
        path,
        fault: facts.type === 'directory' ? 'is closed to the user' : 'is not readable for the user',
      }
    }
  }
  return undefined
}

/** True where the user certainly lacks the right; a further group of the user may still give what the group has. */
function mayNot({ mode, uid, gid }: FileFacts, account: Account, wanted: number): boolean {
  if (mode === UNKNOWN || uid === UNKNOWN) return false
  if (uid === account.uid) return (mode & wanted & 0o700) === 0
  if (gid === UNKNOWN) return (mode & wanted & 0o077) === 0
  if (gid === account.gid) return (mode & wanted & 0o070) === 0
  return (mode & wanted & (isForeign(gid, account) ? 0o007 : 0o077)) === 0
}

/** Groups are known by name, and only that of root has a number that is the same everywhere. */
function isForeign(gid: number, { gid: own, groups }: Account): boolean {
  if (groups === UNKNOWN || own === UNKNOWN) return false
  return groups.length === 1 || (gid === 0 && !groups.includes('root'))
}

const keyFileFault: Quantity = {
  name: 'key-file-fault',
  kind: 'text',
  summary: 'Why sshd will not read the keys of the account although the file is there; `none` where it will',
  reads: ['AuthorizedKeysFile', 'StrictModes'],
  perAccount: true,
  compute: (view) => {
    const { account, host } = view
    if (account === UNKNOWN) return UNKNOWN
    const files = filesOf(account, view)
    const strict = view.peek('StrictModes')
    if (files === UNKNOWN || strict === UNKNOWN) return UNKNOWN
    const present = files.filter((file) => {
      const facts = host.file(file)
      return typeof facts === 'object' && (facts.type === 'file' || facts.type === 'directory')
    })
    if (present.length === 0 || !isForLogin(account)) return 'none'
    const faults = present.map(
      (file) =>
        kindFault(file, host) ??
        (strict === 'yes' ? strictFault(file, account, view) : undefined) ??
        readFault(file, account, host),
    )
    const [first] = faults
    if (!first || faults.includes(undefined)) return 'none'
    view.get('AuthorizedKeysFile')
    view.fact({ keyword: 'file', value: first.path, file: first.path, note: first.fault })
    return `${first.path} ${first.fault}`
  },
}

/** Accounts for which a key could be found; unknown where a file may be there that nobody told of. */
const accountsWithKeys: Quantity = {
  name: 'accounts-with-keys',
  kind: 'list',
  summary: 'Accounts to log in to whose AuthorizedKeysFile exists',
  reads: ['AuthorizedKeysFile', 'PermitRootLogin', 'accounts-allowed'],
  compute: (view) => {
    const accounts = view.host.accounts()
    const allowed = wordsOf(view.peek('accounts-allowed'))
    if (accounts === UNKNOWN || allowed === UNKNOWN) return UNKNOWN
    const found: string[] = []
    for (const account of accounts) {
      if (!allowed.includes(account.name) || !isForLogin(account)) continue
      if (account.uid === 0 && view.peek('PermitRootLogin') === 'no') continue
      const files = filesOf(account, view)
      if (files === UNKNOWN) return UNKNOWN
      const facts = files.map((file) => view.host.file(file))
      if (facts.includes(UNKNOWN)) return UNKNOWN
      if (facts.some((fact) => fact !== 'missing')) found.push(account.name)
    }
    return found
  },
}

/** platform_locked_account: `!` in front of the password. A bare `*` is no lock for sshd, as it is for others. */
const accountLocked: Quantity = {
  name: 'account-locked',
  kind: 'flag',
  summary: 'Whether the account is locked with `!` in shadow, which sshd itself looks at without PAM',
  reads: [],
  perAccount: true,
  compute: (view) => {
    const { account } = view
    if (account === UNKNOWN) return UNKNOWN
    const locked = account.locked === true && lockedInShadow(account.name, view.host) !== false
    if (locked && isForLogin(account)) {
      view.fact({
        keyword: 'shadow',
        value: `${account.name} is locked`,
        note: 'the password begins with `!`',
      })
      return 'yes'
    }
    return account.locked === UNKNOWN ? UNKNOWN : 'no'
  },
}

function lockedInShadow(name: string, host: Host): boolean | Unknown {
  const bytes = host.read('/etc/shadow')
  if ('failure' in bytes) return UNKNOWN
  const text = new TextDecoder().decode(bytes)
  const [, password] =
    text
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':') ?? []
  return password === undefined ? UNKNOWN : password.startsWith('!')
}

export const keyFiles: readonly Quantity[] = [keyFileFault, accountsWithKeys, accountLocked]
