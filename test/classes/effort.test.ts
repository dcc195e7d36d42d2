import { describe, expect, it } from 'vitest'
import * as Bits from '../../src/classes/bit-set.ts'
import { connectionClasses } from '../../src/classes/classes.ts'
import { Connections } from '../../src/classes/connections.ts'
import { Effort } from '../../src/classes/effort.ts'
import { relationsOf } from '../../src/classes/relations.ts'
import { Space } from '../../src/classes/space.ts'
import { UNKNOWN } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { guards } from './guards.ts'
import { evaluate } from './semantics.ts'

const nobodyKnown = memory({})

/** Blocks of which every combination can hold, more or less: their number is exponential. */
const entangled: [string, (i: number) => string][] = [
  ['users', (i) => `User *a${i}*`],
  ['groups', (i) => `Group *b${i}*`],
  ['hosts', (i) => `Host *c${i}*`],
  ['addresses', (i) => (i % 2 ? `Address *${i}*` : `Address ?.*${i % 20}?`)],
  ['users in groups', (i) => `User *a${i}* Group *b${i}*`],
  ['all at once', (i) => `User *a${i}* Group *b${i}* Host *c${i}* Address *${i}*`],
  [
    'one after another',
    (i) => [`User *a${i}*`, `Group *b${i}*`, `Host *c${i}*`, `Address *${i}*`][i % 4] ?? '',
  ],
]
const blocks = (count: number, line: (i: number) => string) =>
  guards(...Array.from({ length: count }, (_, i) => line(i + 1)))

describe('an effort', () => {
  it('ends, and counts for the whole that it is a part of', () => {
    const whole = new Effort(10)
    const part = whole.part(6, 1)
    expect([part.spend(6), part.spend(), whole.spent, whole.left]).toEqual([true, false, 7, 3])
  })

  it('leaves the least to a part even where nothing is left', () => {
    const whole = new Effort(0)
    const part = whole.part(6, 2)
    expect([part.spend(2), part.spend()]).toEqual([true, false])
  })
})

describe.each(entangled)('entangled %s', (_, line) => {
  it.each([14, 40, 100])('%i blocks: to prepare and to ask costs a bounded number of steps', (count) => {
    const effort = new Effort(Number.MAX_SAFE_INTEGER)
    const space = new Space(blocks(count, line), nobodyKnown, effort)
    expect(effort.spent).toBeLessThan(700_000)
    for (const number of space.guards.keys()) {
      const before = effort.spent
      space.find(space.setOf([number]), space.setOf([...space.guards.keys()].filter((i) => i !== number)))
      expect(effort.spent - before).toBeLessThan(200_000)
    }
  })

  it('the same question is not worked on twice', () => {
    const effort = new Effort(Number.MAX_SAFE_INTEGER)
    const space = new Space(blocks(40, line), nobodyKnown, effort)
    const ask = () => space.find(space.setOf([39]), space.setOf([0, 1, 2, 3]))
    const answer = ask()
    const before = effort.spent
    expect(ask()).toBe(answer)
    expect(effort.spent).toBe(before)
  })

  it('each block of 40 can hold, with a witness for which it holds', () => {
    const all = blocks(40, line)
    const relations = relationsOf(all, nobodyKnown)
    for (const guard of all) {
      const found = relations.find([guard], [])
      if (found === undefined || found === UNKNOWN) throw new Error(`${guard.text.join(' ')}: no witness`)
      expect(evaluate(guard, found.connection)).toBe(true)
    }
  })

  it('no pair is said to be impossible that a connection meets', () => {
    const all = blocks(40, line)
    const relations = relationsOf(all, nobodyKnown)
    for (const [i, one] of all.entries())
      expect(relations.canHold([one, all[(i * 7) % 40] ?? one])).not.toBe(false)
  })

  it('the listing of 40 is bounded, says so, and names only connections that exist', () => {
    const all = blocks(40, line)
    const { classes, complete } = connectionClasses(all, nobodyKnown)
    expect(complete).toBe(false)
    expect(classes.length).toBeGreaterThan(40)
    for (const { holds, witness } of classes.slice(0, 100))
      expect(all.filter((guard) => evaluate(guard, witness))).toEqual([...holds])
    for (const guard of all) expect(classes.some(({ holds }) => holds.has(guard))).toBe(true)
  })

  it('every first decision of 40 is answered, if only by unknown', () => {
    const all = blocks(40, line)
    const connections = new Connections(all, nobodyKnown)
    let found = 0
    for (const number of all.keys()) {
      const set = (numbers: Iterable<number>) => Bits.setOf(all.length, numbers)
      const some = connections.classOf(set([number]), set(Array.from({ length: number }, (_, at) => at)))
      if (some !== undefined && some !== UNKNOWN) found++
    }
    expect(found).toBeGreaterThan(1)
  })
})
