import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../../../src/dialects/pure-ftpd/authentication/attempt.ts'
import { predictLogin } from '../../../../src/dialects/pure-ftpd/authentication/login.ts'
import {
  addressAllowed,
  timeAllowed,
} from '../../../../src/dialects/pure-ftpd/authentication/rules-of-record.ts'
import type { Account } from '../../../../src/host/host.ts'
import { type MemoryOptions, memory } from '../../../../src/host/memory.ts'
import { CONF, native } from '../support.ts'

const PASSWD = [
  'joe:$6$salt$hash:1500:1500::/home/joe/./::::::::::::',
  'ann:$6$salt$hash:33:33::/home/joe::::::::::::',
  'far:$6$salt$hash:1500:1500::/home/joe/./::::::::::10.0.0.0/8::',
].join('\n')

const alice: Account = {
  name: 'alice',
  uid: 1700,
  gid: 1700,
  home: '/home/joe',
  shell: '/bin/sh',
  groups: ['alice'],
  locked: false,
}

function login(conf: string, attempt: Attempt, options: MemoryOptions = {}) {
  const facts = { '/home/joe': { type: 'directory' as const }, ...options.facts }
  const host = memory({ [CONF]: conf, '/etc/pureftpd.passwd': `${PASSWD}\n` }, { ...options, facts })
  const outcome = predictLogin(native(conf, '1.0.54', host), host, attempt)
  const lines = outcome.lines.map(({ node }) => node.position?.start.line)
  if (outcome.result === 'undecided') return { undecided: outcome.missing }
  if (outcome.result === 'refused') return { reply: outcome.reply, reason: outcome.reason, lines }
  return { reply: outcome.reply, text: outcome.text, confined: outcome.confined, lines }
}

const joe: Attempt = { login: 'joe', password: 'virtual' }

describe('what a login gets', () => {
  it('the account below MinUID, with both lines', () => {
    expect(login('PureDB /etc/pureftpd.pdb\nMinUID 100\n', { ...joe, login: 'ann' })).toEqual({
      reply: 530,
      reason: 'below-min-uid',
      lines: [1, 2],
    })
  })

  it('an account with a mark in its home is confined without a directive', () => {
    expect(login('PureDB /etc/pureftpd.pdb\n', joe)).toEqual({
      reply: 230,
      text: 'OK. Current directory is /',
      confined: true,
      lines: [1],
    })
  })

  it('Unix before PureDB keeps names of system accounts from their virtual passwords', () => {
    const conf = 'UnixAuthentication yes\nPureDB /etc/pureftpd.pdb\n'
    const options = { accounts: [{ ...alice, name: 'joe' }], allAccounts: true, shells: ['/bin/sh'] }
    expect(login(conf, joe, options)).toEqual({ reply: 530, reason: 'wrong-password', lines: [1] })
    expect(login(conf, joe, { allAccounts: true, accounts: [] })).toMatchObject({ reply: 230, lines: [1, 2] })
  })

  it('TrustedIP elsewhere makes every login anonymous', () => {
    const conf = 'PureDB /etc/pureftpd.pdb\nNoAnonymous yes\nTrustedIP 10.0.0.1\n'
    const nobody = { allAccounts: true, accounts: [] }
    expect(login(conf, { ...joe, localAddress: '192.168.0.1' }, nobody)).toEqual({
      reply: 421,
      reason: 'anonymous-account-unusable',
      lines: [3],
    })
    expect(login(conf, { ...joe, localAddress: '10.0.0.1' })).toMatchObject({ reply: 230 })
  })

  it('nothing is decided where a fact is missing', () => {
    const conf = 'PureDB /etc/pureftpd.pdb\n'
    expect(login(conf, { ...joe, login: 'far' })).toEqual({ undecided: 'the addresses of the connection' })
    expect(login(conf, { ...joe, login: 'far', clientAddress: '10.1.2.3' })).toMatchObject({ reply: 230 })
    expect(login(conf, { ...joe, login: 'far', clientAddress: '::1' })).toMatchObject({ reply: 530 })
    expect(login('UnixAuthentication yes\n', joe)).toEqual({ undecided: 'whether there is an account joe' })
    expect(login('PureDB {{ path }}\n', joe)).toMatchObject({ undecided: expect.stringContaining('records') })
    expect(login('MySQLConfigFile /etc/m.conf\n', joe)).toEqual({ undecided: 'what mysql answers' })
    expect(login(`${conf}TrustedIP 10.0.0.1\n`, joe)).toMatchObject({
      undecided: expect.stringContaining('TrustedIP'),
    })
  })

  it('whether someone is trusted depends on all groups', () => {
    const conf = 'UnixAuthentication yes\nTrustedGID 5\n'
    const attempt: Attempt = { login: 'alice', password: 'system' }
    const known = { accounts: [alice], allAccounts: true, shells: ['/bin/sh'] }
    expect(login(conf, attempt, known)).toMatchObject({ reply: 230, confined: true })
    const more = { ...known, accounts: [{ ...alice, groups: ['alice', 'staff'] }] }
    expect(login(conf, attempt, more).confined).toBeTypeOf('symbol')
  })
})

describe('the restrictions of a record', () => {
  it.each([
    ['10.1.2.3', '10.0.0.0/8', '', true],
    ['11.1.2.3', '10.0.0.0/8', '', false],
    ['10.1.2.3', '', '10.1.2.3', false],
    ['10.1.2.3', '10.0.0.0/8', '10.1.0.0/16', false],
    ['10.1.2.3', '1', '', false],
    [undefined, '1', '', false],
    [undefined, '', '', true],
    ['10.1.2.3', '192.168.0.1,10.1.2.3', '', true],
    ['2001:db8::1', '10.0.0.0/8', '', false],
  ])('%s with "%s" and not "%s": %s', (address, allowed, denied, result) => {
    expect(addressAllowed(address, allowed, denied, '1.0.54')).toBe(result)
  })

  it('host names, and addresses that nobody told, decide nothing', () => {
    expect(addressAllowed('10.1.2.3', 'office.example.com', '', '1.0.54')).toBeTypeOf('symbol')
    expect(addressAllowed(undefined, '10.0.0.0/8', '', '1.0.54')).toBeTypeOf('symbol')
  })

  it.each([
    [1200, '0900-1700', '1.0.54', true],
    [1800, '0900-1700', '1.0.54', false],
    [2300, '2200-0600', '1.0.54', true],
    [1200, '2200-0600', '1.0.54', false],
    [1200, 'never', '1.0.53', true],
    [1200, 'never', '1.0.54', false],
  ])('%s in %s (%s): %s', (time, window, version, result) => {
    expect(timeAllowed(time, window, version)).toBe(result)
  })
})
