import { describe, expect, test } from 'vitest'
import type { Config, Dialect, EffectiveSetting, Value } from '../../src/dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { evaluate } from '../../src/rules/condition.ts'
import type { Condition } from '../../src/rules/rule.ts'
import { Subject } from '../../src/rules/subject.ts'

/** The truth of a condition where the settings have these values, and which keywords became evidence. */
function ask(condition: Condition, values: Record<string, Value | Unknown>) {
  const config: Config = {
    dialect: 'sshd',
    version: '10.6',
    entry: '/etc/ssh/sshd_config',
    sources: [],
    settings: [],
    guards: [],
    problems: [],
    effective: () => ({ get: setting }),
  }
  const setting = (keyword: string): EffectiveSetting => ({
    keyword,
    value: values[keyword] ?? 'none',
    origins: [],
    losers: [],
  })
  const dialect: Dialect = {
    name: 'sshd',
    newest: '10.6',
    detect: () => 0,
    keywords: new Map(),
    quantities: new Map(),
    resolve: () => config,
  }
  const parameters = { agentKeys: 5, assumedVersion: true }
  const subject = new Subject(
    { dialect, config, host: memory({}), parameters },
    config.effective(() => false),
  )
  const { truth, reads } = evaluate(condition, subject)
  return {
    truth,
    evidence: reads.flatMap((read) => (read.kind === 'setting' ? [read.setting.keyword] : [])),
  }
}

describe('operators', () => {
  const values: Record<string, Value | Unknown> = {
    MaxAuthTries: 3,
    MaxSessions: 3,
    PermitRootLogin: 'prohibit-password',
    AllowUsers: ['alice', 'bob@10.0.0.1'],
    ForceCommand: 'internal-sftp -u 022',
    Banner: UNKNOWN,
  }
  test.each<[Condition, boolean | Unknown]>([
    [{ MaxAuthTries: 3 }, true],
    [{ MaxAuthTries: { below: 3 } }, false],
    [{ MaxAuthTries: { atMost: 'MaxSessions' } }, true],
    [{ MaxAuthTries: { same: 'MaxSessions' } }, true],
    [{ PermitRootLogin: { not: ['no', 'yes'] } }, true],
    [{ PermitRootLogin: { oneOf: ['no', 'yes'] } }, false],
    [{ AllowUsers: 'alice' }, true],
    [{ AllowUsers: { includes: ['carol', 'alice'] } }, true],
    [{ AllowUsers: { only: ['alice'] } }, false],
    [{ AllowUsers: { some: { contains: '@' } } }, true],
    [{ AllowUsers: { every: { contains: '@' } } }, false],
    [{ AllowUsers: { none: { startsWith: '!' } } }, true],
    [{ AllowUsers: { longerThan: 1 } }, true],
    [{ AllowUsers: { empty: false } }, true],
    [{ DenyUsers: { empty: true } }, true],
    [{ ForceCommand: { like: 'internal-sftp*-u*' } }, true],
    [{ ForceCommand: { like: 'internal-sftp' } }, false],
    [{ ForceCommand: { set: true } }, false],
    [{ Banner: 'none' }, UNKNOWN],
    [{ Banner: { not: 'none' }, MaxAuthTries: 4 }, false],
    [{ not: { Banner: 'none' } }, UNKNOWN],
    [{ any: [{ Banner: 'none' }, { MaxAuthTries: 3 }] }, true],
  ])('%j', (condition, truth) => {
    expect(ask(condition, values).truth).toBe(truth)
  })
})

test('the evidence of an alternative is that of the part that holds', () => {
  expect(
    ask(
      { MaxSessions: 1, any: [{ UsePAM: 'yes' }, { MaxAuthTries: 3 }] },
      { MaxAuthTries: 3, MaxSessions: 1, UsePAM: 'no' },
    ),
  ).toEqual({
    truth: true,
    evidence: ['MaxSessions', 'MaxAuthTries'],
  })
})

test('what is only given decides, and is no evidence', () => {
  const values = { MaxAuthTries: 3, UsePAM: 'no' }
  expect(ask({ given: { UsePAM: 'no' }, MaxAuthTries: 3 }, values)).toEqual({
    truth: true,
    evidence: ['MaxAuthTries'],
  })
  expect(ask({ given: { UsePAM: 'yes' }, MaxAuthTries: 3 }, values).truth).toBe(false)
})

test('a wildcard pattern takes time proportional to the text, not exponential', () => {
  const pattern = `${'*a'.repeat(20)}b`
  expect(ask({ ForceCommand: { like: pattern } }, { ForceCommand: 'a'.repeat(2000) }).truth).toBe(false)
})
