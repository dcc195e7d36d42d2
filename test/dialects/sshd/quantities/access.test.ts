import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesPattern } from '../../../../src/dialects/sshd/matching/patterns.ts'
import { contains } from '../../../../src/dialects/sshd/quantities/access-entry.ts'
import { refusedBy } from '../../../../src/dialects/sshd/quantities/allowed-user.ts'
import { UNKNOWN, type Unknown } from '../../../../src/host/host.ts'

describe('a pattern contains another one', () => {
  test.each([
    ['*', 'alice'],
    ['test*', 'test?'],
    ['a*z', 'ab*yz'],
    ['bob', 'bob'],
  ])('%s contains %s', (outer, inner) => {
    expect(contains(outer, inner)).toBe(true)
  })

  test.each([
    ['test', 'test*'],
    ['t??t', 't*t'],
    ['alice', 'bob'],
  ])('%s does not contain %s', (outer, inner) => {
    expect(contains(outer, inner)).toBe(false)
  })

  test('only if it fits every name that the other one fits', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 })
    const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 })
    fc.assert(
      fc.property(pattern, pattern, name, (outer, inner, user) => {
        fc.pre(contains(outer, inner) && matchesPattern(user, inner))
        return matchesPattern(user, outer)
      }),
    )
  })
})

describe('the access lists turn away', () => {
  type Lists = Partial<Record<'DenyUsers' | 'AllowUsers' | 'DenyGroups' | 'AllowGroups', readonly string[]>>
  const decide = (lists: Lists, groups: readonly string[] | Unknown = ['alice', 'staff']) =>
    refusedBy('alice', groups, (keyword) => lists[keyword] ?? [])

  test.each<[string, Lists]>([
    ['DenyUsers', { DenyUsers: ['al*'], AllowUsers: ['alice'] }],
    ['AllowUsers', { AllowUsers: ['bob'], DenyGroups: ['staff'] }],
    ['DenyGroups', { DenyGroups: ['*'], AllowGroups: ['staff'] }],
    ['AllowGroups', { AllowGroups: ['sshusers'] }],
  ])('by %s', (list, lists) => {
    expect(decide(lists)).toBe(list)
  })

  test.each<[string, Lists]>([
    ['no list at all', {}],
    [
      'all four lists',
      { DenyUsers: ['bob'], AllowUsers: ['alice'], DenyGroups: ['x'], AllowGroups: ['staff'] },
    ],
  ])('nobody whom %s let pass', (_, lists) => {
    expect(decide(lists)).toBe('nobody')
  })

  test('is unknown where the address decides', () => {
    expect(decide({ AllowUsers: ['alice@10.0.0.0/8'] })).toBe(UNKNOWN)
    expect(decide({ AllowUsers: ['alice@10.0.0.0/8', 'alice'] })).toBe('nobody')
    expect(decide({ DenyUsers: ['alice@10.0.0.0/8'] })).toBe(UNKNOWN)
  })

  test('is unknown where the groups are', () => {
    expect(decide({ AllowGroups: ['staff'] }, UNKNOWN)).toBe(UNKNOWN)
    expect(decide({ DenyGroups: ['staff'], AllowUsers: ['bob'] }, UNKNOWN)).toBe('AllowUsers')
  })
})
