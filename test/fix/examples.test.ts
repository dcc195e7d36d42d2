import { describe, expect, test } from 'vitest'
import type { Dialect, DialectName } from '../../src/dialects/dialect.ts'
import { pureFtpd } from '../../src/dialects/pure-ftpd/index.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { provenFix } from '../../src/fix/fix.ts'
import { planFix } from '../../src/fix/plan.ts'
import type { Judged } from '../../src/fix/prove.ts'
import type { Host } from '../../src/host/host.ts'
import { builtin, builtinDocuments } from '../../src/rules/builtin.ts'
import { configOfExample, defaultAgentKeys, hostOfExample } from '../../src/rules/examples.ts'
import { lint } from '../../src/rules/lint.ts'
import { dialectOf } from '../../src/rules/rule.ts'

const dialects: Record<DialectName, Dialect> = { sshd, 'pure-ftpd': pureFtpd }
const known = { sshd: await builtin('sshd'), 'pure-ftpd': await builtin('pure-ftpd') }
const documents = await builtinDocuments()
const fixing = documents.filter(({ remedies, cases }) =>
  [...remedies, ...(cases ?? []).flatMap((variant) => variant.remedies ?? [])].some(({ fix }) => fix),
)

test('many rules offer a fix', () => {
  expect(fixing.length).toBeGreaterThanOrEqual(40)
})

describe.each(fixing.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const dialect = dialects[dialectOf(rule)]

  test('each fix that it offers is proven on one of its examples', () => {
    const offered = new Set<string>()
    const proven = new Set<string>()
    for (const example of rule.examples.filter(({ bad }) => bad !== undefined)) {
      const host = hostOfExample(example, dialect)
      const judge = (host: Host): Judged => {
        const config = configOfExample(example, dialect, host)
        const { findings, complete } = lint(config, {
          ...known[dialect.name],
          dialect,
          host,
          parameters: {
            agentKeys: example['agent-keys'] ?? defaultAgentKeys,
            assumedVersion: example.version === undefined,
          },
          profile: 'all',
        })
        return { config, findings, complete }
      }
      const before = judge(host)
      for (const finding of before.findings.filter((found) => found.rule === id)) {
        for (const remedy of finding.remedies.filter(({ fix }) => fix)) {
          offered.add(remedy.title)
          if (!planFix(remedy, finding, before.config)) continue
          const fixed = provenFix({ ...finding, remedies: [remedy] }, before, host, judge, true)
          if (fixed) proven.add(remedy.title)
        }
      }
    }
    expect([...offered]).not.toEqual([])
    expect([...proven].sort()).toEqual([...offered].sort())
  })
})
