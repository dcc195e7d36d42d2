import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare, compareConnection } from '../../src/compare/compare.ts'
import { loginLosses, loginOf, lostMethods } from '../../src/compare/logins.ts'
import { sameValue } from '../../src/compare/same-value.ts'
import type { Config, Connection, Guard } from '../../src/dialects/dialect.ts'
import { holds, sshd } from '../../src/dialects/sshd/index.ts'
import { UNKNOWN } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { scopeOfClass } from '../../src/rules/scope.ts'
import { distinctConnections, someConfiguration } from '../rules/generated-configurations.ts'

/** Pairs that are tried: CONFLINT_CASES=20000 for a thorough look. */
const cases = Number(process.env.CONFLINT_CASES ?? 1000)
const entry = '/etc/ssh/sshd_config'

/** A configuration, and what small changes make of it: lines taken out, or put in another place. */
const changed = someConfiguration(entry, 6).chain(({ files }) => {
  const lines = (files[entry] ?? '').split('\n').slice(0, -1)
  const place = fc.nat(lines.length)
  const edit = fc.record({ from: place, to: place, keep: fc.boolean() })
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => {
    let now = lines
    for (const { from, to, keep } of edits) {
      const line = now[from]
      if (line === undefined) continue
      const rest = keep ? now : now.toSpliced(from, 1)
      now = rest.toSpliced(to, 0, line)
    }
    return { before: files, after: { ...files, [entry]: now.map((line) => `${line}\n`).join('') } }
  })
})

function differingFor(before: Config, after: Config, connection: Connection) {
  return compareConnection(before, after, (guard: Guard) => holds(guard, connection))
}

test.each(['10.6', '8.4'])(
  'what differs for any connection is told, and nothing else (%s)',
  (version) => {
    fc.assert(
      fc.property(changed, ({ before: old, after: now }) => {
        const [before, after] = [old, now].map((files) => sshd.resolve(entry, memory(files), { version }))
        if (!before || !after) return
        const { differences, complete } = compare(before, after, memory({}))
        expect(complete).toBe(true)
        const connections = distinctConnections({
          ...before,
          guards: [...before.guards, ...after.guards],
        })
        for (const connection of connections)
          for (const found of differingFor(before, after, connection)) {
            const told = differences.filter(
              (difference) =>
                difference.keyword === found.keyword &&
                sameValue(difference.before.value, found.before.value) &&
                sameValue(difference.after.value, found.after.value),
            )
            expect({ found, connection, told: told.length > 0 }).toMatchObject({ told: true })
          }
        for (const difference of differences) {
          const { keyword, connectionClass, everybody } = difference
          const seen = differingFor(before, after, connectionClass.witness).find(
            (found) => found.keyword === keyword,
          )
          expect(sameValue(seen?.before.value ?? '', difference.before.value)).toBe(true)
          expect(sameValue(seen?.after.value ?? '', difference.after.value)).toBe(true)
          const isSeenBy = (connection: Connection) =>
            differingFor(before, after, connection).some(
              (found) =>
                found.keyword === keyword &&
                sameValue(found.before.value, difference.before.value) &&
                sameValue(found.after.value, difference.after.value),
            )
          if (everybody) expect(connections.every(isSeenBy)).toBe(true)
        }
      }),
      { numRuns: cases },
    )
  },
  300_000,
)

/** Blocks for whom the generated access lists name, and for root. */
const named = sshd.resolve(
  entry,
  memory({
    [entry]: ['User a', 'User b', 'User c*', 'User root', 'Group g', 'Group h']
      .map((whom) => `Match ${whom}\n`)
      .join(''),
  }),
  {},
).guards

/** What a connection can no longer log in with, and what it could before; nothing where that is not known. */
function lostBy(before: Config, after: Config, connection: Connection) {
  const [could, can] = [before, after].map((config) =>
    loginOf(config, (guard) => holds(guard, connection), sshd, memory({})),
  )
  if (!could || !can || could === UNKNOWN || can === UNKNOWN) return { could: [], lost: [] }
  const lost = lostMethods(could, can).map((method) => ({ lost: method, by: can.by }))
  return { could: could.methods, lost }
}

test('who can no longer log in is told, and is everybody where nobody is left', () => {
  fc.assert(
    fc.property(changed, ({ before: old, after: now }) => {
      const [before, after] = [old, now].map((files) => sshd.resolve(entry, memory(files), {}))
      if (!before || !after) return
      const losses = loginLosses(before, after, sshd, memory({}))
      const guards = [...before.guards, ...after.guards, ...named]
      const fates = distinctConnections({ ...before, guards }).map((connection) =>
        lostBy(before, after, connection),
      )
      for (const lost of fates.flatMap((fate) => fate.lost))
        expect(losses).toContainEqual(expect.objectContaining(lost))
      for (const { lost, by, connectionClass, everybody } of losses) {
        expect(lostBy(before, after, connectionClass.witness).lost).toContainEqual({ lost, by })
        const able = fates.filter(
          ({ could }) => could.length > 0 && (lost === 'every method' || could.includes(lost)),
        )
        const isLostByAll = able.every((fate) => fate.lost.some((own) => own.lost === lost && own.by === by))
        if (scopeOfClass(connectionClass) === undefined) expect(everybody).toBe(isLostByAll)
        if (everybody) expect(isLostByAll).toBe(true)
      }
    }),
    { numRuns: cases / 4 },
  )
}, 300_000)
