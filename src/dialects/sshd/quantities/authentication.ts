import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { switches, switchKeywords } from './switches.ts'
import { wordsOf } from './words.ts'

/** Methods that sshd counts as enabled; keyboard-interactive counts even where no PAM answers it (auth2.c authmethods). */
const enabledMethods: Quantity = {
  name: 'enabled-methods',
  kind: 'list',
  summary: 'Authentication methods that are switched on, whether or not they can succeed',
  reads: switchKeywords,
  compute: (view) =>
    allKnown(
      switches.map(([method, keyword]) =>
        view.peek(keyword) === UNKNOWN ? UNKNOWN : view.peek(keyword) === 'yes' ? method : '',
      ),
    ),
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
      if (keyword === undefined) return method === 'none'
      const value = view.peek(keyword)
      return value === UNKNOWN ? UNKNOWN : value === 'yes'
    }
    const alternatives = lists.length === 0 ? [['publickey']] : lists.map(methodsIn)
    const found = alternatives
      .filter((methods) => methods.includes('publickey'))
      .map((methods) => methods.map(isOn))
    if (found.some((all) => all.every((on) => on === true))) return 'yes'
    return found.some((all) => !all.includes(false)) ? UNKNOWN : 'no'
  },
}

/**
 * keyboard-interactive has no other device than PAM on Linux (auth2-chall.c). UsePAM is off by default, but a fragment says
 * nothing about the file that includes it.
 */
const usableMethods: Quantity = {
  name: 'usable-methods',
  kind: 'list',
  summary: 'Offered methods that can succeed: keyboard-interactive needs PAM, publickey a source of keys',
  reads: ['offered-methods', 'UsePAM', 'whole-configuration', 'keys-looked-for'],
  compute: (view) => {
    const offered = wordsOf(view.peek('offered-methods'))
    const keys = view.peek('keys-looked-for')
    const told = view.isSet('UsePAM') || view.peek('whole-configuration') === 'yes'
    const pam = told ? view.peek('UsePAM') : UNKNOWN
    if (offered === UNKNOWN || keys === UNKNOWN) return UNKNOWN
    if (pam === UNKNOWN && offered.includes('keyboard-interactive')) return UNKNOWN
    return offered.filter((method) => {
      if (method === 'keyboard-interactive') return pam === 'yes'
      return method !== 'publickey' || keys === 'yes'
    })
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

/** The methods of one alternative, devices (`keyboard-interactive:pam`) left out. */
export function methodsIn(list: string): string[] {
  return list.split(',').map((method) => method.split(':')[0] ?? method)
}

/** Whether a password can be typed at some prompt: `password`, or keyboard-interactive through PAM. */
export function promptsIn(view: View): readonly string[] | Unknown {
  const usable = wordsOf(view.peek('usable-methods'))
  const prompts = (methods: readonly string[]) =>
    methods.filter((method) => method === 'password' || method === 'keyboard-interactive')
  if (usable !== UNKNOWN) return prompts(usable)
  // Nobody said whether PAM answers keyboard-interactive; the password prompt does not need it.
  const offered = wordsOf(view.peek('offered-methods'))
  return offered !== UNKNOWN && offered.includes('password') ? ['password'] : UNKNOWN
}

function allKnown(words: readonly (string | Unknown)[]): readonly string[] | Unknown {
  const known = words.filter((word): word is string => word !== UNKNOWN && word !== '')
  return words.includes(UNKNOWN) ? UNKNOWN : known
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
