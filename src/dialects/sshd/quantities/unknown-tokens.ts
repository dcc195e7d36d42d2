import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { at } from '../releases.ts'
import { releaseOf } from './release.ts'
import { strangeTokens } from './tokens.ts'
import { wordsOf } from './words.ts'

/** Keywords with the tokens that they take (sshd_config(5) TOKENS), and since when. */
const tokensAllowed: readonly {
  keyword: string
  tokens: string
  later?: { tokens: string; since: string }
}[] = [
  { keyword: 'AuthorizedKeysFile', tokens: 'hu', later: { tokens: 'U', since: '7.8' } },
  { keyword: 'AuthorizedPrincipalsFile', tokens: 'hu', later: { tokens: 'U', since: '7.8' } },
  { keyword: 'AuthorizedKeysCommand', tokens: 'fhktUu', later: { tokens: 'CD', since: '9.4' } },
  { keyword: 'AuthorizedPrincipalsCommand', tokens: 'fhktUuFiKsT', later: { tokens: 'CD', since: '9.4' } },
  { keyword: 'AuthorizedKeysCommandUser', tokens: 'u' },
  { keyword: 'AuthorizedPrincipalsCommandUser', tokens: 'u' },
]

const unknownTokensOfKeys: Quantity = {
  name: 'unknown-tokens',
  kind: 'list',
  summary:
    'Tokens such as %q that this version does not know where they stand, in keywords about keys and principals',
  reads: tokensAllowed.map(({ keyword }) => keyword),
  compute: (view) => {
    const found: string[] = []
    for (const { keyword, tokens, later } of tokensAllowed) {
      const words = wordsOf(view.peek(keyword))
      if (words === UNKNOWN) return UNKNOWN
      const known = later && releaseOf(view) >= at(later.since) ? tokens + later.tokens : tokens
      const strange = words.flatMap((word) => strangeTokens(word, known))
      if (strange.length > 0) view.get(keyword)
      found.push(...strange)
    }
    return found
  },
}

export const unknownTokens: readonly Quantity[] = [unknownTokensOfKeys]
