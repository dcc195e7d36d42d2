import { describe, expect, test } from 'vitest'
import { sshd } from '../../src/dialects/sshd/index.ts'
import type { Host } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { lint } from '../../src/rules/lint.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { plainRule } from './plain-rule.ts'

const entry = '/etc/ssh/sshd_config'

function rule(when: Rule['when'], cases?: Rule['cases']): Rule {
  return { ...plainRule, id: 'sshd/test', ...(when && { when }), ...(cases && { cases }) }
}

/** Every finding as `lines of evidence @ user, group or address of the witness`. */
function found(
  text: string,
  when: Rule['when'],
  host: Host = memory({ [entry]: text }),
  cases?: Rule['cases'],
): string[] {
  const config = sshd.resolve(entry, host, {})
  const { findings, complete } = lint(config, {
    dialect: sshd,
    rules: [rule(when, cases)],
    laws: [],
    host,
    parameters: { agentKeys: 5, assumedVersion: true },
    profile: 'conflicts',
  })
  expect(complete).toBe(true)
  return findings.map(({ evidence, scope }) => {
    const lines = evidence.map(({ line, keyword }) => line ?? keyword).join(' ')
    return scope ? `${lines} @ ${scope.match.join(' and ')}` : lines
  })
}

describe('every connection', () => {
  test('a contradiction that only a Match block makes', () => {
    expect(
      found(
        `X11Forwarding no
Match Group sftponly
    ForceCommand internal-sftp
    X11Forwarding yes`,
        { ForceCommand: 'internal-sftp', X11Forwarding: 'yes' },
      ),
    ).toEqual(['3 4 @ Group sftponly'])
  })

  test('a contradiction that only two blocks together make', () => {
    expect(
      found(
        `Match Group sftponly
    ForceCommand internal-sftp
Match Address 10.0.0.0/8
    X11Forwarding yes`,
        { ForceCommand: 'internal-sftp', X11Forwarding: 'yes' },
      ),
    ).toEqual(['2 4 @ Group sftponly and Address 10.0.0.0/8'])
  })

  test('blocks that exclude each other make none', () => {
    expect(
      found(
        `Match User alice
    ForceCommand internal-sftp
Match User bob
    X11Forwarding yes`,
        { ForceCommand: 'internal-sftp', X11Forwarding: 'yes' },
      ),
    ).toEqual([])
  })

  test('the same evidence is one finding, for the most general class', () => {
    expect(
      found(
        `X11Forwarding yes
Match User alice
    PermitTTY no`,
        { X11Forwarding: 'yes', PermitTTY: { oneOf: ['yes', 'no'] } },
      ),
    ).toEqual(['1 PermitTTY'])
  })

  test('what is worse in a block is not hidden by what is less bad everywhere', () => {
    const cases: Rule['cases'] = [
      { when: { X11Forwarding: 'yes' }, severity: 'error', message: 'worse' },
      { when: { PermitTTY: 'yes' }, severity: 'info', message: 'less bad' },
    ]
    const text = 'MaxAuthTries 3\nMatch User bob\n  X11Forwarding yes\n'
    expect(found(text, { MaxAuthTries: 3 }, undefined, cases)).toEqual(['1 PermitTTY', '1 3 @ User bob'])
  })

  test('a block takes a global contradiction away', () => {
    expect(
      found(
        `Match all
    X11Forwarding no
X11UseLocalhost no`,
        { X11Forwarding: 'yes' },
      ),
    ).toEqual([])
  })
})

test('a templated value is unknown, and unknown is not reported', () => {
  expect(found('X11Forwarding {{ x11 }}\n', { X11Forwarding: 'yes' })).toEqual([])
  expect(found('X11Forwarding {{ x11 }}\n', { X11Forwarding: 'no' })).toEqual([])
})
