import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, Setting, View } from '../../dialect.ts'
import { KNOWN_ALGORITHMS, type KnownAlgorithm } from '../known-algorithms.ts'
import { matchesPattern } from '../matching/patterns.ts'
import { at, targetFor } from '../releases.ts'
import { type AlgorithmKind, assemble, defaultAlgorithms } from '../values/algorithms.ts'
import { isConditional, isSelective } from './blocks.ts'
import { releaseOf } from './release.ts'
import { wordsOf } from './words.ts'

/** The keywords that hold lists of algorithms, with the kind of their members. */
const LISTS: readonly (readonly [keyword: string, kind: AlgorithmKind])[] = [
  ['KexAlgorithms', 'kex'],
  ['HostKeyAlgorithms', 'keys'],
  ['Ciphers', 'ciphers'],
  ['MACs', 'macs'],
  ['PubkeyAcceptedAlgorithms', 'keys'],
  ['HostbasedAcceptedAlgorithms', 'keys'],
  ['CASignatureAlgorithms', 'signatures'],
]

const keywords = LISTS.map(([keyword]) => keyword)

/** A list as somebody wrote it: the prefix (`+`, `-`, `^` or nothing) and its items. */
interface Written {
  origin: Setting
  prefix: string
  items: readonly string[]
}

/** The list as it stands on its line; `undefined` for the default and for templates. */
function writtenList(view: View, keyword: string): Written | undefined {
  const [origin] = view.peekSetting(keyword).origins
  if (!origin || origin.value === UNKNOWN) return undefined
  const text = origin.text.trim().replace(/^"(.*)"$/, '$1')
  const prefix = /^[-+^]/.exec(text)?.[0] ?? ''
  return { origin, prefix, items: text.slice(prefix.length).split(',') }
}

/** Makes a quantity of what is wrong with each list, and takes the lists where something is as evidence. */
function faultsOf(
  name: string,
  summary: string,
  find: (list: Written, kind: AlgorithmKind, view: View, keyword: string) => readonly string[],
): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: [...keywords, 'mac-matters'],
    compute: (view) =>
      LISTS.flatMap(([keyword, kind]) => {
        const list = writtenList(view, keyword)
        const found = list ? find(list, kind, view, keyword) : []
        if (found.length > 0) view.get(keyword)
        return found
      }),
  }
}

/** kex_assemble_names starts from the compiled-in default, never from the list of the whole file (servconf.c assemble_algorithms). */
const restrictionsLost = faultsOf(
  'algorithm-lists-started-over',
  'Lists that a Match block adds to or removes from, while the whole file has a list of its own that is thereby lost',
  ({ origin, prefix }, _, view, keyword) => {
    const [everywhere] = view.config.effective(() => false).get(keyword).origins
    if (prefix === '' || origin.guard === undefined || everywhere === undefined) return []
    return [keyword]
  },
)

/** With nothing left, key lists of users fall back to the default, and the others leave nothing to agree upon (servconf.c, kex.c). */
const emptied = (name: string, summary: string, wanted: (keyword: string) => boolean) =>
  faultsOf(name, summary, ({ prefix, items }, kind, view, keyword) => {
    if (prefix !== '-' || !wanted(keyword)) return []
    // Ciphers that bring their own authentication need no MAC.
    if (keyword === 'MACs' && view.peek('mac-matters') !== 'yes') return []
    const left = assemble([`-${items.join(',')}`], kind, targetFor(view.config.version))
    return left !== 'refused' && left.length === 0 ? [keyword] : []
  })

const isUserList = (keyword: string) =>
  ['PubkeyAcceptedAlgorithms', 'HostbasedAcceptedAlgorithms', 'CASignatureAlgorithms'].includes(keyword)

const emptiedForUsers = emptied(
  'user-algorithms-emptied',
  'Lists for the keys of users from which everything is removed: sshd then takes its default',
  isUserList,
)

const emptiedForConnections = emptied(
  'connection-algorithms-emptied',
  'Lists for the connection from which everything is removed: client and server then have nothing in common',
  (keyword) => !isUserList(keyword),
)

/** A block is only worked out when it holds; kex_assemble_names then ends the process for that connection (servconf.c). */
const refusedAtLogin = faultsOf(
  'lists-refused-at-login',
  'Lists in a Match block that sshd accepts at startup and gives up on for a connection',
  ({ origin, prefix, items }, kind, view, keyword) => {
    if (!origin.guard || !isConditional(origin.guard)) return []
    const list = assemble([prefix + items.join(',')], kind, targetFor(view.config.version))
    return list === 'refused' ? [keyword] : []
  },
)

/** Removing is not checked at all: a name that matches nothing is taken without a word. */
const idleRemovals = faultsOf(
  'removals-of-nothing',
  'Items of lists that begin with `-` which no algorithm of any release matches',
  ({ prefix, items }, kind) => {
    if (prefix !== '-') return []
    const table: readonly KnownAlgorithm[] = KNOWN_ALGORITHMS[kind === 'signatures' ? 'keys' : kind]
    return items.filter(
      (item) =>
        item !== '' &&
        !/^gss-/.test(item) &&
        !table.some(({ name }) => matchesPattern(name, item.toLowerCase() === item ? item : '')),
    )
  },
)

/** ciphers_valid and the like stop at an empty item; the expansion drops names that nobody knows. */
const dropped = faultsOf(
  'unchecked-algorithms',
  'Items behind an empty item that sshd does not know and drops without a word',
  ({ prefix, items }, kind) => {
    const hole = items.indexOf('')
    if (prefix === '-' || hole === -1) return []
    const table: readonly KnownAlgorithm[] = KNOWN_ALGORITHMS[kind === 'signatures' ? 'keys' : kind]
    return items
      .slice(hole + 1)
      .filter((item) => item !== '' && !table.some(({ name }) => matchesPattern(name, item)))
  },
)

