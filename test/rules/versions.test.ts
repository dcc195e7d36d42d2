import { expect, test } from 'vitest'
import { compareVersions, inRange } from '../../src/rules/versions.ts'

test.each([
  ['9.9p1', '9.9p2', -1],
  ['9.10', '9.9', 1],
  ['10.0', '9.9p2', 1],
  ['9.2', '9.2', 0],
  ['1.0.50', '1.0.54', -1],
])('%s against %s', (left, right, order) => {
  expect(Math.sign(compareVersions(left, right))).toBe(order)
})

test.each([
  ['9.2', '>=8.7 <9.4', true],
  ['9.4', '>=8.7 <9.4', false],
  ['10.6', '>=10.6', true],
  ['9.9p1', '9.9p1', true],
  ['9.9p2', '<=9.9p1', false],
])('%s in %s: %s', (version, range, inside) => {
  expect(inRange(version, range)).toBe(inside)
})
