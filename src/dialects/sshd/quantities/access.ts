import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { contains, hostPart, nameIn } from './access-entry.ts'
import { wordsOf } from './words.ts'

const allowing = ['AllowUsers', 'AllowGroups'] as const

const denying = ['DenyUsers', 'DenyGroups'] as const

/** Allowed patterns that some denied pattern contains, for every host or for the same. */
function covered(
  allowed: readonly string[] | Unknown,
  denied: readonly string[] | Unknown,
  keyword: string,
): readonly string[] | Unknown {
  if (allowed === UNKNOWN || denied === UNKNOWN) return UNKNOWN
  const hostOf = (entry: string) => (keyword === 'AllowGroups' ? undefined : hostPart(entry))
  const refuses = (entry: string, other: string) =>
    [undefined, hostOf(other)].includes(hostOf(entry)) &&
    contains(nameIn(entry, keyword), nameIn(other, keyword))
  return allowed.filter((entry) => denied.some((pattern) => refuses(pattern, entry)))
}

function deniedEntries(name: string, allow: string, deny: string, everything: boolean): Quantity {
  return {
    name,
    kind: everything ? 'flag' : 'list',
    summary: everything
      ? `Whether ${deny} refuses every entry of ${allow}`
      : `Entries of ${allow} that a pattern of ${deny} refuses altogether`,
    reads: [allow, deny],
    compute: (view) => {
      const allowed = wordsOf(view.peek(allow))
      const refused = covered(allowed, wordsOf(view.peek(deny)), allow)
      if (allowed === UNKNOWN || refused === UNKNOWN) return UNKNOWN
      if (!everything) return refused
      return allowed.length > 0 && refused.length === allowed.length ? 'yes' : 'no'
    },
  }
}

const everybodyRefused: Quantity = {
  name: 'denies-everybody',
  kind: 'flag',
  summary: 'Whether DenyUsers or DenyGroups has an entry that fits every name',
  reads: denying,
  compute: (view) => {
    const hit = denying.find((keyword) => {
      const list = wordsOf(view.peek(keyword))
      return list !== UNKNOWN && list.some((entry) => /^\*+(@\*+)?$/.test(entry))
    })
    if (hit) view.get(hit)
    return hit ? 'yes' : 'no'
  },
}

const hasAllowList: Quantity = {
  name: 'has-allow-list',
  kind: 'flag',
  summary: 'Whether AllowUsers or AllowGroups names anybody',
  reads: allowing,
  compute: (view) => {
    const lists = allowing.map((keyword) => wordsOf(view.peek(keyword)))
    if (lists.some((list) => list !== UNKNOWN && list.length > 0)) return 'yes'
    return lists.includes(UNKNOWN) ? UNKNOWN : 'no'
  },
}

/** `none` is a name like any other (servconf.c parse of AllowUsers). */
const allowListOfNone: Quantity = {
  name: 'allow-list-of-none',
  kind: 'flag',
  summary: 'Whether an allow list holds the one name `none`',
  reads: allowing,
  compute: (view) => {
    const lists = allowing.map((keyword) => wordsOf(view.peek(keyword)))
    return lists.some((list) => list !== UNKNOWN && list.join() === 'none') ? 'yes' : 'no'
  },
}

/** Whom the access lists allow and deny, by the lists alone. */
export const access: readonly Quantity[] = [
  hasAllowList,
  deniedEntries('users-allowed-and-denied', 'AllowUsers', 'DenyUsers', false),
  deniedEntries('groups-allowed-and-denied', 'AllowGroups', 'DenyGroups', false),
  deniedEntries('all-allowed-users-denied', 'AllowUsers', 'DenyUsers', true),
  deniedEntries('all-allowed-groups-denied', 'AllowGroups', 'DenyGroups', true),
  everybodyRefused,
  allowListOfNone,
]
