import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { isSelective } from './blocks.ts'
import { wordsOf } from './words.ts'

/**
 * Whether a connection is meant for passwords only: declared by a comment, or inferred where a line switches passwords
 * on and no key could ever be read: nowhere to look, or only a path that exists inside the chroot alone.
 */
const passwordOnly: Quantity = {
  name: 'password-only',
  kind: 'enum',
  values: ['declared', 'inferred', 'no'],
  summary: 'Whether the connection is meant for passwords only',
  reads: [
    'intent',
    'PasswordAuthentication',
    'ChrootDirectory',
    'ForceCommand',
    'key-sources',
    'authorized-keys-place',
    'AuthorizedKeysFile',
    'TrustedUserCAKeys',
  ],
  compute: (view) => {
    const intents = wordsOf(view.peek('intent'))
    if (intents !== UNKNOWN && intents.includes('password-only')) {
      view.get('intent')
      return 'declared'
    }
    const sources = wordsOf(view.peek('key-sources'))
    const place = view.peek('authorized-keys-place')
    if (sources === UNKNOWN || place === UNKNOWN) return UNKNOWN
    const authority = view.peek('TrustedUserCAKeys')
    const hidden = place === 'path as seen from inside the chroot' && authority === 'none'
    const switchedOn = view.isSet('PasswordAuthentication') || noKeysOnPurpose(view)
    const wanted = switchedOn && view.peek('PasswordAuthentication') === 'yes'
    if (!wanted || (sources.length > 0 && !hidden)) return 'no'
    const block = view.block('PasswordAuthentication')
    const confining = ['ChrootDirectory', 'ForceCommand'].filter(
      (keyword) => block !== undefined && view.block(keyword) === block && view.peek(keyword) !== 'none',
    )
    for (const keyword of ['PasswordAuthentication', ...confining, 'AuthorizedKeysFile']) view.get(keyword)
    return 'inferred'
  },
}

const SOURCES = ['AuthorizedKeysFile', 'AuthorizedKeysCommand', 'TrustedUserCAKeys']

/** A line leaves no file to read keys from: one for certain users, or for all and no block has another source of keys for some. */
function noKeysOnPurpose(view: View): boolean {
  if (!view.isSet('AuthorizedKeysFile')) return false
  const block = view.peekSetting('AuthorizedKeysFile').origins[0]?.guard
  if (block && isSelective(block)) return true
  return !view.config.settings.some(
    ({ keyword, guard, value }) =>
      SOURCES.includes(keyword) &&
      String(value) !== 'none' &&
      guard &&
      isSelective(guard) &&
      !view.guards.hold.includes(guard),
  )
}

const otherThanPassword: Quantity = {
  name: 'other-than-password',
  kind: 'list',
  summary: 'Offered methods other than `password`',
  reads: ['offered-methods'],
  compute: (view) => {
    const offered = wordsOf(view.peek('offered-methods'))
    return offered === UNKNOWN ? UNKNOWN : offered.filter((method) => method !== 'password')
  },
}

export const intents: readonly Quantity[] = [passwordOnly, otherThanPassword]
