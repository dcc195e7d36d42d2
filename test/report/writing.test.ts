import { expect, test } from 'vitest'
import { readRule, runRule } from '../../src/read.ts'
import { SAMPLE_RULE } from '../../src/report/writing-page.ts'

test('the rule on the page about writing rules does what it says', () => {
  const outcomes = runRule(readRule(SAMPLE_RULE))
  expect(outcomes.map(({ kind, fault }) => [kind, fault])).toEqual([
    ['bad', undefined],
    ['bad', undefined],
    ['good', undefined],
    ['good', undefined],
  ])
})
