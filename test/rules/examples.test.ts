import { describe, expect, test } from 'vitest'
import type { Dialect, DialectName } from '../../src/dialects/dialect.ts'
import { pureFtpd } from '../../src/dialects/pure-ftpd/index.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { builtin, builtinDocuments } from '../../src/rules/builtin.ts'
import { runExamples } from '../../src/rules/examples.ts'
import { dialectOf } from '../../src/rules/rule.ts'

const dialects: Record<DialectName, Dialect> = { sshd, 'pure-ftpd': pureFtpd }
const builtins = { sshd: await builtin('sshd'), 'pure-ftpd': await builtin('pure-ftpd') }
const documents = await builtinDocuments()

describe.each(documents.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const dialect = dialectOf(rule)
  const outcomes = runExamples(rule, dialects[dialect], builtins[dialect].laws, builtins[dialect].rules)

  test.each(outcomes.map((outcome) => [`${outcome.kind} example ${outcome.number}`, outcome] as const))(
    '%s',
    (_, { fault }) => {
      expect(fault).toBeUndefined()
    },
  )

  test('has an innocent twin', () => {
    expect(outcomes.some(({ kind }) => kind === 'good')).toBe(true)
    expect(outcomes.some(({ kind }) => kind === 'bad')).toBe(true)
  })
})
