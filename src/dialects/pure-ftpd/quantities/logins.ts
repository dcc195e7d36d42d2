import { type Host, UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import type { Outcome, Refused } from '../authentication/attempt.ts'
import { predictLogin } from '../authentication/login.ts'
import { virtualAccounts } from './asked-accounts.ts'
import { AUTHENTICATION_DIRECTIVES } from './authentication.ts'
import { configOf } from './evidence.ts'

/** What decides about a login. */
const READS = [
  ...AUTHENTICATION_DIRECTIVES,
  ...['AnonymousOnly', 'NoAnonymous', 'TrustedIP', 'MinUID', 'CreateHomeDir', 'ChrootEveryone', 'TrustedGID'],
  ...['Quota', 'TLS', 'CertFile', 'CertFileAndKey', 'ForcePassiveIP'],
]

/** More accounts than a reader of a report wants to see one by one. */
const MOST = 100

const known = new WeakMap<Host, WeakMap<object, readonly { login: string; outcome: Outcome }[]>>()

/** What each PureDB account gets that gives its right password over TLS; addresses and hours are not known. */
function outcomes(view: View): readonly { login: string; outcome: Outcome }[] | Unknown {
  const ofHost = known.get(view.host) ?? new WeakMap()
  known.set(view.host, ofHost)
  const remembered = ofHost.get(view.config)
  if (remembered) return remembered
  const accounts = virtualAccounts(view)
  if (accounts === UNKNOWN) return UNKNOWN
  const config = configOf(view)
  const all = accounts.map(({ login }) => ({
    login,
    outcome: predictLogin(config, view.host, { login, password: 'virtual', tls: true }),
  }))
  ofHost.set(view.config, all)
  return all
}

function isRefused(entry: { login: string; outcome: Outcome }): entry is { login: string; outcome: Refused } {
  return entry.outcome.result === 'refused'
}

export const loginQuantities: readonly Quantity[] = [
  {
    name: 'refused-virtual-accounts',
    kind: 'list',
    summary: 'The PureDB logins that certainly cannot log in with their right password, for whatever reason',
    reads: READS,
    compute(view) {
      const all = outcomes(view)
      if (all === UNKNOWN) return UNKNOWN
      const refused = all.filter(isRefused)
      const lines = new Set(refused.flatMap(({ outcome }) => outcome.lines))
      for (const line of lines) view.line(line)
      for (const { login, outcome } of refused.slice(0, MOST)) {
        view.fact({ keyword: login, value: `${outcome.reply} ${outcome.text}`, note: outcome.explanation })
      }
      return refused.map(({ login }) => login)
    },
  },
  {
    name: 'accepted-virtual-accounts',
    kind: 'list',
    summary: 'The PureDB logins that certainly can log in with their right password',
    reads: READS,
    compute(view) {
      const all = outcomes(view)
      if (all === UNKNOWN) return UNKNOWN
      return all.flatMap(({ login, outcome }) => (outcome.result === 'logged-in' ? [login] : []))
    },
  },
]
