import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { parseNetwork } from '../matching/addresses.ts'
import { hostPart, nameIn, userPart } from './access-entry.ts'
import { wordsOf } from './words.ts'

/** Entries of the access lists to look for. */
interface Wanted {
  name: string
  summary: string
  keywords: readonly string[]
  fits: (entry: string, keyword: string) => boolean
  /** Where they are looked for at all, and what that depends on. */
  where?: { reads: readonly string[]; holds: (view: View) => boolean }
}

/** Finds entries in the access lists, and takes the lists that hold one as evidence. */
function entries({ name, summary, keywords, fits, where }: Wanted): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: [...keywords, ...(where?.reads ?? [])],
    compute: (view) => {
      const found: string[] = []
      for (const keyword of keywords) {
        const list = wordsOf(view.peek(keyword))
        if (list === UNKNOWN) return UNKNOWN
        const here = where && !where.holds(view) ? [] : list.filter((entry) => fits(entry, keyword))
        if (here.length > 0) view.get(keyword)
        found.push(...here)
      }
      return found
    },
  }
}

/** The same for the lists that allow and for those that deny; `describe` gets the names of the lists. */
function allowedAndDenied(
  name: string,
  kinds: readonly ('Users' | 'Groups')[],
  describe: (lists: string) => string,
  fits: Wanted['fits'],
  where?: Wanted['where'],
): Quantity[] {
  return (['allow', 'deny'] as const).map((list) => {
    const keywords = kinds.map((kind) => `${list === 'allow' ? 'Allow' : 'Deny'}${kind}`)
    return entries({
      name: `${list === 'allow' ? 'allowed' : 'denied'}-${name}`,
      summary: describe(keywords.join(' and ')),
      keywords,
      fits,
      ...(where && { where }),
    })
  })
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

/** Entries of the access lists that do not mean what they look like. */
export const strangeAccessEntries: readonly Quantity[] = [
  ...allowedAndDenied(
    'names-with-commas',
    ['Users', 'Groups'],
    (lists) => `Entries of ${lists} whose name holds a comma, an ordinary character there`,
    hasComma,
  ),
  ...allowedAndDenied(
    'names-with-negation',
    ['Users', 'Groups'],
    (lists) => `Entries of ${lists} that begin with \`!\`, which negates nothing there`,
    isNegated,
  ),
  ...allowedAndDenied(
    'without-name',
    ['Users', 'Groups'],
    (lists) => `Entries of ${lists} that no account can have as a name: addresses, \`@group\`, \`%group\``,
    isNoName,
  ),
  ...allowedAndDenied(
    'at-host-names',
    ['Users'],
    (lists) => `Entries of ${lists} USER@HOST whose host is a name, while sshd looks no names up`,
    isAtHostName,
    { reads: ['UseDNS'], holds: (view) => view.peek('UseDNS') === 'no' },
  ),
  ...allowedAndDenied(
    'at-strange-networks',
    ['Users'],
    (lists) => `Entries of ${lists}, USER@NETWORK, whose network is written as sshd does not read networks`,
    isAtStrangeNetwork,
  ),
  entries({
    name: 'root-in-allow-users',
    summary: 'Entries of AllowUsers that name root literally',
    keywords: ['AllowUsers'],
    fits: (entry) => userPart(entry) === 'root',
  }),
]
