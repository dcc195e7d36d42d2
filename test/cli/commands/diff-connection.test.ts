import { describe, expect, test } from 'vitest'
import { conflint } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const own = 'UsePAM no\nKbdInteractiveAuthentication no\n'

/** What `conflint diff -C` says of a change for one connection. */
async function change(before: string, after: string, ...connection: string[]) {
  const directory = directoryWith({ 'a/sshd_config': own + before, 'b/sshd_config': own + after })
  const options = connection.flatMap((part) => ['-C', part])
  const given = ['diff', 'a/sshd_config', 'b/sshd_config', ...options]
  const { out } = await conflint(directory, [...given, '--format', 'json'])
  const { settings, losses, login } = JSON.parse(out)
  return {
    settings: settings.map(({ keyword }: { keyword: string }) => keyword),
    losses: losses.map(({ lost, by }: { lost: string; by: string }) => `${lost} by ${by}`),
    login: login.after,
    words: (await conflint(directory, given)).out,
  }
}

describe('conflint diff for one connection', () => {
  const both = ['publickey', 'password']

  test('a block that holds for it', async () => {
    const block = 'Match Address 10.0.0.0/8\n    PasswordAuthentication no\n'
    expect(await change('', block, 'user=bob', 'addr=10.1.2.3')).toMatchObject({
      settings: ['PasswordAuthentication'],
      losses: ['password by methods'],
      login: { methods: ['publickey'] },
    })
    expect(await change('', block, 'user=bob,addr=192.0.2.1')).toMatchObject({
      settings: [],
      losses: [],
      login: { methods: both },
      words: 'This connection gets nothing different.\n',
    })
  })

  test('access lists, by user, address and group', async () => {
    const lost = { losses: ['every method by AllowUsers'], login: { methods: [], by: 'AllowUsers' } }
    expect(await change('', 'AllowUsers bob@10.0.0.0/8\n', 'user=bob,addr=192.0.2.1')).toMatchObject(lost)
    expect(await change('', 'AllowUsers bob@10.0.0.0/8\n', 'user=bob,addr=10.0.0.1')).toMatchObject({
      losses: [],
    })
    expect(await change('', 'AllowGroups admin\n', 'user=bob', 'group=staff', 'group=admin')).toMatchObject({
      losses: [],
      login: { methods: both },
    })
    expect(await change('', 'DenyGroups staff\n', 'user=bob', 'group=staff')).toMatchObject({
      losses: ['every method by DenyGroups'],
      words: expect.stringContaining('LOGIN LOST: this connection: can no longer log in (DenyGroups)'),
    })
  })

  test('root, and what cannot be told', async () => {
    expect(await change('PermitRootLogin yes\n', 'PermitRootLogin no\n', 'user=root')).toMatchObject({
      losses: ['every method by PermitRootLogin'],
    })
    expect(await change('', 'AllowUsers {{ users }}\n', 'user=bob')).toMatchObject({
      losses: [],
      login: null,
    })
  })
})
