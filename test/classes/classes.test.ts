import { describe, expect, it } from 'vitest'
import { connectionClasses } from '../../src/classes/classes.ts'
import { type Account, UNKNOWN } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { guards } from './guards.ts'

const nothingKnown = memory({})

/** All classes as readable lines: what holds, then the witness. */
function classesOf(lines: string[], host = nothingKnown): string[] {
  const { classes, complete } = connectionClasses(guards(...lines), host)
  const shown = classes.map(({ holds, spec, witness }) => {
    const names = [...holds].map(({ text }) => text.join(' ')).join(' + ') || '-'
    const groups = witness.groups ? ` groups=${witness.groups.join('+')}` : ''
    return `${names} | ${spec}${groups}`
  })
  return complete ? shown : [...shown, 'incomplete']
}

const rest = 'host=192.0.2.1,addr=192.0.2.1,laddr=192.0.2.2,lport=22'

describe('the classes of connections', () => {
  it('without guards: one', () => {
    expect(classesOf([])).toEqual([`- | user=alice,${rest}`])
  })

  it('of a user', () => {
    expect(classesOf(['User git'])).toEqual([`- | user=alice,${rest}`, `User git | user=git,${rest}`])
  })

  it('of two users: nobody is both', () => {
    expect(classesOf(['User git', 'User root'])).toEqual([
      `- | user=alice,${rest}`,
      `User git | user=git,${rest}`,
      `User root | user=root,${rest}`,
    ])
  })

  it('of two groups: somebody is in both', () => {
    expect(classesOf(['Group a', 'Group b'])).toEqual([
      `- | user=alice,${rest} groups=users`,
      `Group a | user=alice,${rest} groups=a`,
      `Group b | user=alice,${rest} groups=b`,
      `Group a + Group b | user=alice,${rest} groups=a+b`,
    ])
  })

  it('of a group that another one excludes', () => {
    expect(classesOf(['Group a,!b', 'Group b,!a'])).toEqual([
      `- | user=alice,${rest} groups=users`,
      `Group a,!b | user=alice,${rest} groups=a`,
      `Group b,!a | user=alice,${rest} groups=b`,
    ])
  })

  it('of a group that everybody has: only an unknown user is in none', () => {
    expect(classesOf(['Group *'])).toEqual([
      `- | user=alice,${rest}`,
      `Group * | user=alice,${rest} groups=users`,
    ])
    expect(connectionClasses(guards('Group *'), nothingKnown).classes[0]?.witness).toEqual({
      user: 'alice',
      invalidUser: true,
    })
  })

  it('of wildcards', () => {
    expect(classesOf(['User sftp-*', 'User *-admin', 'User *,!sftp-*'])).toEqual([
      `User sftp-* | user=sftp-a,${rest}`,
      `User *,!sftp-* | user=alice,${rest}`,
      `User sftp-* + User *-admin | user=sftp-admin,${rest}`,
      `User *-admin + User *,!sftp-* | user=a-admin,${rest}`,
    ])
  })

  it('of networks within networks', () => {
    expect(classesOf(['Address 10.0.0.0/8', 'Address 10.1.0.0/16', 'Address 2001:db8:5::/48'])).toEqual([
      `- | user=alice,${rest}`,
      `Address 10.0.0.0/8 | user=alice,host=10.0.0.1,addr=10.0.0.1,laddr=192.0.2.2,lport=22`,
      `Address 2001:db8:5::/48 | user=alice,host=2001:db8:5::1,addr=2001:db8:5::1,laddr=2001:db8::2,lport=22`,
      `Address 10.0.0.0/8 + Address 10.1.0.0/16 | user=alice,host=10.1.0.1,addr=10.1.0.1,laddr=192.0.2.2,lport=22`,
    ])
  })

  it('of a network that its halves cover', () => {
    expect(classesOf(['Address 10.0.0.0/8', 'Address 10.0.0.0/9,10.128.0.0/9'])).toEqual([
      `- | user=alice,${rest}`,
      `Address 10.0.0.0/8 + Address 10.0.0.0/9,10.128.0.0/9 | user=alice,host=10.0.0.1,addr=10.0.0.1,laddr=192.0.2.2,lport=22`,
    ])
  })

  it('of addresses as text', () => {
    expect(classesOf(['Address 10.*', 'Address *.1', 'Address 10.0.0.0/8', 'Address example.com'])).toEqual([
      '- | user=alice,host=192.0.2.2,addr=192.0.2.2,laddr=192.0.2.2,lport=22',
      `Address *.1 | user=alice,${rest}`,
      'Address 10.* + Address 10.0.0.0/8 | user=alice,host=10.0.0.2,addr=10.0.0.2,laddr=192.0.2.2,lport=22',
      'Address 10.* + Address *.1 + Address 10.0.0.0/8 | user=alice,host=10.0.0.1,addr=10.0.0.1,laddr=192.0.2.2,lport=22',
    ])
  })

  it('of addresses as text that lie in networks, too', () => {
    expect(classesOf(['Address *.1,2001:db8::/32', 'Address 10.0.0.0/8', 'Address 10.1.0.0/16'])).toEqual([
      '- | user=alice,host=192.0.2.2,addr=192.0.2.2,laddr=192.0.2.2,lport=22',
      `Address *.1,2001:db8::/32 | user=alice,${rest}`,
      'Address 10.0.0.0/8 | user=alice,host=10.0.0.2,addr=10.0.0.2,laddr=192.0.2.2,lport=22',
      'Address *.1,2001:db8::/32 + Address 10.0.0.0/8 | user=alice,host=10.0.0.1,addr=10.0.0.1,laddr=192.0.2.2,lport=22',
      'Address 10.0.0.0/8 + Address 10.1.0.0/16 | user=alice,host=10.1.0.2,addr=10.1.0.2,laddr=192.0.2.2,lport=22',
      'Address *.1,2001:db8::/32 + Address 10.0.0.0/8 + Address 10.1.0.0/16 | user=alice,host=10.1.0.1,addr=10.1.0.1,laddr=192.0.2.2,lport=22',
    ])
  })

  it('of ports, local addresses and routing domains', () => {
    expect(classesOf(['LocalPort 2222', 'LocalAddress 127.0.0.1', 'RDomain *,!red'])).toEqual([
      `- | user=alice,${rest},rdomain=red`,
      'LocalPort 2222 | user=alice,host=192.0.2.1,addr=192.0.2.1,laddr=192.0.2.2,lport=2222,rdomain=red',
      'LocalAddress 127.0.0.1 | user=alice,host=192.0.2.1,addr=192.0.2.1,laddr=127.0.0.1,lport=22,rdomain=red',
      `RDomain *,!red | user=alice,${rest},rdomain=`,
      'LocalPort 2222 + LocalAddress 127.0.0.1 | user=alice,host=192.0.2.1,addr=192.0.2.1,laddr=127.0.0.1,lport=2222,rdomain=red',
      'LocalPort 2222 + RDomain *,!red | user=alice,host=192.0.2.1,addr=192.0.2.1,laddr=192.0.2.2,lport=2222,rdomain=',
      'LocalAddress 127.0.0.1 + RDomain *,!red | user=alice,host=192.0.2.1,addr=192.0.2.1,laddr=127.0.0.1,lport=22,rdomain=',
      'LocalPort 2222 + LocalAddress 127.0.0.1 + RDomain *,!red | user=alice,host=192.0.2.1,addr=192.0.2.1,laddr=127.0.0.1,lport=2222,rdomain=',
    ])
  })

  it('of a block that never holds, and of one that always does', () => {
    expect(classesOf(['never', 'User !root', 'all', 'User a User b'])).toEqual([`all | user=alice,${rest}`])
  })

  it('of a literal address as host', () => {
    expect(classesOf(['Host 10.9.8.7', 'Address 10.0.0.0/8'])).toEqual([
      `- | user=alice,${rest}`,
      'Host 10.9.8.7 | user=alice,host=10.9.8.7,addr=192.0.2.1,laddr=192.0.2.2,lport=22',
      'Address 10.0.0.0/8 | user=alice,host=10.0.0.1,addr=10.0.0.1,laddr=192.0.2.2,lport=22',
      'Host 10.9.8.7 + Address 10.0.0.0/8 | user=alice,host=10.9.8.7,addr=10.9.8.7,laddr=192.0.2.2,lport=22',
    ])
  })
})

