import { type Account, UNKNOWN } from '../../../host/host.ts'
import { normalize } from '../../../host/path.ts'
import type { Quantity, View } from '../../dialect.ts'
import { expandTokens } from './tokens.ts'
import { textOf, wordsOf } from './words.ts'

const sourceKeywords = ['AuthorizedKeysFile', 'AuthorizedKeysCommand', 'TrustedUserCAKeys'] as const

/** Files that can hold no key: nothing is read from them. */
const emptyFiles = ['none', '/dev/null']

/** Rules about methods need no more than this: which files they are makes no difference to them. */
const keysInFiles: Quantity = {
  name: 'keys-in-files',
  kind: 'flag',
  summary: 'Whether AuthorizedKeysFile names any file that can hold a key',
  reads: ['AuthorizedKeysFile'],
  compute: (view) => {
    const files = wordsOf(view.get('AuthorizedKeysFile'))
    if (files === UNKNOWN) return UNKNOWN
    return files.some((file) => !emptyFiles.includes(file)) ? 'yes' : 'no'
  },
}

const keysLookedFor: Quantity = {
  name: 'keys-looked-for',
  kind: 'flag',
  summary: 'Whether sshd looks for the keys of a user anywhere: in files, from a command, in certificates',
  reads: ['keys-in-files', 'AuthorizedKeysCommand', 'TrustedUserCAKeys'],
  compute: (view) => {
    const inFiles = view.peek('keys-in-files')
    const others = ['AuthorizedKeysCommand', 'TrustedUserCAKeys'].map((keyword) => textOf(view.peek(keyword)))
    if (inFiles === UNKNOWN || others.includes(UNKNOWN)) return UNKNOWN
    return inFiles === 'yes' || others.some((other) => other !== 'none') ? 'yes' : 'no'
  },
}

const keySources: Quantity = {
  name: 'key-sources',
  kind: 'list',
  summary: 'Where sshd looks for the keys of a user: files, command, certificates',
  reads: sourceKeywords,
  compute: (view) => {
    const files = wordsOf(view.peek('AuthorizedKeysFile'))
    const command = textOf(view.peek('AuthorizedKeysCommand'))
    const authority = textOf(view.peek('TrustedUserCAKeys'))
    if (files === UNKNOWN || command === UNKNOWN || authority === UNKNOWN) return UNKNOWN
    return [
      ...files.filter((file) => !emptyFiles.includes(file)),
      ...(command === 'none' ? [] : ['command']),
      ...(authority === 'none' ? [] : ['certificates']),
    ]
  },
}

type KeyPlace =
  | 'elsewhere'
  | 'home outside the chroot'
  | 'path as seen from inside the chroot'
  | 'home that is the chroot'

/**
 * Where sshd finds the keys of a confined user. It opens AuthorizedKeysFile before the chroot, as the user, relative
 * to the home in passwd (auth2-pubkey.c user_key_allowed; session.c do_setusercontext confines later).
 */
const authorizedKeysPlace: Quantity = {
  name: 'authorized-keys-place',
  kind: 'enum',
  values: [
    'elsewhere',
    'home outside the chroot',
    'path as seen from inside the chroot',
    'home that is the chroot',
  ] satisfies KeyPlace[],
  summary: 'Where the keys of a user with a ChrootDirectory lie, seen from that directory',
  reads: ['ChrootDirectory', 'AuthorizedKeysFile', 'AuthorizedKeysCommand', 'publickey-offered'],
  perAccount: true,
  compute: (view) => {
    const files = wordsOf(view.peek('AuthorizedKeysFile'))
    // A file that the administrator keeps elsewhere is deliberate, whatever else is read.
    if (files !== UNKNOWN && files.some((file) => isSurelyElsewhere(file, view))) return 'elsewhere'
    const chroot = textOf(view.peek('ChrootDirectory'))
    const offered = view.peek('publickey-offered')
    const command = textOf(view.peek('AuthorizedKeysCommand'))
    if (chroot === UNKNOWN || files === UNKNOWN || offered === UNKNOWN || command === UNKNOWN) return UNKNOWN
    if (chroot === 'none' || offered === 'no' || command !== 'none') return 'elsewhere'
    const places = files
      .filter((file) => !emptyFiles.includes(file))
      .map((file) => placeOf(file, chroot, view))
    const worst: readonly KeyPlace[] = [
      'path as seen from inside the chroot',
      'home outside the chroot',
      'home that is the chroot',
    ]
    return places.includes('elsewhere')
      ? 'elsewhere'
      : (worst.find((place) => places.includes(place)) ?? 'elsewhere')
  },
}