const removedLater = faultsOf(
  'algorithms-removed-later',
  'Items that a newer release does not know any more, so that it refuses the whole list',
  ({ prefix, items }, kind, view) => {
    if (prefix === '-') return []
    const table: readonly KnownAlgorithm[] = KNOWN_ALGORITHMS[kind === 'signatures' ? 'keys' : kind]
    const now = releaseOf(view)
    return items.filter((item) => {
      const until = table.find(({ name }) => name === item)?.until
      return until !== undefined && now < at(until)
    })
  },
)

/** Key exchange methods that OpenSSH's client offers beside those of its server. */
const CLIENT_KEX = [
  'diffie-hellman-group-exchange-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
  'diffie-hellman-group14-sha256',
]

/** Lists of which the client of the newest release offers no member by default. */
function outdatedLists(name: string, summary: string, wanted: readonly string[], needs: string): Quantity {
  const lists = LISTS.filter(([keyword]) => wanted.includes(keyword))
  return {
    name,
    kind: 'list',
    summary,
    reads: [...wanted, needs],
    compute: (view) => {
      const target = targetFor(undefined)
      const outdated = lists.filter(([keyword, kind]) => {
        const members = wordsOf(view.peek(keyword))
        if (members === UNKNOWN || members.length === 0 || !view.isSet(keyword)) return false
        if (keyword === 'MACs' && view.peek('mac-matters') !== 'yes') return false
        const offered = [...defaultAlgorithms(kind, target), ...(kind === 'kex' ? CLIENT_KEX : [])]
        return !members.some((member) => offered.includes(member))
      })
      for (const [keyword] of outdated) view.get(keyword)
      return outdated.map(([keyword]) => keyword)
    },
  }
}

const outdated = outdatedLists(
  'lists-unknown-to-clients',
  'Lists of which a present OpenSSH client offers no member by default',
  ['KexAlgorithms', 'HostKeyAlgorithms', 'Ciphers', 'MACs'],
  'mac-matters',
)

const outdatedForKeys = outdatedLists(
  'key-lists-unknown-to-clients',
  'Lists for the keys of users of which a present OpenSSH client offers no member by default',
  ['PubkeyAcceptedAlgorithms'],
  'offered-methods',
)

/** What CIS, Mozilla and the STIG leave out of each list. */
const WEAK: Readonly<Record<AlgorithmKind, RegExp>> = {
  ciphers: /-cbc(@|$)|^arcfour|^blowfish|^cast128|^3des/,
  macs: /md5|ripemd|sha1|umac-64|-96/,
  kex: /group1-|-sha1$/,
  keys: /^ssh-(rsa|dss)/,
  signatures: /^ssh-(rsa|dss)/,
}

const weakAlgorithms: Quantity = {
  name: 'weak-algorithms',
  kind: 'list',
  summary: 'Members of the lists of algorithms that guides leave out today',
  reads: [...keywords, 'mac-matters'],
  compute: (view) => {
    const weak = LISTS.flatMap(([keyword, kind]) => {
      const members = wordsOf(view.peek(keyword))
      if (members === UNKNOWN || (keyword === 'MACs' && view.peek('mac-matters') !== 'yes')) return []
      const found = members.filter((member) => WEAK[kind].test(member))
      if (found.length > 0) view.get(keyword)
      return found
    })
    return [...new Set(weak)]
  },
}

/** Ciphers that authenticate what they encrypt (cipher.c, auth_len above 0). */
const AUTHENTICATED = ['chacha20-poly1305@openssh.com', 'aes128-gcm@openssh.com', 'aes256-gcm@openssh.com']

const macMatters: Quantity = {
  name: 'mac-matters',
  kind: 'flag',
  summary: 'Whether a cipher is offered that needs a MAC',
  reads: ['Ciphers'],
  compute: (view): 'yes' | 'no' | Unknown => {
    const ciphers = wordsOf(view.peek('Ciphers'))
    if (ciphers === UNKNOWN) return UNKNOWN
    return ciphers.some((cipher) => !AUTHENTICATED.includes(cipher)) ? 'yes' : 'no'
  },
}

const idleMacs: Quantity = {
  name: 'macs-idle',
  kind: 'flag',
  summary: 'Whether MACs names some although no cipher needs one',
  reads: ['MACs', 'mac-matters'],
  compute: (view) => {
    const matters = view.peek('mac-matters')
    if (matters === UNKNOWN) return UNKNOWN
    const list = writtenList(view, 'MACs')
    return matters === 'no' && list !== undefined && list.prefix !== '-' ? 'yes' : 'no'
  },
}

/** A line that adds to, or removes from, the default in front of the list of a vendor's policy, which it was meant to change. */
const policyDropped = faultsOf(
  'algorithm-lists-dropped',
  'Lists that a line begins with `+`, `-` or `^`, while a later line has the list it was perhaps meant to change',
  ({ origin, prefix }, _, view, keyword) => {
    if (prefix === '' || (origin.guard && isSelective(origin.guard))) return []
    const dropped = view
      .peekSetting(keyword)
      .losers.find(({ setting }) => setting.guard === origin.guard && !/^[-+^]/.test(setting.text.trim()))
    if (!dropped) return []
    view.get(keyword)
    view.line(dropped.setting)
    return [keyword]
  },
)

export const algorithms: readonly Quantity[] = [
  restrictionsLost,
  emptiedForUsers,
  emptiedForConnections,
  refusedAtLogin,
  idleRemovals,
  dropped,
  removedLater,
  outdated,
  outdatedForKeys,
  weakAlgorithms,
  macMatters,
  idleMacs,
  policyDropped,
]
