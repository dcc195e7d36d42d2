import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesFor } from '../../src/classes/names.ts'
import { fromBytes, toBytes, Wildcards } from '../../src/classes/wildcards.ts'
import { matchesPattern } from '../../src/dialects/sshd/matching/patterns.ts'

const letters = (...all: string[]) =>
  fc.array(fc.constantFrom(...all), { maxLength: 8 }).map((list) => list.join(''))

describe('wildcards read together', () => {
  it.each([
    ['sftp-*', 'sftp-', true],
    ['sftp-*', 'sftp', false],
    ['*-admin', 'a-admin-b-admin', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['**a**?', 'xay', true],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['[ab]', 'a', false],
    ['\\*', '*', false],
  ])('%s and "%s": %s', (pattern, text, expected) => {
    expect(new Wildcards([pattern]).read(text).accepted).toEqual(expected ? [0] : [])
  })

  it('match as sshd does', () => {
    fc.assert(
      fc.property(
        fc.array(letters('a', 'b', '*', '?'), { maxLength: 5 }),
        letters('a', 'b', 'c'),
        (patterns, text) => {
          const matching = patterns.flatMap((pattern, number) =>
            matchesPattern(text, pattern) ? [number] : [],
          )
          expect(new Wildcards(patterns).read(text).accepted).toEqual(matching)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('count bytes, not characters', () => {
    const { accepted } = new Wildcards(['?', '??', '*'].map(toBytes)).read(toBytes('ü'))
    expect(accepted).toEqual([1, 2])
    expect(fromBytes(toBytes('müller'))).toBe('müller')
  })
})

describe('names that patterns tell apart', () => {
  const namesOf = (...patterns: string[]) =>
    namesFor(patterns, ['alice'], { empty: false }).list.map(
      ({ text, matches }) => `${text}: ${matches.map((number) => patterns[number]).join(' ')}`,
    )

  it('are literal where they can be, and instances else', () => {
    expect(namesOf('root', 'sftp-*', '*-admin', 'web??')).toEqual([
      'alice: ',
      'root: root',
      'sftp-a: sftp-*',
      'a-admin: *-admin',
      'webaa: web??',
      'sftp-admin: sftp-* *-admin',
    ])
  })

  it('leave out what cannot be', () => {
    expect(namesOf('*', 'a*')).toEqual(['alice: * a*', '1: *'])
    expect(namesOf('?', '??*')).toEqual(['alice: ??*', 'a: ?'])
  })
})
