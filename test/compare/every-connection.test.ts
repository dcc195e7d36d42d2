import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare, compareConnection } from '../../src/compare/compare.ts'
import { sameValue } from '../../src/compare/same-value.ts'
import type { Config, Connection, Guard } from '../../src/dialects/dialect.ts'
import { holds, sshd } from '../../src/dialects/sshd/index.ts'
import { memory } from '../../src/host/memory.ts'
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
