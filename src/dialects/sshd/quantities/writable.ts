import { type Account, type FileFacts, type Host, UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { View } from '../../dialect.ts'
import { targetOf } from './release.ts'

/**
 * Whether others than the owner may write, so that sshd trusts neither the file nor what is below it: misc.c
 * safe_path. Debian accepts what a group may write where `owner` is the only member of that group (secure_permissions of
 * its user-group-modes.patch); where that is not known, nothing is certain.
 */
export function isWritableByOthers(
  { mode, gid }: FileFacts,
  owner: Pick<Account, 'uid'>,
  view: Pick<View, 'config' | 'host'>,
): boolean {
  if (mode === UNKNOWN) return false
  if ((mode & 0o002) !== 0) return true
  if ((mode & 0o020) === 0) return false
  return !targetOf(view).build.userGroupModes || isOwnGroup(gid, owner, view.host) === false
}

/** Whether an account is the only member of a group, by its primary group or a further one. */
function isOwnGroup(gid: number | Unknown, { uid }: Pick<Account, 'uid'>, host: Host): boolean | Unknown {
  const accounts = host.accounts()
  if (gid === UNKNOWN || accounts === UNKNOWN) return UNKNOWN
  const others = accounts.filter((account) => account.uid !== uid)
  if (others.some((account) => account.gid === gid)) return false
  const groups = accounts.find((account) => account.gid === gid)?.groups
  const [name] = groups === undefined || groups === UNKNOWN ? [] : groups
  if (name === undefined) return UNKNOWN
  if (others.some((account) => account.groups !== UNKNOWN && account.groups.includes(name))) return false
  return others.some((account) => account.groups === UNKNOWN || account.gid === UNKNOWN) ? UNKNOWN : true
}
