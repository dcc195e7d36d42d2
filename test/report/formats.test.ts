import { expect, test } from 'vitest'
import { json } from '../../src/report/json.ts'
import { jsonl } from '../../src/report/jsonl.ts'
import { oneline } from '../../src/report/oneline.ts'
import { jail, refused, report, style } from './sample.ts'

test('oneline', () => {
  expect(oneline(report(jail, refused), style)).toMatchInlineSnapshot(`
    "other/sshd_config:1:1: error: sshd does not start: Port must be a number from 1 to 65535, not "2\\x1b[2J2". [sshd/invalid-value]
    etc/ssh/sshd_config:6:2: warning: sshd reads .ssh/authorized_keys below the home directory, before the chroot to /srv/sftp/%u: users inside can neither see nor change it (bob, carol). [sshd/authorized-keys-outside-chroot]
    "
  `)
})

test('json holds the contract and nothing more', () => {
  const parsed: unknown = JSON.parse(json(report(refused), style))
  expect(parsed).toEqual({
    version: 1,
    tool: { name: 'conflint', version: '1.2.3' },
    findings: [
      {
        rule: 'sshd/invalid-value',
        severity: 'error',
        confidence: 'certain',
        message: refused.message,
        file: 'other/sshd_config',
        range: { start: { line: 1, column: 1 }, end: { line: 1, column: 11 } },
        evidence: [
          { keyword: 'Port', value: '2\u001b[2J2', file: 'other/sshd_config', line: 1, origin: 'line' },
        ],
        fixes: [],
        url: 'https://example.org/invalid-value',
      },
    ],
    summary: { error: 1, warning: 0, info: 0, files: 3 },
  })
})

test('jsonl has one finding a line', () => {
  const lines = jsonl(report(jail, refused), style).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).rule)).toEqual([refused.rule, jail.rule])
  expect(jsonl(report(), style)).toBe('')
})

test('a finding that two configurations share is reported once; what locks people out comes before other errors', () => {
  const locksOut = { ...refused, rule: 'sshd/z', file: 'z', tags: ['lock-out'] }
  expect(report(jail, jail, refused, locksOut).findings.map(({ rule }) => rule)).toEqual([
    'sshd/z',
    refused.rule,
    jail.rule,
  ])
})

test('whether the fixes for the configurations that share a finding are the same changes nothing about their number', () => {
  const fix = (file: string) => ({
    title: 'Move it',
    safe: true,
    edits: [{ file, range: refused.range, text: '' }],
  })
  const [both, one, other] = [fix('common.conf'), fix('a/sshd_config'), fix('b/sshd_config')]
  const { findings } = report({ ...refused, fixes: [one, both] }, { ...refused, fixes: [other, both] })
  expect(findings.map(({ fixes }) => fixes)).toEqual([[both]])
})
