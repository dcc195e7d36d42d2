import { expect, test } from 'vitest'
import { pureFtpd } from '../../src/dialects/pure-ftpd/index.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { loadRule } from '../../src/rules/load.ts'

const rule = `id: sshd/own-rule
title: A rule of our own
severity: warning
confidence: certain
when:
  MaxAuthTries: { below: 3 }
message: Only {MaxAuthTries} tries are left.
why: Because.
remedies: []
examples: []
`

function mistakes(text: string): string[] {
  const loaded = loadRule(text, 'own.yaml', [sshd, pureFtpd])
  return 'errors' in loaded
    ? loaded.errors.map(({ file, line, message }) => `${file}:${line}: ${message}`)
    : []
}

test('a rule that fits', () => {
  expect(mistakes(rule)).toEqual([])
})

test('a keyword that does not exist', () => {
  expect(mistakes(rule.replace('  MaxAuthTries:', '  MaxAuthTrys:'))).toEqual([
    'own.yaml:6: unexpected "MaxAuthTrys" at when; did you mean MaxAuthTries?',
  ])
})

test('an operator that does not fit the kind of value', () => {
  expect(mistakes(rule.replace('MaxAuthTries: {', 'PubkeyAuthentication: {'))).toEqual([
    'own.yaml:6: unexpected "below" at when.PubkeyAuthentication; expected one of set, is, not, oneOf, same, different',
  ])
})

test('a word that the keyword does not take', () => {
  const [first] = mistakes(rule.replace('MaxAuthTries: { below: 3 }', 'PermitRootLogin: maybe'))
  expect(first).toMatch(/^own\.yaml:6: expected .*prohibit-password.* at when\.PermitRootLogin$/)
})

test('something is missing', () => {
  expect(mistakes(rule.replace('why: Because.\n', ''))).toEqual(['own.yaml:1: "why" is missing here'])
})

test('an id of no dialect', () => {
  expect(mistakes(rule.replace('sshd/own-rule', 'nginx/own-rule'))).toEqual([
    'own.yaml:1: expected an id that begins with sshd/… or pure-ftpd/…, found "nginx/own-rule"',
  ])
})

test('a message that names what does not exist', () => {
  expect(mistakes(rule.replace('{MaxAuthTries} tries', '{MaxTries} tries'))).toEqual([
    'own.yaml:1: the message names {MaxTries}, which is no keyword or quantity',
  ])
})

test('YAML that is none', () => {
  expect(mistakes('id: [')).toHaveLength(1)
})
