import { expect, test } from 'vitest'
import { didYouMean, meant } from '../../src/syntax/suggest.ts'

test.each([
  ['sshd_confg', ['sshd_config', 'moduli'], 'sshd_config'],
  ['jsno', ['text', 'json', 'jsonl'], 'json'],
  ['sarf', ['text', 'sarif'], 'sarif'],
  ['maxauthtrys', ['MaxAuthTries', 'MaxSessions'], 'MaxAuthTries'],
  ['MINUID', ['MinUID'], 'MinUID'],
  ['xyz', ['sshd_config', 'abc'], undefined],
  ['x', ['a', 'b'], undefined],
])('%s among %j means %s', (word, known, expected) => {
  expect(meant(word, known)).toBe(expected)
})

test('the question is part of a sentence', () => {
  expect(didYouMean('jsno', ['json'])).toBe('; did you mean json?')
  expect(didYouMean('zzz', ['json'])).toBe('')
})
