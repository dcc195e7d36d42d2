import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import type { AlgorithmKind } from '../known-algorithms.ts'
import { targetFor } from '../releases.ts'
import { defaultAlgorithms } from '../values/algorithms.ts'
import { LIST_KEYWORDS, LISTS } from './algorithm-lists.ts'
import { wordsOf } from './words.ts'

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
  reads: [...LIST_KEYWORDS, 'mac-matters'],
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

/** Algorithms that clients, or guides, have left behind. */
export const outdatedAlgorithms: readonly Quantity[] = [outdated, outdatedForKeys, weakAlgorithms]
