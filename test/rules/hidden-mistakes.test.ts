import { describe, expect, test } from 'vitest'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { fixAll } from '../../src/fix/fix.ts'
import type { Judged } from '../../src/fix/prove.ts'
import type { Host } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { builtin } from '../../src/rules/builtin.ts'
import { lint } from '../../src/rules/lint.ts'

const entry = '/etc/ssh/sshd_config'
const { rules, laws } = await builtin('sshd')

function judge(host: Host): Judged {
  const config = sshd.resolve(entry, host, {})
  const parameters = { agentKeys: 5, assumedVersion: false }
  const { findings, complete } = lint(config, {
    rules,
    laws,
    dialect: sshd,
    host,
    parameters,
    profile: 'conflicts',
  })
  return { config, findings, complete }
}

/** Rule and line of everything that is not a hint. */
const found = ({ findings }: Judged) =>
  findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, range }) => `${range.start.line} ${rule.replace('sshd/', '')}`)
    .sort()

describe('a mistake is told whatever else is wrong', () => {
  test.each([
    [
      'commas in lists that allow and in those that deny',
      'AllowUsers alice,bob\nDenyUsers mallory,eve\n',
      ['1 comma-in-access-list', '2 comma-in-access-list'],
    ],
    [
      'exclamation marks',
      'AllowUsers * !guest\nDenyGroups * !admins\n',
      ['1 negation-in-access-list', '2 negation-in-access-list'],
    ],
    [
      'addresses',
      'AllowUsers 192.0.2.7 bob\nDenyUsers 192.0.2.8\n',
      ['1 address-in-access-list', '2 address-in-access-list'],
    ],
    [
      'networks',
      'AllowUsers bob@10.0.0.0/255.0.0.0 al\nDenyUsers eve@192.168.7\n',
      ['1 network-in-access-list', '2 network-in-access-list'],
    ],
    [
      'names of hosts',
      'AllowUsers bob@host.example.com al\nDenyUsers eve@bad.example.com\n',
      ['1 host-name-in-access-list', '2 host-name-in-access-list'],
    ],
    [
      'users and groups that are allowed and denied',
      'AllowUsers al bob\nDenyUsers bob\nAllowGroups a b\nDenyGroups b\n',
      ['1 allowed-and-denied', '3 allowed-and-denied'],
    ],
    [
      'commands without a user',
      'AuthorizedKeysCommand /usr/bin/keys\nAuthorizedPrincipalsCommand /usr/bin/names\nTrustedUserCAKeys /etc/ssh/ca.pub\n',
      ['1 key-command-without-user', '2 key-command-without-user'],
    ],
  ])('%s', (_, text, wanted) => {
    const told = found(judge(memory({ [entry]: text })))
    for (const one of wanted) expect(told).toContain(one)
  })

  test('and each is fixed', () => {
    const host = memory({
      [entry]: 'AllowUsers "alice,bob" carol\nDenyUsers mallory,eve\nAllowGroups "wheel,ssh users"\n',
    })
    const after = fixAll(judge(host), host, judge, true)
    expect(found(after.judged)).not.toContain('2 comma-in-access-list')
    expect(after.judged.config.sources[0]?.text).toBe(
      'AllowUsers alice bob carol\nDenyUsers mallory eve\nAllowGroups wheel "ssh users"\n',
    )
  })

  test('by the switch of the method that is left out, not by that of another', () => {
    const lines = [
      'UsePAM yes',
      'KbdInteractiveAuthentication yes',
      'PasswordAuthentication no',
      'AuthenticationMethods publickey,password password',
      'Match User alice',
      '    PasswordAuthentication yes',
    ]
    const host = memory({ [entry]: `${lines.join('\n')}\n` })
    const text = fixAll(judge(host), host, judge, true).judged.config.sources[0]?.text
    expect(text).toContain('    PasswordAuthentication yes\n')
  })
})
