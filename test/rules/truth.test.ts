import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UNKNOWN } from '../../src/host/host.ts'
import { and, negate, or, type Truth } from '../../src/rules/truth.ts'

const truth: fc.Arbitrary<Truth> = fc.constantFrom(true, false, UNKNOWN)

test('unknown never becomes true', () => {
  expect(and([true, UNKNOWN])).toBe(UNKNOWN)
  expect(and([false, UNKNOWN])).toBe(false)
  expect(or([true, UNKNOWN])).toBe(true)
  expect(or([false, UNKNOWN])).toBe(UNKNOWN)
  expect(negate(UNKNOWN)).toBe(UNKNOWN)
})

test('De Morgan', () => {
  fc.assert(fc.property(fc.array(truth), (truths) => negate(and(truths)) === or(truths.map(negate))))
})

test('whatever an unknown turns out to be, a certain answer stands', () => {
  fc.assert(
    fc.property(fc.array(truth), fc.boolean(), (truths, revealed) => {
      const known = truths.map((truth) => (truth === UNKNOWN ? revealed : truth))
      for (const combine of [and, or]) {
        const certain = combine(truths)
        if (certain !== UNKNOWN) expect(combine(known)).toBe(certain)
      }
    }),
  )
})
