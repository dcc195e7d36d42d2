import { type Account, type Host, UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Setting } from '../../dialect.ts'
import type { PureFtpdConfig } from '../config.ts'
import type { Attempt, Outcome } from './attempt.ts'
import { REPLIES } from './replies.ts'

/** Who may come in without a password on the address of this connection (ftpd.c, doit and douser). */
export interface AnonymousMode {
  mode: 'allowed' | 'only' | 'none'
  lines: readonly Setting[]
}

/** TrustedIP makes every other address anonymous only, whatever NoAnonymous says. */
export function anonymousModeFor(config: PureFtpdConfig, attempt: Attempt): AnonymousMode | Unknown {
  const settings = config.effective(() => false)
  const trusted = settings.get('TrustedIP')
  if (trusted.value === UNKNOWN) return UNKNOWN
  if (trusted.value !== 'none') {
    if (attempt.localAddress === undefined) return UNKNOWN
    if (attempt.localAddress !== trusted.value) return { mode: 'only', lines: trusted.origins }
  }
  const only = settings.get('AnonymousOnly')
  const none = settings.get('NoAnonymous')
  if (only.value === UNKNOWN || none.value === UNKNOWN) return UNKNOWN
  if (only.value === 'yes') return { mode: 'only', lines: only.origins }
  return { mode: none.value === 'yes' ? 'none' : 'allowed', lines: none.origins }
}

/** Whether this login is one of an anonymous session. Under AnonymousOnly every login is. */
export function isAnonymous({ mode }: AnonymousMode, login: string): boolean {
  if (mode === 'only') return true
  return login === '' || (mode === 'allowed' && /^(ftp|anonymous)$/i.test(login))
}

/** An anonymous session: it needs the account ftp or _ftp, not root, with a home that can be entered. */
export function openAnonymous(config: PureFtpdConfig, host: Host, { mode, lines }: AnonymousMode): Outcome {
  const settings = config.effective(() => false)
  const tolerant = settings.get('BrokenClientsCompatibility')
  if (mode === 'none') {
    return refused(
      530,
      'no-anonymous',
      REPLIES.noAnonymous,
      'the login is empty, and there are no anonymous sessions',
      lines,
    )
  }
  const account = anonymousAccount(host)
  if (account === UNKNOWN) return { result: 'undecided', missing: 'whether there is an account ftp', lines }
  const reason = account === 'missing' ? 'there is no account ftp' : whyUnusable(account)
  if (reason === UNKNOWN)
    return { result: 'undecided', missing: 'the group and home of the account ftp', lines }
  if (reason !== undefined || account === 'missing') {
    return refused(
      421,
      'anonymous-account-unusable',
      REPLIES.unableToSecureAnonymous,
      `anonymous sessions need a usable account ftp: ${reason}`,
      lines,
    )
  }
  const home = String(account.home)
  const facts = host.file(home)
  if (facts === UNKNOWN) return { result: 'undecided', missing: `whether ${home} exists`, lines }
  if (facts === 'missing' || facts.type !== 'directory') {
    const text = `Can't change directory to ${home}/ [/]`
    return refused(421, 'home-missing', text, `the home ${home} of the account ftp does not exist`, lines)
  }
  return {
    result: 'logged-in',
    reply: 230,
    text: tolerant.value === 'yes' ? REPLIES.anonymousAnyPassword : REPLIES.anonymousLoggedIn,
    anonymous: true,
    uid: account.uid,
    confined: true,
    trusted: false,
    directory: home,
    lines,
  }
}

function refused(
  reply: 421 | 530,
  reason: 'no-anonymous' | 'anonymous-account-unusable' | 'home-missing',
  text: string,
  explanation: string,
  lines: readonly Setting[],
): Outcome {
  return { result: 'refused', stage: 'user', reply, text, reason, explanation, lines }
}

/** The account of anonymous sessions (ftpd.c, douser). */
export function anonymousAccount(host: Host): Account | 'missing' | Unknown {
  for (const name of ['ftp', '_ftp']) {
    const account = host.account(name)
    if (account !== 'missing') return account
  }
  return 'missing'
}

/** Why the account cannot carry anonymous sessions; `undefined` where it can. */
export function whyUnusable({ uid, gid, home }: Account): string | undefined | Unknown {
  if (uid === 0) return 'its user id is 0'
  if (gid === 0) return 'its group id is 0'
  if (home !== UNKNOWN && !home.startsWith('/')) return 'its home is not absolute'
  return gid === UNKNOWN || home === UNKNOWN ? UNKNOWN : undefined
}
