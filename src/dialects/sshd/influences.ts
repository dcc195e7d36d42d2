import type { Kept } from './kept.ts'
import type { Keyword } from './keywords/types.ts'
import { at, type Target } from './releases.ts'

/** Keywords beside itself that have a say in the value of a keyword. */
export function influences(keyword: string, target: Target): readonly Keyword[] {
  if (isLedByChallengeResponse(keyword, target)) return ['ChallengeResponseAuthentication']
  return isBlockedByKeysCommand(keyword, target) ? ['AuthorizedKeysCommand'] : []
}

/** Up to 8.6, keyboard-interactive is only off for everybody where ChallengeResponseAuthentication is (servconf.c). */
export function keywordToSet(keyword: string, value: string, target: Target): string {
  const isLed = value === 'no' && isLedByChallengeResponse(keyword, target)
  return isLed ? 'ChallengeResponseAuthentication' : keyword
}

/** Until 8.7 these were two keywords for one thing. */
export function isLedByChallengeResponse(keyword: string, { release }: Target): boolean {
  return keyword === 'KbdInteractiveAuthentication' && release < at('8.7')
}

/** Up to 8.6, ChallengeResponseAuthentication (yes by default) switches keyboard-interactive on at startup. */
export function throughChallengeResponse(own: Kept, challenge: Kept): Kept {
  if (own.fromMatch || challenge.value !== 'yes') return own
  const lost = own.origins
    .filter(({ literal }) => literal !== 'yes')
    .map((setting) => ({ setting, law: 'last-of-group-wins' as const, to: challenge.origins[0] }))
  return {
    ...own,
    value: 'yes',
    set: own.set || challenge.set,
    origins: [...own.origins.filter(({ literal }) => literal === 'yes'), ...challenge.origins],
    losers: [...own.losers, ...lost],
  }
}

/** These releases looked at AuthorizedKeysCommand where they should have looked at the keyword itself. */
export function isBlockedByKeysCommand(keyword: string, { release }: Target): boolean {
  return keyword === 'AuthorizedPrincipalsCommand' && release >= at('8.7') && release < at('9.4')
}
