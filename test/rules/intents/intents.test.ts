import { describe, expect, test } from 'vitest'
import { sshd } from '../../../src/dialects/sshd/index.ts'
import { memory } from '../../../src/host/memory.ts'
import { builtin } from '../../../src/rules/builtin.ts'
import type { DeclaredSet } from '../../../src/rules/intents/declarations.ts'
import { declaredSet } from '../../../src/rules/intents/entries.ts'
import { intentNames } from '../../../src/rules/intents/names.ts'
import { lint } from '../../../src/rules/lint.ts'
import type { IntentEntry } from '../../../src/rules/rule.ts'

const entry = '/etc/ssh/sshd_config'
const { rules, laws } = await builtin('sshd')

/** All findings about intents as `rule: lines @ conditions`. */
function found(text: string, intents: readonly IntentEntry[] = [], version = '10.6'): string[] {
  const host = memory({ [entry]: text })
  const config = sshd.resolve(entry, host, { version })
  const { findings, complete } = lint(config, {
    dialect: sshd,
    rules,
    laws,
    host,
    sets: intents.map(setFrom),
    parameters: { agentKeys: 5, assumedVersion: false },
    profile: 'conflicts',
  })
  expect(complete).toBe(true)
  return findings
    .filter(({ rule }) => /intent|password-only|sftp-only/.test(rule))
    .map(({ rule, evidence, scope }) => {
      const lines = evidence.flatMap(({ file, line }) =>
        line ? [file === entry ? line : `${file}:${line}`] : [],
      )
      return `${rule.replace('sshd/', '')}: ${lines.join(' ')}${scope ? ` @ ${scope.match.join(' and ')}` : ''}`
    })
}

function setFrom(intent: IntentEntry): DeclaredSet {
  const set = declaredSet(intent, sshd, { path: '.conflint.yaml', text: '', line: 1 })
  if ('fault' in set) throw new Error(set.fault)
  return set
}

describe('whom a comment is about', () => {
  const block = 'ForceCommand none\nDisableForwarding yes\n'

  test('right above a Match line: the block', () => {
    expect(found(`DisableForwarding yes\n# conflint: intent sftp-only\nMatch Group a\n${block}`)).toEqual([
      'intent-sftp-only: 4 2 @ Group a',
    ])
  })

  test('the same with other comments between', () => {
    expect(found(`# conflint: intent sftp-only\n# These may upload.\nMatch Group a\n${block}`)).toEqual([
      'intent-sftp-only: 4 1 @ Group a',
    ])
  })

  test('with a blank line between: what is above', () => {
    expect(found(`DisableForwarding yes\n# conflint: intent sftp-only\n\nMatch Group a\n${block}`)).toEqual([
      'intent-sftp-only: 2',
      'intent-sftp-only: 5 2 @ Group a',
    ])
  })

  test('indented: the block that it stands in, though another one follows', () => {
    expect(
      found(`Match Group a
    ForceCommand /bin/true
    DisableForwarding yes
    # conflint: intent sftp-only
Match Group b
    X11Forwarding no`),
    ).toEqual(['intent-sftp-only: 2 4 @ Group a'])
  })

  test('in a file that a block includes', () => {
    const host = memory({
      [entry]: 'Match Group a\n    Include /etc/ssh/a.conf\nMatch Group b\n    X11Forwarding yes\n',
      '/etc/ssh/a.conf': '# conflint: intent no-forwarding\nAllowTcpForwarding no\nAllowAgentForwarding no\n',
    })
    const config = sshd.resolve(entry, host, {})
    const parameters = { agentKeys: 5, assumedVersion: true }
    const options = { dialect: sshd, rules, laws: [], host, parameters, profile: 'conflicts' } as const
    const broken = lint(config, options).findings.filter(({ rule }) => rule === 'sshd/intent-no-forwarding')
    expect(broken.map(({ scope }) => scope?.match)).toEqual([['Group a', 'Group b']])
  })

  test('several names in one comment', () => {
    expect(
      found('# conflint: intent no-root, mfa\nAuthenticationMethods publickey\nPermitRootLogin yes'),
    ).toEqual(['intent-mfa: 2 1', 'intent-no-root: 3 1'])
  })

  test('an unknown name is told', () => {
    expect(found('# conflint: intent no-rot\nPermitRootLogin no')).toEqual(['unknown-intent: 1'])
  })
})

describe('sets of connections', () => {
  test('a set is told apart by what it is made of', () => {
    expect(
      found('Match Group a,b\n    X11Forwarding yes\n', [
        { for: { group: 'b', address: ['10.0.0.0/8', '!10.1.0.0/16'] }, intent: 'no-forwarding' },
      ]),
    ).toEqual([
      'intent-no-forwarding: 2 .conflint.yaml:1 @ Group a,b and Group b and Address 10.0.0.0/8,!10.1.0.0/16',
    ])
  })

  test('a set that no block touches keeps its promise', () => {
    const text = 'DisableForwarding yes\nMatch User anna\n    DisableForwarding no\n'
    expect(found(text, [{ for: { user: 'ben' }, intent: 'no-forwarding' }])).toEqual([])
    expect(found(text, [{ for: { user: '*' }, intent: 'no-forwarding' }])).toEqual([
      'intent-no-forwarding: .conflint.yaml:1 @ User anna and User *',
    ])
  })

  test('a promise that two places make is reported once for the same connections', () => {
    const text = `# conflint: intent no-root
PermitRootLogin no
# conflint: intent no-root
Match LocalPort 2222
    PermitRootLogin yes`
    expect(found(text)).toEqual(['intent-no-root: 5 1 3 @ LocalPort 2222'])
  })

  test('what is wrong with a set is said', () => {
    const fault = (attributes: Record<string, string>) =>
      declaredSet({ for: attributes, intent: 'mfa' }, sshd, { path: '.conflint.yaml', text: '', line: 1 })
    expect(fault({ address: '10.0.0.1/8' })).toEqual({
      fault: '10.0.0.1/8 is no Address that a Match line takes',
    })
    expect(fault({ localport: '0x' })).toEqual({ fault: '0x is no LocalPort that a Match line takes' })
    expect(fault({ usr: 'a' })).toMatchObject({ fault: expect.stringContaining('there is no criterion usr') })
  })
})

