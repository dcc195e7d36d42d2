import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonText } from '../../src/report/json-text.ts'

test('what a terminal obeys, or does not show, is written as an escape', () => {
  expect(jsonText('a\u001b[31m\u009b2J\u007f\u202eb\u2028\u{e0041}')).toBe(
    '"a\\u001b[31m\\u009b2J\\u007f\\u202eb\\u2028\\udb40\\udc41"',
  )
})

test('it means the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!text.includes('$'))
      expect(JSON.parse(jsonText({ [text]: [text] }, 2))).toEqual({ [text]: [text] })
    }),
  )
})

test('of password hashes the kind is left', () => {
  const shadow =
    'root:$6$salt$hash.of/it:19000 $2b$12$abcdefg, $y$j9T$xyz1$abc $argon2id$v=19$m=1,t=2$abc $HOME $1'
  expect(JSON.parse(jsonText(shadow))).toBe(
    'root:$6$(hidden):19000 $2b$(hidden) $y$(hidden) $argon2id$(hidden) $HOME $1',
  )
})
