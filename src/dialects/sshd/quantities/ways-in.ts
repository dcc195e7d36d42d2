import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { methodsIn, readsOfWays, waysIn } from './success.ts'
import { switches } from './switches.ts'
import { textOf, wordsOf } from './words.ts'

/** The settings that open these ways become evidence; of a part of a configuration, ways that its lines open are the surer ones. */
function cite(all: readonly string[] | Unknown, view: View): readonly string[] | Unknown {
  if (all === UNKNOWN) return UNKNOWN
  const opened = view.peek('whole-configuration') === 'yes' ? all : all.filter((way) => isOpened(way, view))
  const ways = opened.length > 0 ? opened : all
  const methods = new Set(ways.flatMap(methodsIn))
  if (ways.length > 0 && view.isSet('AuthenticationMethods')) view.get('AuthenticationMethods')
  for (const [method, keyword] of switches) if (methods.has(method)) view.get(keyword)
  if (methods.has('keyboard-interactive')) view.get('UsePAM')
  return ways
}

/** Whether lines, and no defaults, switch all methods of a way on. */
function isOpened(way: string, view: View): boolean {
  const methods = methodsIn(way)
  return switches.every(([method, keyword]) => !methods.includes(method) || view.isSet(keyword))
}

const waysWithoutKey: Quantity = {
  name: 'ways-without-key',
  kind: 'list',
  summary: 'Ways to complete a login that surely need no key of the user',
  reads: [...readsOfWays, 'AuthenticationMethods'],
  compute: (view) =>
    cite(
      waysIn(view, (methods) => !methods.includes('publickey')),
      view,
    ),
}

/** keyboard-interactive asks whatever PAM asks: for a password, unless its modules are known and none of them does. */
const passwordPrompts: Quantity = {
  name: 'password-prompts',
  kind: 'list',
  summary: 'Methods on the sure ways to complete a login that ask for the password of the account',
  reads: [...readsOfWays, 'AuthenticationMethods', 'password-module'],
  compute: (view) => {
    const asks = (method: string) =>
      method === 'password' || (method === 'keyboard-interactive' && view.peek('password-module') !== 'none')
    const ways = waysIn(view, (methods) => methods.some(asks))
    if (ways === UNKNOWN) return UNKNOWN
    return cite([...new Set(ways.flatMap(methodsIn).filter(asks))], view)
  },
}

const waysWithOneFactor: Quantity = {
  name: 'ways-with-one-factor',
  kind: 'list',
  summary:
    'Ways to complete a login that surely prove one thing only: a key, a password, a ticket, or the host',
  reads: [
    ...readsOfWays,
    'AuthenticationMethods',
    'second-factor-module',
    'PubkeyAuthOptions',
    'PubkeyAcceptedAlgorithms',
  ],
  compute: (view) =>
    cite(
      waysIn(view, (methods) => isOneFactor(methods, view)),
      view,
    ),
}

/** `password` and keyboard-interactive may be the same password, asked for twice by PAM. */
function isOneFactor(methods: readonly string[], view: View): boolean | Unknown {
  const kinds = new Set(methods)
  const prompts = kinds.has('password') || kinds.has('keyboard-interactive')
  const others = [...kinds].filter((method) => method !== 'password' && method !== 'keyboard-interactive')
  if (others.length > 1 || (others.length === 1 && prompts)) return false
  if (others.length === 1) return !(others[0] === 'publickey' && keysNeedVerification(view))
  if (!kinds.has('keyboard-interactive')) return true
  const module = view.peek('second-factor-module')
  return module === UNKNOWN ? UNKNOWN : module === 'none'
}

/** A FIDO key that asks for a PIN or a fingerprint is two factors in one (PubkeyAuthOptions verify-required). */
function keysNeedVerification(view: View): boolean {
  const options = wordsOf(view.peek('PubkeyAuthOptions'))
  const algorithms = wordsOf(view.peek('PubkeyAcceptedAlgorithms'))
  if (options === UNKNOWN || algorithms === UNKNOWN || !options.includes('verify-required')) return false
  return algorithms.every((algorithm) => algorithm.startsWith('sk-') || algorithm.startsWith('webauthn-sk-'))
}

/** What a login takes where no block of the configuration forces anything: the shell of the account, if it has one. */
const loginShell: Quantity = {
  name: 'login-shell',
  kind: 'enum',
  values: ['none', 'any'],
  summary: 'Whether the account has a shell that lets anybody in; `any` where nobody told',
  reads: [],
  perAccount: true,
  compute: (view) => {
    const { account } = view
    const shell = account === UNKNOWN ? UNKNOWN : textOf(account.shell)
    if (account === UNKNOWN || shell === UNKNOWN) return 'any'
    if (/\/(nologin|false|true|git-shell|scponly|rssh)$/.test(shell)) return 'none'
    view.fact({ keyword: 'shell', value: `${account.name}: ${shell}` })
    return 'any'
  },
}

export const ways: readonly Quantity[] = [waysWithoutKey, passwordPrompts, waysWithOneFactor, loginShell]
