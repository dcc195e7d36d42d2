import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namesOf } from '../../../src/dialects/sshd/hints.ts'
import { answer, RELEASES } from '../../../src/dialects/sshd/index.ts'
import { vocabulary } from '../../../src/dialects/sshd/keywords/lookup.ts'
import { targetFor } from '../../../src/dialects/sshd/releases.ts'
import { configOf, effectiveValue } from './config-of.ts'

test('no content makes it throw, for any version', () => {
  const names = namesOf(vocabulary(targetFor(undefined)))
  const piece = fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom(...' =\t\n\r\f\0"\'#\\,!:*%{}@/-+^'),
    fc.constantFrom(
      '\n',
      ' ',
      'yes',
      '22',
      '10.0.0.0/8',
      'none',
      '{{ x }}',
      '{%',
      '%}',
      '/etc/ssh/sshd_config',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(text, fc.constantFrom(...RELEASES, 'debian-12', 'rhel-9'), (content, version) => {
      const config = configOf(content, version)
      answer(config, { user: 'alice', groups: ['alice'], address: '10.0.0.1', localPort: 22 })
      for (const name of names) effectiveValue(config, name)
      expect(config.target.name).toBe(version)
    }),
    { numRuns: 300 },
  )
})

describe('large files take time in proportion', () => {
  test.each([
    ['settings', 'AllowUsers alice\n'.repeat(100_000)],
    ['one long line', `AllowUsers ${'alice '.repeat(200_000)}`],
    ['unknown words', Array.from({ length: 20_000 }, (_, index) => `Word${index} x\n`).join('')],
    ['blocks', Array.from({ length: 20_000 }, (_, index) => `Match User u${index}\nBanner /x\n`).join('')],
    ['a wild pattern', `Match User ${'*a'.repeat(500)}\nBanner /x\n`],
    ['NUL bytes', 'AllowUsers a\0\n'.repeat(100_000)],
  ])('%s', { timeout: 20_000 }, (_, text) => {
    const config = configOf(text)
    effectiveValue(config, 'AllowUsers', { user: 'a'.repeat(1000) })
    expect(config.settings.length + config.problems.length).toBeGreaterThan(0)
  })
})
