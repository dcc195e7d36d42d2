import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Config, Connection } from '../../src/dialects/dialect.ts'
import { holds, sshd } from '../../src/dialects/sshd/index.ts'
import type { Host } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { builtin } from '../../src/rules/builtin.ts'
import { evaluate } from '../../src/rules/condition.ts'
import { collectEvidence } from '../../src/rules/evidence.ts'
import type { DetailedFinding } from '../../src/rules/finding.ts'
import { lint } from '../../src/rules/lint.ts'
import { keywordsOf, namesInRule } from '../../src/rules/needs.ts'
import { type Rule, separateCases } from '../../src/rules/rule.ts'
import { Subject } from '../../src/rules/subject.ts'
import { inRange } from '../../src/rules/versions.ts'
import { distinctConnections, someCondition, someConfiguration } from './generated-configurations.ts'
import { plainRule } from './plain-rule.ts'

/** Configurations that are tried: CONFLINT_CASES=20000 for a thorough look. */
const cases = Number(process.env.CONFLINT_CASES ?? 2000)

const entry = '/etc/ssh/sshd_config'
const parameters = { agentKeys: 5, assumedVersion: true }

describe('what lint finds over classes is what every single connection shows', () => {
  let builtins: readonly Rule[] = []
  beforeAll(async () => {
    builtins = (await builtin('sshd')).rules.filter(({ when, cases: variants }) => when || variants)
  })

  test('for generated configurations and rules', () => {
    const subject = someConfiguration(entry, 8).chain(({ files, keywords }) =>
      fc.record({
        files: fc.constant(files),
        conditions: fc.array(someCondition(keywords), { minLength: 3, maxLength: 3 }),
        version: fc.constantFrom('10.6', '9.2', '8.4'),
        start: fc.nat(),
      }),
    )
    fc.assert(
      fc.property(subject, ({ files, conditions, version, start }) => {
        const host = memory(files)
        const config = sshd.resolve(entry, host, { version })
        const used = new Set(config.settings.map(({ keyword }) => keyword))
        const concerned = builtins.filter((rule) =>
          [...keywordsOf(rule, sshd)].some((keyword) => used.has(keyword)),
        )
        const some = Array.from({ length: Math.min(4, concerned.length) }, (_, i) => {
          return concerned[(start + i * 7) % concerned.length]
        })
        const rules = [
          ...conditions.map((when, index) => ({ ...plainRule, id: `sshd/test-${index}`, when })),
          ...new Set(some.filter((rule) => rule !== undefined)),
        ]
        compare(config, host, rules)
      }),
      { numRuns: cases },
    )
  }, 600_000)
})

/** Both ways to ask, side by side. */
function compare(config: Config, host: Host, rules: readonly Rule[]): void {
  const options = { dialect: sshd, rules, laws: [], host, parameters, profile: 'all' } as const
  const { findings, complete } = lint(config, options)
  expect(complete).toBe(true)
  const connections = distinctConnections(config)
  const away = sshd.turnedAway?.(config) ?? { blocks: [], besides: [] }
  const isLetIn = (connection: Connection) => !away.blocks.some((guard) => holds(guard, connection))
  const everybody = connections.map((connection) => subjectOf(config, host, connection))
  const letIn = everybody.filter((_, at) => isLetIn(connections[at] ?? {}))
  for (const rule of rules) {
    // What those get whom the daemon turns away is of no account, but to rules about that, and about what sshd obeys before.
    const isObeyedBefore = away.besides.some((keyword) => keywordsOf(rule, sshd).has(keyword))
    const subjects = isObeyedBefore ? everybody : letIn
    const own = findings.filter((finding) => finding.rule === rule.id)
    const places = new Set(own.map(({ evidence: [first] }) => nameOf(first)))
    const parts = separateCases(rule)
    const shown = parts.flatMap((part) =>
      subjects.flatMap((subject) => evidenceFor(part, config, subject) ?? []),
    )
    if (subjects.some((subject) => looksAtBlocks(rule, subject))) continue
    // None is missing, and none is impossible.
    const told = new Set(shown.map(([place = '']) => place))
    if (subjects === everybody || away.blocks.length === 0) expect(told, rule.id).toEqual(places)
    else {
      // Where several blocks together leave only those whom the daemon turns away, that is not found out.
      const possible = everybody.flatMap((subject) => evidenceFor(rule, config, subject)?.[0]?.[0] ?? [])
      expect([...places], rule.id).toEqual(expect.arrayContaining([...told]))
      expect([...new Set(possible)], rule.id).toEqual(expect.arrayContaining([...places]))
    }
    for (const { evidence, scope } of own) {
      const witness = subjectOf(config, host, scope ? connectionFrom(scope.witness) : {})
      const ofParts = parts.map((part) => evidenceFor(part, config, witness)?.[0])
      expect(ofParts, rule.id).toContainEqual(evidence.map(nameOf))
    }
  }
}

function nameOf({ keyword, file, line }: DetailedFinding['evidence'][0]): string {
  return `${keyword} ${file}:${line}`
}

function subjectOf(config: Config, host: Host, connection: Connection): Subject {
  const effective = config.effective((guard) => holds(guard, connection))
  return new Subject({ dialect: sshd, config, host, parameters }, effective)
}

/** Some rules ask which blocks apply, beside what they set: one connection has no answer to that. */
function looksAtBlocks(rule: Rule, subject: Subject): boolean {
  return namesInRule(rule).some((name) => subject.read(name).trace.whole)
}

/** The evidence of a rule for one connection; undefined where it does not hold. */
function evidenceFor(rule: Rule, config: Config, subject: Subject): [string[]] | undefined {
  if (rule.applies !== undefined && !inRange(config.version, rule.applies)) return undefined
  const common = evaluate(rule.when ?? {}, subject)
  if (common.truth !== true) return undefined
  const variants = rule.cases?.map((variant) => evaluate(variant.when, subject))
  const first = variants ? variants.find(({ truth }) => truth === true) : { reads: [] }
  if (!first) return undefined
  const evidence = collectEvidence([...common.reads, ...first.reads], rule)
  return [evidence.map((piece) => nameOf(piece.evidence))]
}

function connectionFrom(witness: Record<string, string | string[]>): Connection {
  const { invalidUser, localPort, groups, ...texts } = witness
  return {
    ...(texts as Connection),
    ...(groups !== undefined && { groups: [groups].flat() }),
    ...(invalidUser !== undefined && { invalidUser: invalidUser === 'true' }),
    ...(localPort !== undefined && { localPort: Number(localPort) }),
  }
}
