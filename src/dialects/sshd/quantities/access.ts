import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { parseNetwork } from '../matching/addresses.ts'
import { matchesPattern } from '../matching/patterns.ts'
import { wordsOf } from './words.ts'

const allowing = ['AllowUsers', 'AllowGroups'] as const
const denying = ['DenyUsers', 'DenyGroups'] as const

/** Finds entries in the access lists, and takes the lists that hold one as evidence. */
function entries(
  name: string,
  summary: string,
  keywords: readonly string[],
  wanted: (entry: string, keyword: string) => boolean,
  reads: readonly string[] = [],
  applies: (view: View) => boolean = () => true,
): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: [...keywords, ...reads],
    compute: (view) => {
      const found: string[] = []
      for (const keyword of keywords) {
        const list = wordsOf(view.peek(keyword))
        if (list === UNKNOWN) return UNKNOWN
        const here = applies(view) ? list.filter((entry) => wanted(entry, keyword)) : []
        if (here.length > 0) view.get(keyword)
        found.push(...here)
      }
      return found
    },
  }
}

/** The user's part of USER@HOST: match_user cuts at the last `@`. */
export function userPart(entry: string): string {
  const at = entry.lastIndexOf('@')
  return at === -1 ? entry : entry.slice(0, at)
}

/** The host's part of USER@HOST. */
export function hostPart(entry: string): string | undefined {
  const at = entry.lastIndexOf('@')
  return at === -1 ? undefined : entry.slice(at + 1)
}

/** Only lists of users have hosts; in a group `@` is an ordinary character. */
function nameIn(entry: string, keyword: string): string {
  return keyword.endsWith('Users') ? userPart(entry) : entry
}

const hasComma = (entry: string, keyword: string) => nameIn(entry, keyword).includes(',')
const isNegated = (entry: string) => entry.startsWith('!')

/** An address, a network, or the mark of a group in sudoers: no account and no group has such a name. */
function isNoName(entry: string, keyword: string): boolean {
  const name = nameIn(entry, keyword)
  if (name === '' || /^[@%+]/.test(entry)) return true
  return keyword.endsWith('Users') && hostPart(entry) === undefined && isAddress(name)
}

function isAddress(text: string): boolean {
  if (/^\d+$/.test(text)) return false
  return parseNetwork(text) !== undefined || /^\d{1,3}\.(\d{1,3}\.|\*\.)*\*$/.test(text)
}

/** match_host_and_ip gets the name of the client only where UseDNS is on; a name that can be no address then never fits. */
function isAtHostName(entry: string): boolean {
  return (hostPart(entry)?.split(',') ?? []).some((item) => isHostName(item.replace(/^!/, '')))
}

/** A pattern that fits no address as text: a letter that none holds, or hexadecimal letters without a colon. */
function isHostName(pattern: string): boolean {
  if (parseNetwork(pattern) !== undefined) return false
  return /[g-zG-Z_-]/.test(pattern) || (/[a-fA-F]/.test(pattern) && !/[:*?]/.test(pattern))
}

/** Networks that addr_match_list reads as one address (`10.0.0`), or not at all, so that they are compared as text. */
function isAtStrangeNetwork(entry: string): boolean {
  return (hostPart(entry)?.split(',') ?? []).some((item) => isStrangeNetwork(item.replace(/^!/, '')))
}

function isStrangeNetwork(text: string): boolean {
  if (!/^[\d.]+(\/[\d.]+)?$|^\[[\da-f:]+\](\/\d+)?$/i.test(text)) return false
  const network = parseNetwork(text)
  if (network === 'wrong') return false
  if (network === undefined) return true
  const [written = '', length] = text.split('/')
  // `10.0/16` is a short way to write a network, and means what it looks like.
  const isShort = length !== undefined && !/(^|\.)0\d/.test(written)
  return network.address.join('.') !== written && !isShort
}