/** Whether a file that can hold keys lies neither in a home nor in any chroot as seen from inside, as far as facts go. */
function isSurelyElsewhere(file: string, view: View): boolean {
  const { account, host } = view
  if (emptyFiles.includes(file) || (account !== UNKNOWN && account.home !== UNKNOWN)) return false
  const path = straight(file)
  return !isInHome(path) && !isInHomeOfChroot(path, '%u') && host.file(path) !== 'missing'
}

function placeOf(file: string, chroot: string, view: View): KeyPlace {
  const { account } = view
  return account === UNKNOWN || account.home === UNKNOWN
    ? placeByForm(file, chroot, view)
    : placeOfAccount(file, chroot, account, account.home, view)
}

/** Judged by the form of the paths alone: nobody told us the homes. */
function placeByForm(file: string, chroot: string, view: View): KeyPlace {
  const directory = straight(chroot)
  // A relative path ends every session: that is another rule's finding.
  if (directory === '/' || !/^[/%~]/.test(directory)) return 'elsewhere'
  const path = straight(file)
  if (isInHome(path)) {
    if (['%h', '~', '/home/%u'].includes(directory)) return 'home that is the chroot'
    // Homes usually lie below /home: a chroot to all of it holds them.
    return directory === '/home' ? 'elsewhere' : 'home outside the chroot'
  }
  if (isBelow(path, directory)) return 'elsewhere'
  return looksInside(path, directory, '%u', view) ? 'path as seen from inside the chroot' : 'elsewhere'
}

function placeOfAccount(file: string, chroot: string, account: Account, home: string, view: View): KeyPlace {
  const directory = straight(expandTokens(chroot.replace(/^~(?=\/|$)/, '%h'), account))
  const expanded = expandTokens(file, account)
  const path = straight(expanded.startsWith('/') ? expanded : `${home}/${expanded}`)
  if (directory === '/' || !directory.startsWith('/')) return 'elsewhere'
  if (isBelow(path, directory)) {
    if (directory !== straight(home)) return 'elsewhere'
    homeFact(view, account, home)
    return 'home that is the chroot'
  }
  if (isBelow(path, straight(home))) {
    homeFact(view, account, home)
    return 'home outside the chroot'
  }
  return looksInside(path, directory, account.name, view)
    ? 'path as seen from inside the chroot'
    : 'elsewhere'
}

/** True where the path exists only below the chroot, or has the form that a home has inside one (`/.ssh/…`, `/%u/.ssh/…`). */
function looksInside(path: string, chroot: string, user: string, { host }: View): boolean {
  const outside = host.file(path)
  const inside = host.file(`${chroot}${path}`)
  if (outside !== UNKNOWN && inside !== UNKNOWN) return outside === 'missing' && inside !== 'missing'
  return isInHomeOfChroot(path, user)
}

function isInHome(path: string): boolean {
  return /^(%h\/|\/home\/%u\/|(?![/~%]))/.test(path)
}

/** The form that a home has inside a chroot. */
function isInHomeOfChroot(path: string, user: string): boolean {
  return path.startsWith('/.ssh/') || path.startsWith(`/${user}/.ssh/`)
}

function homeFact(view: View, account: Account, home: string): void {
  view.fact({ keyword: 'home', value: home, note: `the home of ${account.name} in passwd` })
}

function isBelow(path: string, directory: string): boolean {
  return directory === '/' || path.startsWith(`${directory}/`)
}

/** The path without `.`, `..` and doubled slashes; a relative one stays relative. */
function straight(path: string): string {
  return path.startsWith('/') ? normalize(path) : normalize(`/${path}`).slice(1)
}

export const keys: readonly Quantity[] = [keysInFiles, keysLookedFor, keySources, authorizedKeysPlace]
