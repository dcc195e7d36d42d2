import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { View } from '../../dialect.ts'
import { switches, switchKeywords } from './switches.ts'
import { wordsOf } from './words.ts'

/** What is read to know which methods can succeed. */
export const readsOfSuccess = [
  ...switchKeywords,
  'UsePAM',
  'whole-configuration',
  'keys-looked-for',
  'PermitEmptyPasswords',
]

/**
 * Whether a method is on and can succeed. keyboard-interactive has no other device than PAM on Linux (auth2-chall.c);
 * `none` lets in whoever has an empty password, where passwords are on at all (auth2-none.c userauth_none).
 */
export function canSucceed(method: string, view: View): boolean | Unknown {
  const keyword = switches.find(([name]) => name === method)?.[1]
  if (method === 'none')
    return everyOne(['PermitEmptyPasswords', 'PasswordAuthentication'].map((name) => isYes(name, view)))
  if (keyword === undefined) return false
  const on = isYes(keyword, view)
  if (on === false) return false
  if (method === 'keyboard-interactive') return everyOne([on, hasPam(view)])
  return method === 'publickey' ? everyOne([on, isYes('keys-looked-for', view)]) : on
}

/** UsePAM is off by default, but a fragment says nothing about the file that includes it. */
function hasPam(view: View): boolean | Unknown {
  const told = view.isSet('UsePAM') || view.peek('whole-configuration') === 'yes'
  return told ? isYes('UsePAM', view) : UNKNOWN
}

/** Whether a keyword or quantity is `yes`. */
export function isYes(name: string, view: View): boolean | Unknown {
  const value = view.peek(name)
  return value === UNKNOWN ? UNKNOWN : value === 'yes'
}

/** Devices of keyboard-interactive that some build has (auth2-chall.c devices). */
const devices = ['pam', 'bsdauth', 'skey']

/** auth2.c list_starts_with: a device (`method:device`) that the method never reports leaves a list unfinished for ever. */
export function hasStrangeDevice(entry: string, view: View): boolean {
  // A build with PAM has no other device.
  const known = view.isSet('UsePAM') && view.peek('UsePAM') === 'yes' ? ['pam'] : devices
  const [method = '', device] = entry.split(':')
  return device !== undefined && !(method === 'keyboard-interactive' && known.includes(device))
}

/** The methods of one alternative of AuthenticationMethods, devices (`keyboard-interactive:pam`) left out. */
export function methodsIn(list: string): string[] {
  return list.split(',').map((entry) => entry.split(':')[0] ?? entry)
}

/** Whether an alternative of AuthenticationMethods can be completed: every method of it is on and can succeed. */
export function canBeCompleted(list: string, view: View): boolean | Unknown {
  if (list.split(',').some((entry) => hasStrangeDevice(entry, view))) return false
  return everyOne(methodsIn(list).map((method) => canSucceed(method, view)))
}

/** What is read to know the ways in. */
export const readsOfWays = [...readsOfSuccess, 'method-lists']

/**
 * The certain ways to complete a login, of those that are wanted: as methods with commas (auth2.c
 * auth2_update_methods_lists).
 */
export function waysIn(
  view: View,
  isWanted: (methods: readonly string[]) => boolean | Unknown,
): readonly string[] | Unknown {
  const lists = wordsOf(view.peek('method-lists'))
  if (lists === UNKNOWN) return UNKNOWN
  const ways = lists.length > 0 ? lists : switches.map(([method]) => method)
  return certain(ways, (way) => everyOne([canBeCompleted(way, view), isWanted(methodsIn(way))]))
}

/** True where all are; false where one is, whatever the others are. */
function everyOne(answers: readonly (boolean | Unknown)[]): boolean | Unknown {
  if (answers.includes(false)) return false
  return answers.includes(UNKNOWN) ? UNKNOWN : true
}

/** Those of which it is certainly true; unknown where that is none, and of some nobody can tell. */
export function certain(
  words: readonly string[],
  isTrue: (word: string) => boolean | Unknown,
): readonly string[] | Unknown {
  const answers = words.map(isTrue)
  const found = words.filter((_, index) => answers[index] === true)
  return found.length === 0 && answers.includes(UNKNOWN) ? UNKNOWN : found
}

/** All of which it is true; unknown where that is unknown of any. */
export function allOf(
  words: readonly string[],
  isTrue: (word: string) => boolean | Unknown,
): readonly string[] | Unknown {
  const answers = words.map(isTrue)
  return answers.includes(UNKNOWN) ? UNKNOWN : words.filter((_, index) => answers[index])
}
