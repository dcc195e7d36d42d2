import { expect, test } from 'vitest'
import { faultOfIntent, readRequest } from '../../../src/rules/suppressions/comment.ts'
import { namesRule } from '../../../src/rules/suppressions/pattern.ts'

test.each([
  [
    '# conflint-ignore sshd/shadowed-setting: the vendor ships it',
    { reach: 'line', rules: ['sshd/shadowed-setting'], reason: 'the vendor ships it' },
  ],
  ['#conflint-ignore a,b', { reach: 'line', rules: ['a', 'b'], reason: '' }],
  [
    '##  conflint-ignore a, sshd/* b : why: because',
    { reach: 'line', rules: ['a', 'sshd/*', 'b'], reason: 'why: because' },
  ],
  ['# conflint-ignore-block *: legacy', { reach: 'block', rules: ['*'], reason: 'legacy' }],
  ['# Conflint-Ignore a: x', { reach: 'line', rules: ['a'], reason: 'x' }],
  ['# conflint-ignore-file a: x', { reach: 'file', rules: ['a'], reason: 'x' }],
])('%s', (comment, request) => {
  expect(readRequest(comment)).toEqual(request)
})

test.each([
  '# conflint: intent password-only',
  '# conflint-generated',
  '# conflint-constructor x',
  '# conflint ignore a',
  '# see conflint-ignore a',
  '# conflintignore a',
  '#',
])('%s is any other comment', (comment) => {
  expect(readRequest(comment)).toBeUndefined()
})

test.each([
  [
    '# conflint-ignore',
    'conflint-ignore names no rule, so it ignores nothing: write conflint-ignore RULE: reason.',
  ],
  [
    '# conflint-ignore-file: everything',
    'conflint-ignore-file names no rule, so it ignores nothing: write conflint-ignore-file RULE: reason.',
  ],
  ['# conflint-ignor a', 'There is no conflint-ignor; did you mean conflint-ignore?'],
  ['# conflint-ignore-blck a: x', 'There is no conflint-ignore-blck; did you mean conflint-ignore-block?'],
])('%s is meant to be one', (comment, fault) => {
  expect(readRequest(comment)).toEqual({ fault })
})

test.each([
  ['sshd/syntax', 'sshd/syntax', true],
  ['syntax', 'sshd/syntax', true],
  ['syntax', 'pure-ftpd/syntax', true],
  ['sshd/*', 'sshd/syntax', true],
  ['sshd/*', 'pure-ftpd/syntax', false],
  ['*', 'sshd/syntax', true],
  ['*-value', 'sshd/invalid-value', true],
  ['value', 'sshd/invalid-value', false],
  ['sshd/synta', 'sshd/syntax', false],
  ['sshd.syntax', 'sshd/syntax', false],
  ['(', 'sshd/syntax', false],
])('%s names %s: %s', (pattern, id, expected) => {
  expect(namesRule(pattern, id)).toBe(expected)
})

test.each([
  ['# conflint: intents no-root', 'conflint does not understand "conflint: intents"'],
  ['# Conflint: foo bar', 'conflint does not understand "conflint: foo"'],
  ['# conflint:', 'conflint does not understand "conflint:"'],
  ['# conflint: intent', 'conflint does not understand "conflint: intent"'],
  ['## CONFLINT: INTENT no-root', undefined],
  ['# see conflint: intents', undefined],
  ['# conflint intents', undefined],
])('%s on a line of its own', (comment, fault) => {
  const told = faultOfIntent(comment, { dialect: 'sshd', alone: true })
  if (fault === undefined) expect(told).toBeUndefined()
  else expect(told).toContain(fault)
})

test('an intent behind a keyword, or in another dialect, is told', () => {
  const comment = '# conflint: intent key-only'
  expect(faultOfIntent(comment, { dialect: 'sshd', alone: false })).toContain('a line of its own')
  expect(faultOfIntent(comment, { dialect: 'pure-ftpd', alone: true })).toContain('Only sshd_config')
})
