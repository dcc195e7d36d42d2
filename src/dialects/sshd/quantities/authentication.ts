import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { allOf, canSucceed, certain, isYes, methodsIn, readsOfSuccess } from './success.ts'
import { switches, switchKeywords } from './switches.ts'
import { wordsOf } from './words.ts'

/** Methods that sshd counts as enabled; keyboard-interactive counts even where no PAM answers it (auth2.c authmethods). */
const enabledMethods: Quantity = {
  name: 'enabled-methods',
  kind: 'list',
  summary: 'Authentication methods that are switched on, whether or not they can succeed',
  reads: switchKeywords,
  compute: (view) => {
    const on = allOf(switchKeywords, (keyword) => isYes(keyword, view))
    return on === UNKNOWN
      ? UNKNOWN
      : switches.filter(([, keyword]) => on.includes(keyword)).map(([method]) => method)
  },
}

/** The alternatives of AuthenticationMethods as written, without `any`. */
const methodLists: Quantity = {
  name: 'method-lists',
  kind: 'list',
  summary: 'The alternatives of AuthenticationMethods; empty for `any`',
  reads: ['AuthenticationMethods'],
  compute: (view) => {
    const lists = wordsOf(view.peek('AuthenticationMethods'))
    return lists === UNKNOWN ? UNKNOWN : lists.filter((list) => list !== 'any')
  },
}

/** auth2_setup_methods_lists: lists with a disabled method are dropped at login; when none is left, the connection ends. */
const liveMethodLists: Quantity = {
  name: 'live-method-lists',
  kind: 'list',
  summary: 'The alternatives of AuthenticationMethods of which every method is switched on',
  reads: ['method-lists', 'enabled-methods'],
  compute: (view) => {
    const lists = wordsOf(view.peek('method-lists'))
    const enabled = wordsOf(view.peek('enabled-methods'))
    if (lists === UNKNOWN || enabled === UNKNOWN) return UNKNOWN
    return lists.filter((list) =>
      methodsIn(list).every((method) => method === 'none' || enabled.includes(method)),
    )
  },
}

const deadMethodLists: Quantity = {
  name: 'dead-method-lists',
  kind: 'list',
  summary: 'The alternatives of AuthenticationMethods that name a method which is switched off',
  reads: ['method-lists', 'live-method-lists'],
  compute: (view) => {
    const lists = wordsOf(view.peek('method-lists'))
    const live = wordsOf(view.peek('live-method-lists'))
    return lists === UNKNOWN || live === UNKNOWN ? UNKNOWN : lists.filter((list) => !live.includes(list))
  },
}

const offeredMethods: Quantity = {
  name: 'offered-methods',
  kind: 'list',
  summary: 'Methods that the server offers at some step of a login',
  reads: ['method-lists', 'live-method-lists', 'enabled-methods'],
  compute: (view) => {
    const lists = wordsOf(view.peek('method-lists'))
    if (lists === UNKNOWN) return UNKNOWN
    if (lists.length === 0) return view.peek('enabled-methods')
    const live = wordsOf(view.peek('live-method-lists'))
    return live === UNKNOWN ? UNKNOWN : [...new Set(live.flatMap(methodsIn))]
  },
}

/** Looks at the switches of those methods only that stand beside publickey in an alternative. */
const publickeyOffered: Quantity = {
  name: 'publickey-offered',
  kind: 'flag',
  summary: 'Whether the server offers publickey at some step of a login',
  reads: ['method-lists', ...switchKeywords],
  compute: (view) => {
    const lists = wordsOf(view.peek('method-lists'))
    if (lists === UNKNOWN) return UNKNOWN
    const isOn = (method: string) => {
      const keyword = switches.find(([name]) => name === method)?.[1]
      return keyword === undefined ? method === 'none' : isYes(keyword, view)
    }
    const alternatives = lists.length === 0 ? [['publickey']] : lists.map(methodsIn)
    const found = alternatives
      .filter((methods) => methods.includes('publickey'))
      .map((methods) => methods.map(isOn))
    if (found.some((all) => all.every((on) => on === true))) return 'yes'
    return found.some((all) => !all.includes(false)) ? UNKNOWN : 'no'
  },
}

const usableMethods: Quantity = {
  name: 'usable-methods',
  kind: 'list',
  summary: 'Offered methods that can succeed: keyboard-interactive needs PAM, publickey a source of keys',
  reads: ['offered-methods', ...readsOfSuccess],
  compute: (view) => {
    const offered = wordsOf(view.peek('offered-methods'))
    return offered === UNKNOWN ? UNKNOWN : allOf(offered, (method) => canSucceed(method, view))
  },
}

/**
 * Methods switched on in vain. A block whose AuthenticationMethods leaves out what the rest of the file switches on
 * restricts deliberately; switching on and leaving out in one place, or switching on in a block, is no use.
 */
const excludedMethods: Quantity = {
  name: 'excluded-methods',
  kind: 'list',
  summary: 'Methods that a line switches on and that no alternative of AuthenticationMethods contains',
  reads: ['method-lists', ...switchKeywords],
  compute: (view) => {
    const lists = wordsOf(view.peek('method-lists'))
    if (lists === UNKNOWN) return UNKNOWN
    if (lists.length === 0) return []
    const named = new Set(lists.flatMap(methodsIn))
    const block = view.block('AuthenticationMethods')
    const excluded = switches.filter(([method, keyword]) => {
      const switchedOn = view.isSet(keyword) && view.peek(keyword) === 'yes'
      return switchedOn && !named.has(method) && (!block || view.block(keyword) === block)
    })
    for (const [, keyword] of excluded) view.get(keyword)
    return excluded.map(([method]) => method)
  },
}

/** Prompts at which a password can certainly be typed: `password`, or keyboard-interactive through PAM. */
export function promptsIn(view: View): readonly string[] | Unknown {
  const offered = wordsOf(view.peek('offered-methods'))
  if (offered === UNKNOWN) return UNKNOWN
  return certain(
    offered.filter((method) => method === 'password' || method === 'keyboard-interactive'),
    (method) => canSucceed(method, view),
  )
}

export const authentication: readonly Quantity[] = [
  enabledMethods,
  methodLists,
  liveMethodLists,
  deadMethodLists,
  offeredMethods,
  publickeyOffered,
  usableMethods,
  excludedMethods,
]