describe('with the accounts of the host', () => {
  const account = (name: string, uid: number, groups: string[]): Account => ({
    name,
    uid,
    gid: uid,
    home: `/home/${name}`,
    shell: '/bin/sh',
    groups,
    locked: false,
  })
  const accounts = [
    account('root', 0, ['root']),
    account('bob', 1001, ['bob', 'sftponly']),
    account('carol', 1002, ['carol', 'sftponly', 'admins']),
  ]
  const host = memory({}, { accounts, allAccounts: true })

  it('the witnesses are accounts', () => {
    expect(classesOf(['Group sftponly', 'Group admins', 'User mallory'], host)).toEqual([
      `- | user=root,${rest} groups=root`,
      `Group sftponly | user=bob,${rest} groups=bob+sftponly`,
      `User mallory | user=mallory,${rest}`,
      `Group sftponly + Group admins | user=carol,${rest} groups=carol+sftponly+admins`,
    ])
  })

  it('a user that does not exist has a name that no account has', () => {
    const short = memory(
      {},
      { accounts: [account('a', 1000, ['a']), account('b', 1001, ['b'])], allAccounts: true },
    )
    expect(classesOf(['User ?', 'User ??*'], short)).toEqual([
      `User ? | user=a,${rest} groups=a`,
      `User ??* | user=alice,${rest}`,
    ])
    expect(classesOf(['User ?', 'Invalid-User'], short)).toEqual([
      `User ? | user=a,${rest} groups=a`,
      `Invalid-User | user=alice,${rest},invalid-user`,
      `User ? + Invalid-User | user=1,${rest},invalid-user`,
    ])
  })

  it('an account of unknown groups hides no other one, and is itself where no block asks for groups', () => {
    const some = memory(
      {},
      { accounts: [...accounts, { ...account('svc', 1003, []), groups: UNKNOWN }], allAccounts: true },
    )
    const namesIn = (texts: string[]) =>
      connectionClasses(guards(...texts), some).classes.map(({ holds, accounts: own }) => [
        [...holds].map(({ text }) => text.join(' ')).join(' + '),
        own === UNKNOWN ? 'unknown' : own.map(({ name }) => name).join(' '),
      ])
    expect(namesIn(['User svc', 'Address 10.0.0.0/8'])).toEqual([
      ['', 'bob carol root'],
      ['User svc', 'svc'],
      ['Address 10.0.0.0/8', 'bob carol root'],
      ['User svc + Address 10.0.0.0/8', 'svc'],
    ])
    expect(namesIn(['Group sftponly'])).toEqual([
      ['', 'root'],
      ['Group sftponly', 'bob carol'],
    ])
    expect(namesIn(['Group staff'])).toEqual([
      ['', 'bob carol root'],
      ['Group staff', 'unknown'],
    ])
  })

  it('accounts that are known without the others keep their groups', () => {
    const some = memory({}, { accounts: [account('root', 0, ['root'])] })
    expect(classesOf(['User root', 'Group wheel'], some)).toEqual([
      `- | user=alice,${rest} groups=users`,
      `User root | user=root,${rest} groups=root`,
      `Group wheel | user=alice,${rest} groups=wheel`,
    ])
  })
})
