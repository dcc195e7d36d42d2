import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namesRule } from '../../../src/rules/suppressions/pattern.ts'

test.each([
  ['sshd/syntax', true],
  ['syntax', true],
  ['sshd/*', true],
  ['*', true],
  ['*yn*ax', true],
  ['sshd/s*s*x', false],
  ['sshd/syntax*', true],
  ['sshd/synt', false],
  ['pure-ftpd/*', false],
  ['sshd', false],
])('%s names sshd/syntax: %s', (pattern, expected) => {
  expect(namesRule(pattern, 'sshd/syntax')).toBe(expected)
})

test('stars mean what they mean in a regular expression', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 })
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '/'), maxLength: 8 })
  fc.assert(
    fc.property(pattern, text, (pattern, rest) => {
      const id = `x/${rest}`
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`)
      expect(namesRule(pattern, id)).toBe(
        expression.test(id) || (!pattern.includes('/') && expression.test(rest)),
      )
    }),
  )
})
