import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { wordsOf } from './words.ts'

const nameLists = ['DenyUsers', 'AllowUsers', 'DenyGroups', 'AllowGroups'] as const
const userLists = ['DenyUsers', 'AllowUsers'] as const

/** Finds entries in the access lists, and takes the list that holds one as evidence. */
function entries(
  name: string,
  summary: string,
  keywords: readonly string[],
  wanted: (entry: string, view: View) => boolean,
  reads: readonly string[] = [],
): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: [...keywords, ...reads],
    compute: (view) =>
      collect(keywords, (keyword) => {
        const list = wordsOf(view.peek(keyword))
        if (list === UNKNOWN) return UNKNOWN
        const found = list.filter((entry) => entry !== 'none' && wanted(entry, view))
        if (found.length > 0) view.get(keyword)
        return found
      }),
  }
}

function collect(
  keywords: readonly string[],
  find: (keyword: string) => readonly string[] | Unknown,
): readonly string[] | Unknown {
  const found: string[] = []
  for (const keyword of keywords) {
    const entriesOfOne = find(keyword)
    if (entriesOfOne === UNKNOWN) return UNKNOWN
    found.push(...entriesOfOne)
  }
  return found
}

/** The user's part of USER@HOST: match_user cuts at the last `@`. */
function userPart(entry: string): string {
  const at = entry.lastIndexOf('@')
  return at === -1 ? entry : entry.slice(0, at)
}

function hostPart(entry: string): string | undefined {
  const at = entry.lastIndexOf('@')
  return at === -1 ? undefined : entry.slice(at + 1)
}

const commaEntries = entries(
  'names-with-commas',
  'Entries of the access lists whose name holds a comma, which is an ordinary character there',
  nameLists,
  (entry) => userPart(entry).includes(','),
)

const negatedEntries = entries(
  'names-with-negation',
  'Entries of the access lists whose name begins with `!`, which negates nothing there',
  nameLists,
  (entry) => entry.startsWith('!'),
)

/** match_host_and_ip gets the name of the client only where UseDNS is on; a name that can be no address then never fits. */
const hostNameEntries = entries(
  'users-at-host-names',
  'Entries USER@HOST whose host is a name, while sshd looks no names up',
  userLists,
  (entry, view) => view.peek('UseDNS') === 'no' && (hostPart(entry)?.split(',') ?? []).some(isHostName),
  ['UseDNS'],
)

const rootEntries = entries(
  'root-in-allow-users',
  'Entries of AllowUsers that name root literally',
  ['AllowUsers'],
  (entry) => userPart(entry) === 'root',
)

const refusedUsers: Quantity = {
  name: 'users-allowed-and-denied',
  kind: 'list',
  summary: 'Entries of AllowUsers that a pattern of DenyUsers refuses altogether',
  reads: ['AllowUsers', 'DenyUsers'],
  compute: (view) => covered(wordsOf(view.peek('AllowUsers')), wordsOf(view.peek('DenyUsers'))),
}

const refusedGroups: Quantity = {
  name: 'groups-allowed-and-denied',
  kind: 'list',
  summary: 'Entries of AllowGroups that a pattern of DenyGroups refuses altogether',
  reads: ['AllowGroups', 'DenyGroups'],
  compute: (view) => covered(wordsOf(view.peek('AllowGroups')), wordsOf(view.peek('DenyGroups'))),
}

/** Allowed patterns that some denied pattern, without a host of its own, contains. */
function covered(
  allowed: readonly string[] | Unknown,
  denied: readonly string[] | Unknown,
): readonly string[] | Unknown {
  if (allowed === UNKNOWN || denied === UNKNOWN) return UNKNOWN
  const everywhere = denied.filter((entry) => entry !== 'none' && !entry.includes('@'))
  return allowed.filter(
    (entry) => entry !== 'none' && everywhere.some((pattern) => contains(pattern, userPart(entry))),
  )
}

/** True where every text that `inner` matches is matched by `outer`, for patterns of `*` and `?`; sound, not complete. */
function contains(outer: string, inner: string): boolean {
  if (outer === '*' || outer === inner) return true
  if (/[*?]/.test(inner)) return false
  const expression = outer
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${expression}$`).test(inner)
}

/** A pattern with a letter that no textual address holds. */
function isHostName(pattern: string): boolean {
  return /[g-zG-Z_-]/.test(pattern) && !/^[0-9a-fA-F:.*?/]+$/.test(pattern)
}

const everybodyRefused: Quantity = {
  name: 'denies-everybody',
  kind: 'flag',
  summary: 'Whether DenyUsers or DenyGroups has an entry that fits every name',
  reads: ['DenyUsers', 'DenyGroups'],
  compute: (view) => {
    const hit = (['DenyUsers', 'DenyGroups'] as const).find((keyword) => {
      const list = wordsOf(view.peek(keyword))
      return list !== UNKNOWN && list.some((entry) => /^\*+$/.test(entry))
    })
    if (hit) view.get(hit)
    return hit ? 'yes' : 'no'
  },
}

export const access: readonly Quantity[] = [
  commaEntries,
  negatedEntries,
  hostNameEntries,
  rootEntries,
  refusedUsers,
  refusedGroups,
  everybodyRefused,
]