describe('what other rules report', () => {
  test('password-only: the methods beside the password are reported under the old name, once', () => {
    const text = 'KbdInteractiveAuthentication no\nMatch Group a\n    PasswordAuthentication yes\n'
    expect(found(text, [{ for: { group: 'a' }, intent: 'password-only' }])).toEqual([
      'publickey-on-password-only: 3 .conflint.yaml:1 @ Group a',
    ])
  })

  test('sftp-only: forwarding is reported as what it is, once', () => {
    const block = 'Match Group a\n    ForceCommand internal-sftp\n'
    expect(found(`Subsystem sftp internal-sftp\n${block}`)).toEqual([
      'sftp-only-with-forwarding: 3 @ Group a',
    ])
    expect(found(`Subsystem sftp internal-sftp\n# conflint: intent sftp-only\n${block}`)).toEqual([
      'intent-sftp-only: 2 @ Group a',
    ])
  })

  test('a declared intent is not inferred as well', () => {
    const text = 'Match Group sftp-only\n    DisableForwarding yes\n'
    expect(found(text)).toEqual(['intent-sftp-only: 1 @ Group sftp-only'])
    expect(found(`# conflint: intent sftp-only\n${text}`)).toEqual(['intent-sftp-only: 1 @ Group sftp-only'])
  })
})

describe('blocks whose names say what they are for', () => {
  const general = 'Match Group sftponly\n    DisableForwarding yes\n'

  test('a narrower block of the same name is the same cause', () => {
    expect(found(`Match User bob Group sftponly\n    PermitTTY no\n${general}`)).toEqual([
      'intent-sftp-only: 3 @ Group sftponly',
    ])
    expect(found(`${general}Match Address 10.0.0.0/8 Group sftponly\n    PermitTTY no\n`)).toEqual([
      'intent-sftp-only: 1 @ Group sftponly',
    ])
  })

  test('the same block twice is one', () => {
    expect(found(`${general}${general}`)).toEqual(['intent-sftp-only: 1 @ Group sftponly'])
  })

  test('what the narrower block breaks is its own cause', () => {
    const block = `${general}    ForceCommand internal-sftp\n`
    expect(found(`Match User bob Group sftponly\n    ForceCommand /bin/sh\n${block}`)).toEqual([
      'intent-sftp-only: 2 3 @ User bob and Group sftponly',
    ])
  })

  test('two names are two causes', () => {
    expect(found(`Match User sftp-only\n    DisableForwarding yes\n${general}`)).toEqual([
      'intent-sftp-only: 1 @ User sftp-only and not Group sftponly',
      'intent-sftp-only: 3 @ Group sftponly and not User sftp-only',
    ])
  })
})

test('templates leave it open', () => {
  expect(found('# conflint: intent no-root\nPermitRootLogin {{ root }}')).toEqual([])
  expect(
    found(
      '# conflint: intent key-only\nKbdInteractiveAuthentication no\nPasswordAuthentication {{ passwords }}',
    ),
  ).toEqual([])
})

describe('where nobody told whether PAM answers keyboard-interactive, a password is a password', () => {
  const promise = 'Match Group staff\n# conflint: intent key-only, no-password, mfa\n'
  const include = 'Include /etc/ssh/sshd_config.d/*.conf\n'
  const broken = (lines: string) =>
    ['key-only', 'mfa', 'no-password'].map((name) => `intent-${name}: ${lines} @ Group staff`)

  test('in a file that includes others', () => {
    expect(found(`${include}${promise}PasswordAuthentication yes\n`).sort()).toEqual(broken('4 3'))
  })

  test('in one of several ways', () => {
    const ways = 'AuthenticationMethods password keyboard-interactive\n'
    expect(found(`${include}${promise}${ways}`).sort()).toEqual(broken('4 3'))
  })

  test('while another method is left open by a template', () => {
    expect(found(`${include}HostbasedAuthentication {{ hosts }}\n${promise}`).sort()).toEqual(broken('4'))
  })

  test('for root', () => {
    expect(found(`${include}# conflint: intent no-root\nPermitRootLogin yes\n`)).toEqual([
      'intent-no-root: 3 2',
    ])
  })

  test('and what PAM decides alone is left open', () => {
    expect(found(`${include}${promise}PasswordAuthentication no\nPubkeyAuthentication no\n`)).toEqual([])
  })
})

test('there are the intents that people know', () => {
  expect(intentNames(rules)).toEqual([
    'certificate-only',
    'chrooted',
    'key-only',
    'mfa',
    'no-forwarding',
    'no-password',
    'no-root',
    'no-shell',
    'password-only',
    'sftp-only',
  ])
})
