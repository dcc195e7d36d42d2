import { describe, expect, test } from 'vitest'
import { compare } from '../../src/compare/compare.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { memory } from '../../src/host/memory.ts'

const entry = '/etc/ssh/sshd_config'

/** Each difference as `keyword: before → after @ conditions`. */
function differences(before: string, after: string, version?: string): string[] {
  const host = memory({})
  const read = (text: string) =>
    sshd.resolve(entry, memory({ [entry]: text }), version === undefined ? {} : { version })
  return compare(read(before), read(after), host).differences.map(
    ({ keyword, before, after, connectionClass }) =>
      `${keyword}: ${String(before.value)} → ${String(after.value)}${connectionClass.match.length > 0 ? ` @ ${connectionClass.match.join(' and ')}` : ''}`,
  )
}

describe('no difference', () => {
  test.each([
    ['comments and blank lines', 'Port 22\n# x\n', '\n# y\nport 22\n'],
    ['an explicit default', 'Port 22\n', 'Port 22\nPermitRootLogin prohibit-password\n'],
    ['a line that loses', 'MaxAuthTries 3\n', 'MaxAuthTries 3\nMaxAuthTries 5\n'],
    [
      'blocks that exclude each other change places',
      'Match User a\n X11Forwarding yes\nMatch User b\n PermitTTY no\n',
      'Match User b\n PermitTTY no\nMatch User a\n X11Forwarding yes\n',
    ],
    [
      'a pattern list written differently',
      'Match User a,b\n X11Forwarding yes\n',
      'Match User b,a\n X11Forwarding yes\n',
    ],
  ])('%s', (_, before, after) => {
    expect(differences(before, after)).toEqual([])
  })
})

describe('a difference', () => {
  test('for everybody', () => {
    expect(differences('MaxAuthTries 3\n', 'MaxAuthTries 4\n')).toEqual(['MaxAuthTries: 3 → 4'])
  })

  test('for the connections of a block', () => {
    expect(
      differences('X11Forwarding no\n', 'X11Forwarding no\nMatch User bob\n X11Forwarding yes\n'),
    ).toEqual(['X11Forwarding: no → yes @ User bob'])
  })

  test('where two blocks overlap and change places', () => {
    const block = (user: string, value: string) => `Match User ${user}\n X11Forwarding ${value}\n`
    expect(
      differences(block('a*', 'yes') + block('*b', 'no'), block('*b', 'no') + block('a*', 'yes')),
    ).toEqual(['X11Forwarding: yes → no @ User a* and User *b'])
  })

  test('through a keyword that has a say in another one, in other blocks', () => {
    const principals = 'Match User al\n AuthorizedPrincipalsCommand /bin/p\n'
    const keys = (user: string) => `Match User ${user}\n AuthorizedKeysCommand /bin/k\n`
    expect(differences(keys('*') + principals, keys('bob') + principals, '9.2')).toEqual([
      'AuthorizedKeysCommand: /bin/k → none @ User * and not User bob',
      'AuthorizedPrincipalsCommand: none → /bin/p @ User * and User al',
    ])
  })
})
