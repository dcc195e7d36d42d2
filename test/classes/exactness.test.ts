import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { connectionClasses } from '../../src/classes/classes.ts'
import { relationsOf } from '../../src/classes/relations.ts'
import type { Connection, Guard } from '../../src/dialects/dialect.ts'
import { holds } from '../../src/dialects/sshd/matching/match-connection.ts'
import type { Account } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { evaluate } from './semantics.ts'
import { cases, connections, someGuards } from './universe.ts'

const nothingKnown = memory({})
/** In milliseconds. */
const patience = 60_000 + cases * 30

/** Which guards hold, by their numbers. */
function verdict(guards: readonly Guard[], connection: Connection): string {
  let verdict = ''
  for (const guard of guards) if (evaluate(guard, connection)) verdict += `${guard.index} `
  return verdict
}

function asVerdict(guards: ReadonlySet<Guard>): string {
  return [...guards].map(({ index }) => `${index} `).join('')
}

describe('classes agree with the enumeration of a small universe', () => {
  it(
    'none is missing, none is impossible, each witness is in its class',
    () => {
      fc.assert(
        fc.property(someGuards(8), ({ asked, guards }) => {
          const { classes, complete } = connectionClasses(guards, nothingKnown)
          const listed = classes.map((each) => asVerdict(each.holds))
          expect(complete).toBe(true)
          expect(new Set(listed).size).toBe(listed.length)
          expect(classes.map(({ witness }) => verdict(guards, witness))).toEqual(listed)
          const known = new Set(listed)
          const missing = (connection: Connection) => !known.has(verdict(guards, connection))
          expect(connections(asked, undefined).find(missing)).toBe(undefined)
        }),
        { numRuns: cases },
      )
    },
    patience,
  )

  it(
    'the dialect judges every witness as its class says',
    () => {
      fc.assert(
        fc.property(someGuards(8), ({ guards }) => {
          for (const each of connectionClasses(guards, nothingKnown).classes)
            expect(new Set(guards.filter((guard) => holds(guard, each.witness)))).toEqual(each.holds)
        }),
        { numRuns: cases / 8 },
      )
    },
    patience,
  )

  it(
    'with all accounts known, they are the users, and each class names its own',
    () => {
      const accounts = [
        ['a', 'a'],
        ['ab', 'b', 'ab'],
        ['ba', 'ab'],
        ['c', 'c'],
      ].map(
        ([name = '', ...groups], i): Account => ({
          name,
          uid: 1000 + i,
          gid: 1000,
          home: '/',
          shell: '/bin/sh',
          groups,
          locked: false,
        }),
      )
      const host = memory({}, { accounts, allAccounts: true })
      const names = accounts.map(({ name }) => name)
      const everybody = [
        ...accounts.map(({ name, groups }) => ({ user: name, groups: groups as string[] })),
        ...['b', 'aa', 'abc', 'x'].map((user) => ({ user, invalidUser: true })),
      ]
      fc.assert(
        fc.property(someGuards(6), ({ asked, guards }) => {
          const { classes, complete } = connectionClasses(guards, host)
          const listed = classes.map((each) => asVerdict(each.holds))
          expect(complete).toBe(true)
          expect(classes.map(({ witness }) => verdict(guards, witness))).toEqual(listed)
          const accountsOf = new Map<string, Set<string>>(listed.map((key) => [key, new Set()]))
          for (const connection of connections(asked, everybody)) {
            const own = accountsOf.get(verdict(guards, connection))
            if (!own) expect(connection, 'is in no class').toBe(undefined)
            if (!connection.invalidUser) own?.add(connection.user ?? '')
          }
          for (const [i, { accounts: own, witness }] of classes.entries()) {
            const members = (own as Account[]).map(({ name }) => name)
            expect(members).toEqual(expect.arrayContaining([...(accountsOf.get(listed[i] ?? '') ?? [])]))
            if (members.length > 0) expect(members).toContain(witness.user)
            else expect(names).not.toContain(witness.user)
          }
        }),
        { numRuns: cases / 4 },
      )
    },
    patience,
  )
})

describe('emptiness and inclusion agree with the enumeration', () => {
  it(
    'whoever is found meets what was asked for; where nobody is found there is nobody',
    () => {
      const question = someGuards(8).chain(({ asked, guards }) =>
        fc.record({
          asked: fc.constant(asked),
          guards: fc.constant(guards),
          required: fc.subarray(guards, { maxLength: Math.min(3, guards.length) }),
          refused: fc.subarray(guards),
        }),
      )
      fc.assert(
        fc.property(question, ({ asked, guards, required, refused }) => {
          const answer = relationsOf(guards, nothingKnown).find(required, refused)
          const asWanted = (connection: Connection) =>
            required.every((guard) => evaluate(guard, connection)) &&
            !refused.some((guard) => evaluate(guard, connection))
          if (typeof answer === 'symbol') expect.unreachable('the answer is unknown')
          else if (answer) expect(asWanted(answer.connection)).toBe(true)
          else expect(connections(asked, undefined).find(asWanted)).toBe(undefined)
        }),
        { numRuns: cases },
      )
    },
    patience,
  )
})
