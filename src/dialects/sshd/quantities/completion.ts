import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import {
  allOf,
  canBeCompleted,
  canSucceed,
  hasStrangeDevice,
  methodsIn,
  readsOfSuccess,
  readsOfWays,
  waysIn,
} from './success.ts'
import { switches } from './switches.ts'
import { wordsOf } from './words.ts'

const disabledMethodsInLists: Quantity = {
  name: 'disabled-methods-in-lists',
  kind: 'list',
  summary: 'Methods that AuthenticationMethods names and that are switched off',
  reads: ['method-lists', 'enabled-methods'],
  compute: (view) => {
    const lists = wordsOf(view.peek('method-lists'))
    const enabled = wordsOf(view.peek('enabled-methods'))
    if (lists === UNKNOWN || enabled === UNKNOWN) return UNKNOWN
    const named = new Set(lists.flatMap(methodsIn))
    const disabled = switches.filter(([method]) => named.has(method) && !enabled.includes(method))
    for (const [, keyword] of disabled) view.get(keyword)
    return disabled.map(([method]) => method)
  },
}

const strangeDevices: Quantity = {
  name: 'strange-devices',
  kind: 'list',
  summary: 'Methods in AuthenticationMethods with a device (`method:device`) that nothing answers',
  reads: ['live-method-lists', 'AuthenticationMethods', 'UsePAM'],
  compute: (view) => {
    const lists = wordsOf(view.peek('live-method-lists'))
    if (lists === UNKNOWN) return UNKNOWN
    const strange = lists.flatMap((list) => list.split(',').filter((entry) => hasStrangeDevice(entry, view)))
    if (strange.length > 0) view.get('AuthenticationMethods')
    return [...new Set(strange)]
  },
}

/** What stands in the way of a method that is switched on. */
const conditions: Readonly<Record<string, readonly string[]>> = {
  'keyboard-interactive': ['UsePAM'],
  publickey: ['keys-in-files'],
  none: ['PermitEmptyPasswords', 'PasswordAuthentication'],
}

const impossibleMethods: Quantity = {
  name: 'impossible-methods',
  kind: 'list',
  summary:
    'Offered methods that never succeed: keyboard-interactive without PAM, publickey without any source of keys',
  reads: ['offered-methods', 'keys-in-files', ...readsOfSuccess],
  compute: (view) => {
    const offered = wordsOf(view.peek('offered-methods'))
    if (offered === UNKNOWN) return UNKNOWN
    const impossible = offered.filter((method) => canSucceed(method, view) === false)
    for (const name of impossible.flatMap((method) => conditions[method] ?? [])) view.get(name)
    return impossible
  },
}

const completableLists: Quantity = {
  name: 'completable-method-lists',
  kind: 'list',
  summary: 'The alternatives of AuthenticationMethods of which every method can succeed',
  reads: ['method-lists', ...readsOfSuccess],
  compute: (view) => {
    const lists = wordsOf(view.peek('method-lists'))
    return lists === UNKNOWN ? UNKNOWN : allOf(lists, (list) => canBeCompleted(list, view))
  },
}

const sufficientMethods: Quantity = {
  name: 'sufficient-methods',
  kind: 'list',
  summary: 'Methods each of which is enough to log in by itself',
  reads: ['method-lists', 'completable-method-lists', 'usable-methods', 'AuthenticationMethods'],
  compute: (view) => {
    const lists = wordsOf(view.peek('method-lists'))
    const completable = wordsOf(view.peek('completable-method-lists'))
    if (lists === UNKNOWN || completable === UNKNOWN) return UNKNOWN
    if (view.isSet('AuthenticationMethods')) view.get('AuthenticationMethods')
    if (lists.length === 0) return view.peek('usable-methods')
    return completable.flatMap((list) => (methodsIn(list).length === 1 ? methodsIn(list) : []))
  },
}

const passwordSuffices: Quantity = {
  name: 'password-suffices',
  kind: 'flag',
  summary: 'Whether the method `password` alone is enough to log in',
  reads: [...readsOfWays, 'AuthenticationMethods'],
  compute: (view) => {
    const ways = waysIn(view, (methods) => methods.join() === 'password')
    if (ways === UNKNOWN) return UNKNOWN
    if (view.isSet('AuthenticationMethods')) view.get('AuthenticationMethods')
    return ways.length > 0 ? 'yes' : 'no'
  },
}

const singleMethodLists: Quantity = {
  name: 'single-method-lists',
  kind: 'list',
  summary: 'The alternatives of AuthenticationMethods that one method alone fulfils',
  reads: ['live-method-lists'],
  compute: (view) => listsOfLength(view, (length) => length === 1),
}

const severalMethodLists: Quantity = {
  name: 'several-method-lists',
  kind: 'list',
  summary: 'The alternatives of AuthenticationMethods that demand several methods one after the other',
  reads: ['live-method-lists'],
  compute: (view) => listsOfLength(view, (length) => length > 1),
}

function listsOfLength(view: View, wanted: (length: number) => boolean) {
  const lists = wordsOf(view.peek('live-method-lists'))
  return lists === UNKNOWN ? UNKNOWN : lists.filter((list) => wanted(methodsIn(list).length))
}

/** Alternatives of one method that make a longer one pointless: one of its own methods, or a bare prompt. Single sign-on is a factor of its own kind. */
const avoidingLists: Quantity = {
  name: 'avoiding-method-lists',
  kind: 'list',
  summary: 'Alternatives of AuthenticationMethods with one method that make those with several pointless',
  reads: ['single-method-lists', 'several-method-lists'],
  compute: (view) => {
    const single = wordsOf(view.peek('single-method-lists'))
    const several = wordsOf(view.peek('several-method-lists'))
    if (single === UNKNOWN || several === UNKNOWN) return UNKNOWN
    const parts = new Set(several.flatMap(methodsIn))
    return single.filter((list) => {
      const [method = ''] = methodsIn(list)
      return method === 'password' || (parts.has(method) && method !== 'gssapi-with-mic')
    })
  },
}

/** `password` and keyboard-interactive both run the whole PAM stack, so that the password is asked for twice (auth-pam.c). */
const passwordTwice: Quantity = {
  name: 'password-asked-twice',
  kind: 'list',
  summary:
    'Alternatives of AuthenticationMethods that demand password and keyboard-interactive, both of which ask PAM',
  reads: ['several-method-lists', 'UsePAM'],
  compute: (view) => {
    const lists = wordsOf(view.peek('several-method-lists'))
    const pam = view.peek('UsePAM')
    if (lists === UNKNOWN || pam === UNKNOWN) return UNKNOWN
    if (pam === 'no') return []
    return lists.filter((list) => {
      const methods = methodsIn(list)
      return methods.includes('password') && methods.includes('keyboard-interactive')
    })
  },
}

const fewestFactors: Quantity = {
  name: 'fewest-factors',
  kind: 'number',
  summary: 'Methods that a login takes at least',
  reads: ['method-lists', 'live-method-lists'],
  compute: (view) => {
    const lists = wordsOf(view.peek('method-lists'))
    const live = wordsOf(view.peek('live-method-lists'))
    if (lists === UNKNOWN || live === UNKNOWN) return UNKNOWN
    return lists.length === 0 || live.length === 0
      ? 1
      : Math.min(...live.map((list) => methodsIn(list).length))
  },
}

export const completion: readonly Quantity[] = [
  disabledMethodsInLists,
  strangeDevices,
  impossibleMethods,
  completableLists,
  sufficientMethods,
  passwordSuffices,
  singleMethodLists,
  severalMethodLists,
  avoidingLists,
  passwordTwice,
  fewestFactors,
]
