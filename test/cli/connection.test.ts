import { expect, test } from 'vitest'
import { parseConnection } from '../../src/cli/connection.ts'
import { UNKNOWN } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { withKnownGroups } from '../../src/judgement/known-groups.ts'

test('a connection as sshd -T -C takes it, with groups', () => {
  expect(
    parseConnection([
      'user=bob,group=sftponly,group=staff,host=h.example,addr=10.0.0.5',
      'laddr=::1,lport=2222,rdomain=d',
    ]),
  ).toEqual({
    user: 'bob',
    groups: ['sftponly', 'staff'],
    host: 'h.example',
    address: '10.0.0.5',
    localAddress: '::1',
    localPort: 2222,
    rdomain: 'd',
  })
  expect(parseConnection(['user=bob,invalid-user'])).toEqual({ user: 'bob', invalidUser: true })
})

test('a group is enough to be somebody', () => {
  expect(parseConnection(['group=sftponly'])).toEqual({ user: 'member', groups: ['sftponly'] })
})

test.each([
  [
    'usr=bob',
    '-C knows no "usr", only user, group, host, addr, laddr, lport, rdomain, invalid-user; did you mean user?',
  ],
  ['user', '-C user: expected user=…'],
  ['user=bob,', '-C knows no ""'],
  ['lport=http', 'a port is a number from 1 to 65535'],
])('%s is refused', (specification, message) => {
  expect(() => parseConnection([specification])).toThrow(message)
})

test('the host knows the groups of its accounts', () => {
  const bob = {
    name: 'bob',
    uid: 1,
    gid: 1,
    home: '/',
    shell: '',
    groups: ['bob', 'staff'],
    locked: UNKNOWN,
  } as const
  const host = memory({}, { accounts: [bob] })
  expect(withKnownGroups({ user: 'bob' }, host)).toEqual({ user: 'bob', groups: ['bob', 'staff'] })
  expect(withKnownGroups({ user: 'bob', groups: ['x'] }, host)).toEqual({ user: 'bob', groups: ['x'] })
  expect(withKnownGroups({ user: 'eve' }, host)).toEqual({ user: 'eve' })
})
