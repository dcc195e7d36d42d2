import { expect, test } from 'vitest'
import { fillRemedy } from '../../src/rules/remedy.ts'

const filled = (value: string | readonly string[]) =>
  fillRemedy({ title: 'Deny them', set: { DenyGroups: '{groups} guests' }, fix: 'unsafe' }, () => value)

test('what a remedy sets is filled so that it can be pasted', () => {
  expect(filled(['wheel', 'ssh users']).set).toEqual({ DenyGroups: 'wheel "ssh users" guests' })
  expect(filled('wheel').set).toEqual({ DenyGroups: 'wheel guests' })
})

test('what needs more than quotes is left to people', () => {
  expect(filled(['a"b'])).toEqual({ title: 'Deny them' })
  expect(filled([])).toEqual({ title: 'Deny them' })
})
