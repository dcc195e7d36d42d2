import { expect, test } from 'vitest'
import { loginLosses } from '../../src/compare/logins.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { memory } from '../../src/host/memory.ts'

const entry = '/etc/ssh/sshd_config'

/** Each loss as `what by keyword: user of the witness`, or everybody. */
function losses(before: string, after: string): string[] {
  const read = (text: string) => sshd.resolve(entry, memory({ [entry]: text }), {})
  return loginLosses(read(before), read(after), sshd, memory({})).map(
    ({ lost, by, connectionClass, everybody }) =>
      `${lost} by ${by}: ${everybody ? 'everybody' : connectionClass.witness.user}`,
  )
}

const both = 'KbdInteractiveAuthentication no\nPermitRootLogin no\n'

test.each([
  [
    'a user is no longer named',
    `${both}AllowUsers alice bob\n`,
    `${both}AllowUsers alice\n`,
    ['every method by AllowUsers: bob'],
  ],
  ['a list appears', both, `${both}AllowUsers alice\n`, ['every method by AllowUsers: bob']],
  ['a list denies', both, `${both}DenyUsers eve\n`, ['every method by DenyUsers: eve']],
  ['passwords go, keys stay', both, `${both}PasswordAuthentication no\n`, ['password by methods: everybody']],
  [
    'nothing is left',
    both,
    `${both}PasswordAuthentication no\nPubkeyAuthentication no\n`,
    ['every method by methods: everybody'],
  ],
  [
    'all for several reasons',
    'KbdInteractiveAuthentication no\nPermitRootLogin yes\n',
    `${both}PubkeyAuthentication no\nPasswordAuthentication no\n`,
    ['every method by methods: alice', 'every method by PermitRootLogin: root'],
  ],
  [
    'a block loses its method',
    `${both}Match User bob\n PasswordAuthentication yes\n`,
    `${both}Match User bob\n AuthenticationMethods publickey\n`,
    ['password by methods: bob'],
  ],
  [
    'root is shut out',
    'PermitRootLogin yes\n',
    'PermitRootLogin no\n',
    ['every method by PermitRootLogin: root'],
  ],
  ['more is allowed', `${both}AllowUsers alice\n`, both, []],
  [
    'the list is only written differently',
    `${both}AllowUsers alice bob\n`,
    `${both}AllowUsers bob\nAllowUsers alice\n`,
    [],
  ],
])('%s', (_, before, after, expected) => {
  expect(losses(before, after)).toEqual(expected)
})
