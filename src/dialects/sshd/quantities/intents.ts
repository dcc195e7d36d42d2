import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { wordsOf } from './words.ts'

/**
 * Whether a connection is meant for passwords only: declared by a comment, or inferred from a block that confines its
 * users, switches passwords on itself, and leaves no place from which a key could be read.
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
    'AuthorizedKeysFile',
  ],
  compute: (view) => {
    const intents = wordsOf(view.peek('intent'))
    if (intents !== UNKNOWN && intents.includes('password-only')) {
      view.get('intent')
      return 'declared'
    }
    const sources = wordsOf(view.peek('key-sources'))
    if (sources === UNKNOWN) return UNKNOWN
    const block = view.block('PasswordAuthentication')
    if (block === undefined || view.peek('PasswordAuthentication') !== 'yes' || sources.length > 0)
      return 'no'
    const confining = ['ChrootDirectory', 'ForceCommand'].filter(
      (keyword) => view.block(keyword) === block && view.peek(keyword) !== 'none',
    )
    if (confining.length === 0) return 'no'
    for (const keyword of ['PasswordAuthentication', ...confining, 'AuthorizedKeysFile']) view.get(keyword)
    return 'inferred'
  },
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
