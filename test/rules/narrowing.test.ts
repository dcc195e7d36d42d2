import { describe, expect, test } from 'vitest'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { memory } from '../../src/host/memory.ts'
import { builtin } from '../../src/rules/builtin.ts'
import { lint } from '../../src/rules/lint.ts'
import type { Condition } from '../../src/rules/rule.ts'
import { plainRule } from './plain-rule.ts'

const entry = '/etc/ssh/sshd_config'
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number)

/** What one rule finds: the lines where it is reported, with the conditions there. */
async function linesFound(text: string, when: Condition | string) {
  const host = memory({ [entry]: text })
  const { rules } = await builtin('sshd')
  const rule =
    typeof when === 'string'
      ? rules.filter(({ id }) => id === when)
      : [{ ...plainRule, id: 'sshd/test', when }]
  const { findings, complete } = lint(sshd.resolve(entry, host, {}), {
    dialect: sshd,
    rules: rule,
    laws: [],
    host,
    parameters: { agentKeys: 5, assumedVersion: true },
    profile: 'all',
  })
  expect(complete).toBe(true)
  return findings.map(({ range, scope }) => [range.start.line, ...(scope?.match ?? [])].join(' '))
}

describe('a rule that is about connections without any block', () => {
  const blocks = numbers(60).map((i) => `Match User *u${i}*\n    PermitTTY no\n`)

  test('is asked once, however many blocks there are', async () => {
    const text = `MaxSessions 3\n${blocks.join('')}`
    expect(await linesFound(text, { MaxSessions: 3, PermitTTY: 'yes', 'in-block': 'no' })).toEqual(['1'])
  })

  test('does not hold where only a block makes it so', async () => {
    const text = `MaxSessions 3\n${blocks.join('')}`
    expect(await linesFound(text, { MaxSessions: 3, PermitTTY: 'no', 'in-block': 'no' })).toEqual([])
    const few = `MaxSessions 3\n${blocks.slice(0, 3).join('')}`
    expect(await linesFound(few, { MaxSessions: 3, PermitTTY: 'no', 'in-block': 'yes' })).not.toEqual([])
  })

  test('a block for everybody is none, where those are meant whom no block picks out', async () => {
    const text = 'MaxSessions 3\nMatch User *\n    PermitTTY no\nMatch User bob\n    PermitTTY yes\n'
    const found = (wanted: string) => linesFound(text, { PermitTTY: wanted, 'for-everybody': 'yes' })
    expect(await found('no')).toEqual(['3 User *'])
    expect(await found('yes')).toEqual([])
  })
})

describe('a rule that asks whether two lines stand in one block', () => {
  const rule = 'sshd/method-left-out-of-authentication-methods'
  const apart = numbers(30).map(
    (i) =>
      `Match User m${i}\n    AuthenticationMethods publickey\nMatch Group p${i}\n    PasswordAuthentication yes\n`,
  )

  test('finds those that do, among many that do not', async () => {
    const together = 'Match User both\n    AuthenticationMethods publickey\n    PasswordAuthentication yes\n'
    const text = ['PasswordAuthentication no\n', ...apart, together].join('')
    const found = await linesFound(text, rule)
    const line = text.split('\n').length - 1
    expect(found.map((where) => where.split(' ', 1)[0])).toEqual([`${line}`])
  })

  test('finds none where there is none', async () => {
    expect(await linesFound(['PasswordAuthentication no\n', ...apart].join(''), rule)).toEqual([])
  })
})

test('values that differ in nothing that a rule looks at are one to it', async () => {
  const blocks = numbers(300).map(
    (i) =>
      `Match User u${i}\n    AuthorizedKeysFile /etc/keys/${i}/%u\nMatch Group g${i}\n    ChrootDirectory /srv/${i}\n`,
  )
  const keyless = 'Match User robot\n    AuthorizedKeysFile none\n    PasswordAuthentication no\n'
  const text = `KbdInteractiveAuthentication no\n${blocks.join('')}${keyless}`
  const found = await linesFound(text, 'sshd/no-usable-method')
  expect(found).toHaveLength(1)
})

test('a block that nobody escapes does not hide what an earlier one decides', async () => {
  const text = `Subsystem sftp internal-sftp
Match Group staff LocalPort 22
    AllowTcpForwarding remote
    X11Forwarding yes
Match Address 10.0.0.0/8
    X11Forwarding no
Match Address 10.0.27.0/24
    ForceCommand internal-sftp
    X11Forwarding yes
Match Address 10.0.0.0/8
    X11Forwarding no
    AllowTcpForwarding remote
    ForceCommand none
`
  const found = await linesFound(text, 'sshd/sftp-only-with-forwarding')
  expect(found).toContainEqual(
    expect.stringMatching(/^8 Group staff LocalPort 22 .*Address 10\.0\.27\.0\/24/),
  )
})
