import { describe, expect, it } from 'vitest'
import { connectionClasses } from '../../src/classes/classes.ts'
import { relationsOf } from '../../src/classes/relations.ts'
import type { Guard } from '../../src/dialects/dialect.ts'
import { type Account, UNKNOWN } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { guards } from './guards.ts'
import { evaluate } from './semantics.ts'

const nothingKnown = memory({})
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number)

/** Users, groups and networks in turn: any user may be in any set of groups and come from any network. */
const mixed = (count: number) =>
  guards(
    ...numbers(count).map(
      (i) => [`User u${i}`, `Group g${i}`, `Address 10.${i >> 8}.${i & 255}.0/24`][i % 3] ?? '',
    ),
  )

function asVerdict(all: Iterable<Guard>): string {
  return [...all].map(({ index }) => index).join()
}

describe('where there are too many classes', () => {
  const all = mixed(100)
  const { classes, complete } = connectionClasses(all, nothingKnown)

  it('it is said, and the limit is kept', () => {
    expect(complete).toBe(false)
    expect(classes.length).toBe(4096)
  })

  it('each one that is listed exists', () => {
    for (const { holds, witness } of classes.slice(0, 500))
      expect(asVerdict(all.filter((guard) => evaluate(guard, witness)))).toBe(asVerdict(holds))
  })

  it('the general ones come first, with every block and every pair that can hold together', () => {
    const sizes = classes.map(({ holds }) => holds.size)
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
    const listed = new Set(classes.map(({ holds }) => asVerdict(holds)))
    const relations = relationsOf(all, nothingKnown)
    for (const [i, one] of all.entries()) {
      expect(listed).toContain(asVerdict([one]))
      for (const other of all.slice(i + 1)) {
        if (relations.canHold([one, other])) expect(listed).toContain(asVerdict([one, other]))
      }
    }
  })

  it('a smaller limit is kept as well', () => {
    const few = connectionClasses(mixed(12), nothingKnown, 20)
    expect([few.classes.length, few.complete]).toEqual([20, false])
  })
})

describe('work grows with what differs', () => {
  it.each([
    ['users', (i: number) => `User u${i}`],
    ['users, each from a network', (i: number) => `User u${i} Address 10.${i >> 8}.${i & 255}.0/24`],
    ['groups, each from a network', (i: number) => `Group g${i} Address 10.${i >> 8}.${i & 255}.0/24`],
    ['wildcards', (i: number) => `User u${i}-*`],
    ['networks', (i: number) => `Address 10.${i >> 8}.${i & 255}.0/24`],
  ])('1000 blocks of %s make 1001 classes', (_, line) => {
    const { classes, complete } = connectionClasses(guards(...numbers(1000).map(line)), nothingKnown)
    expect([classes.length, complete]).toEqual([1001, true])
  })

  it('accounts leave only the groups that there are', () => {
    const account = (i: number): Account => ({
      name: `u${i}`,
      uid: 1000 + i,
      gid: 100,
      home: '/',
      shell: '/bin/sh',
      groups: ['users', `g${i % 50}`, `g${(i * 7) % 50}`],
      locked: false,
    })
    const host = memory({}, { accounts: numbers(5000).map(account), allAccounts: true })
    const { classes, complete } = connectionClasses(guards(...numbers(50).map((i) => `Group g${i}`)), host)
    expect([classes.length, complete]).toEqual([51, true])
    const members = classes.flatMap(({ accounts }) => (accounts === UNKNOWN ? [] : [...accounts]))
    expect(members.length).toBe(5000)
  })
})

describe('patterns that are too entangled', () => {
  const letters = 'abcdefghijklmnopqrst'
  const all = guards(...[...letters].map((letter) => `User *${letter}*${letter}*`))

  it('are given up, and that is said', () => {
    expect(connectionClasses(all, nothingKnown).complete).toBe(false)
  })

  it('leave what is found certain, and what is not found unknown', () => {
    const relations = relationsOf(all, nothingKnown)
    const [first] = all
    expect(relations.canHold(first ? [first] : [])).toBe(true)
    expect(typeof relations.canHold(all)).toBe('symbol')
  })
})