const noNamesAreLookedUp = (view: View) => view.peek('UseDNS') === 'no'

const commas = 'whose name holds a comma, an ordinary character there'
const negations = 'that begin with `!`, which negates nothing there'
const noNames = 'that no account can have as a name: addresses, `@group`, `%group`'
const hostNames = 'USER@HOST whose host is a name, while sshd looks no names up'

const strangeEntries: readonly Quantity[] = [
  entries('allowed-names-with-commas', `Entries of AllowUsers and AllowGroups ${commas}`, allowing, hasComma),
  entries('denied-names-with-commas', `Entries of DenyUsers and DenyGroups ${commas}`, denying, hasComma),
  entries(
    'allowed-names-with-negation',
    `Entries of AllowUsers and AllowGroups ${negations}`,
    allowing,
    isNegated,
  ),
  entries(
    'denied-names-with-negation',
    `Entries of DenyUsers and DenyGroups ${negations}`,
    denying,
    isNegated,
  ),
  entries('allowed-without-name', `Entries of AllowUsers and AllowGroups ${noNames}`, allowing, isNoName),
  entries('denied-without-name', `Entries of DenyUsers and DenyGroups ${noNames}`, denying, isNoName),
  entries(
    'allowed-at-host-names',
    `Entries of AllowUsers ${hostNames}`,
    ['AllowUsers'],
    isAtHostName,
    ['UseDNS'],
    noNamesAreLookedUp,
  ),
  entries(
    'denied-at-host-names',
    `Entries of DenyUsers ${hostNames}`,
    ['DenyUsers'],
    isAtHostName,
    ['UseDNS'],
    noNamesAreLookedUp,
  ),
]

const strangeNetworks: readonly Quantity[] = [
  entries(
    'allowed-at-strange-networks',
    'Entries of AllowUsers, USER@NETWORK, whose network is written as sshd does not read networks',
    ['AllowUsers'],
    isAtStrangeNetwork,
  ),
  entries(
    'denied-at-strange-networks',
    'Entries of DenyUsers, USER@NETWORK, whose network is written as sshd does not read networks',
    ['DenyUsers'],
    isAtStrangeNetwork,
  ),
]

const rootEntries = entries(
  'root-in-allow-users',
  'Entries of AllowUsers that name root literally',
  ['AllowUsers'],
  (entry) => userPart(entry) === 'root',
)

/** Allowed patterns that some denied pattern, without a host of its own, contains. */
function covered(
  allowed: readonly string[] | Unknown,
  denied: readonly string[] | Unknown,
  keyword: string,
): readonly string[] | Unknown {
  if (allowed === UNKNOWN || denied === UNKNOWN) return UNKNOWN
  const everywhere = denied.filter((entry) => keyword === 'AllowGroups' || hostPart(entry) === undefined)
  return allowed.filter((entry) => everywhere.some((pattern) => contains(pattern, nameIn(entry, keyword))))
}

/**
 * True where every text that `inner` fits is one that `outer` fits, for patterns of `*` and `?`. Sound, not complete:
 * a `*` of `inner` is only covered by a `*` of `outer`.
 */
export function contains(outer: string, inner: string): boolean {
  return outer === inner || (!(outer.includes('?') && inner.includes('*')) && matchesPattern(inner, outer))
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
      return list !== UNKNOWN && list.some((entry) => /^\*+$/.test(entry))
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

export const access: readonly Quantity[] = [
  hasAllowList,
  ...strangeEntries,
  ...strangeNetworks,
  rootEntries,
  deniedEntries('users-allowed-and-denied', 'AllowUsers', 'DenyUsers', false),
  deniedEntries('groups-allowed-and-denied', 'AllowGroups', 'DenyGroups', false),
  deniedEntries('all-allowed-users-denied', 'AllowUsers', 'DenyUsers', true),
  deniedEntries('all-allowed-groups-denied', 'AllowGroups', 'DenyGroups', true),
  everybodyRefused,
]
