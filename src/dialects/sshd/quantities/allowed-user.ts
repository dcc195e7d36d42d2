import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import { matchesPattern } from '../matching/patterns.ts'
import { hostPart, userPart } from './access-entry.ts'

export type ListKeyword = 'DenyUsers' | 'AllowUsers' | 'DenyGroups' | 'AllowGroups'

/** The order in which allowed_user of auth.c asks. */
export const order: readonly ListKeyword[] = ['DenyUsers', 'AllowUsers', 'DenyGroups', 'AllowGroups']

/**
 * auth.c allowed_user: the list that turns a user away, `nobody` where all lists let it pass; unknown where
 * the answer depends on the address, or on groups that nobody told.
 */
export function refusedBy(
  user: string,
  groups: readonly string[] | Unknown,
  lists: (keyword: ListKeyword) => readonly string[] | Unknown,
): ListKeyword | 'nobody' | Unknown {
  let open = false
  for (const keyword of order) {
    const list = lists(keyword)
    if (list === UNKNOWN) return UNKNOWN
    const fits = keyword.endsWith('Users') ? fitsUser(user, list) : fitsGroups(groups, list)
    const refuses = keyword.startsWith('Deny') ? fits === true : list.length > 0 && fits === false
    if (refuses) return keyword
    open ||= fits === UNKNOWN && list.length > 0
  }
  return open ? UNKNOWN : 'nobody'
}

/** Unknown where only an entry for certain hosts fits. */
function fitsUser(user: string, list: readonly string[]): boolean | Unknown {
  const fitting = list.filter((entry) => matchesPattern(user, userPart(entry)))
  if (fitting.length === 0) return false
  return fitting.some((entry) => hostPart(entry) === undefined) ? true : UNKNOWN
}

/** Whether a list of groups has one of these. */
export function fitsGroups(groups: readonly string[] | Unknown, list: readonly string[]): boolean | Unknown {
  if (groups === UNKNOWN) return list.length === 0 ? false : UNKNOWN
  return list.some((pattern) => groups.some((group) => matchesPattern(group, pattern)))
}
