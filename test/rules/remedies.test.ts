import { expect, test } from 'vitest'
import type { Dialect, DialectName } from '../../src/dialects/dialect.ts'
import { pureFtpd } from '../../src/dialects/pure-ftpd/index.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { hostWith } from '../../src/fix/fix.ts'
import { planFix } from '../../src/fix/plan.ts'
import type { Host } from '../../src/host/host.ts'
import { defaultAgentKeys } from '../../src/rules/agent-keys.ts'
import { builtin, builtinDocuments } from '../../src/rules/builtin.ts'
import { configOfExample, hostOfExample } from '../../src/rules/examples.ts'
import type { DetailedFinding, Remedy } from '../../src/rules/finding.ts'
import { lint } from '../../src/rules/lint.ts'
import { dialectOf, isAboutSuppressions, type Rule } from '../../src/rules/rule.ts'

const dialects: Record<DialectName, Dialect> = { sshd, 'pure-ftpd': pureFtpd }
const known = { sshd: await builtin('sshd'), 'pure-ftpd': await builtin('pure-ftpd') }

/** What each remedy of each finding on an example does, with the name that it has here. */
function* remediesOnExamples(documents: Awaited<ReturnType<typeof builtinDocuments>>) {
  // A law says what to do about all the mistakes that it finds.
  const isLaw = ({ when, cases, promise }: Rule) => !when && !cases && !promise
  for (const rule of documents.filter((one) => !isAboutSuppressions(one) && !isLaw(one))) {
    const dialect = dialects[dialectOf(rule)]
    for (const [index, example] of rule.examples.entries()) {
      if (example.bad === undefined) continue
      const host = hostOfExample(example, dialect)
      const parameters = {
        agentKeys: example['agent-keys'] ?? defaultAgentKeys,
        assumedVersion: example.version === undefined,
      }
      const judge = (from: Host) => {
        const config = configOfExample(example, dialect, from)
        const options = { ...known[dialect.name], dialect, host: from, parameters, profile: rule.profile }
        return { config, findings: lint(config, options).findings.filter((found) => found.rule === rule.id) }
      }
      const { config, findings } = judge(host)
      const isGone = (remedy: Remedy, finding: DetailedFinding) => {
        const plan = planFix({ ...remedy, fix: 'unsafe' }, finding, config)
        if (!plan) return 'not tried'
        const after = judge(hostWith(plan.edits, config, host)).findings
        return after.every(({ message }) => message !== finding.message)
      }
      for (const finding of findings)
        yield { name: `${rule.id}, example ${index + 1}`, finding, config, isGone }
    }
  }
}

const findings = [...remediesOnExamples(await builtinDocuments())]

test('each finding has a remedy', () => {
  const helpless = findings.filter(({ finding }) => finding.remedies.length === 0)
  expect(helpless.map(({ name }) => name)).toEqual([])
})

test('no remedy sets what a line says already', () => {
  const idle = findings.flatMap(({ name, finding, config }) => {
    const holds = finding.connectionClass?.holds
    return finding.remedies.flatMap(({ title, set, for: whom }) => {
      const effective = config.effective((guard) => whom !== 'everybody' && (holds?.has(guard) ?? false))
      return Object.entries(set ?? {})
        .filter(([keyword, value]) => {
          const [origin, ...more] = effective.get(keyword).origins
          return more.length === 0 && origin?.text === [value].flat().join(' ')
        })
        .map(([keyword]) => `${name}: ${title} (${keyword})`)
    })
  })
  expect(idle).toEqual([])
})

test('what a remedy sets takes the finding away', () => {
  const useless = findings.flatMap(({ name, finding, isGone }) =>
    finding.remedies
      .filter((remedy) => remedy.set && isGone(remedy, finding) === false)
      .map(({ title }) => `${name}: ${title}`),
  )
  expect(useless).toEqual([])
}, 60_000)
