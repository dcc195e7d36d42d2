import type { Config, Dialect, DialectName } from '../../src/dialects/dialect.ts'
import { pureFtpd } from '../../src/dialects/pure-ftpd/index.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { type ProvenFix, provenFix } from '../../src/fix/fix.ts'
import type { Judged } from '../../src/fix/prove.ts'
import type { Host } from '../../src/host/host.ts'
import { defaultAgentKeys } from '../../src/rules/agent-keys.ts'
import { builtin, builtinDocuments } from '../../src/rules/builtin.ts'
import { configOfExample, hostOfExample } from '../../src/rules/examples.ts'
import type { DetailedFinding, Remedy } from '../../src/rules/finding.ts'
import { lint } from '../../src/rules/lint.ts'
import { dialectOf, type Example, type RuleDocument } from '../../src/rules/rule.ts'

const dialects: Record<DialectName, Dialect> = { sshd, 'pure-ftpd': pureFtpd }
const known = { sshd: await builtin('sshd'), 'pure-ftpd': await builtin('pure-ftpd') }

/** The rules that offer a fix. */
export const fixingRules = (await builtinDocuments()).filter((rule) =>
  remediesOf(rule).some(({ fix }) => fix),
)

/** All remedies of a rule, those of its cases too. */
export function remediesOf({ remedies, cases }: RuleDocument): readonly Remedy[] {
  return [...remedies, ...(cases ?? []).flatMap((variant) => variant.remedies ?? [])]
}

/** A remedy of a finding on an example of its rule, carried out where it is proven. */
export interface ExampleFix {
  name: string
  rule: RuleDocument
  example: Example
  finding: DetailedFinding
  remedy: Remedy
  before: Config
  host: Host
  proven: ProvenFix | undefined
}

/**
 * What the fixes of a rule do to its examples.
 * @param version judged for in the place of the one that an example names
 */
export function fixesOnExamples(rule: RuleDocument, version?: string): ExampleFix[] {
  const dialect = dialects[dialectOf(rule)]
  return rule.examples.flatMap((written, number) => {
    if (written.bad === undefined) return []
    const example = version === undefined ? written : { ...written, version }
    const host = hostOfExample(example, dialect)
    const judge = (from: Host) => judgeExample(rule, example, dialect, from)
    const before = judge(host)
    const findings = before.findings.filter((found) => found.rule === rule.id)
    return findings.flatMap((finding) =>
      finding.remedies
        .filter(({ fix }) => fix)
        .map((remedy) => ({
          name: `${rule.id}, example ${number + 1}: ${remedy.title}`,
          rule,
          example,
          finding,
          remedy,
          before: before.config,
          host,
          proven: provenFix({ ...finding, remedies: [remedy] }, before, host, judge, true),
        })),
    )
  })
}

/** As somebody judges it who has switched the rule on. */
function judgeExample(rule: RuleDocument, example: Example, dialect: Dialect, host: Host): Judged {
  const config = configOfExample(example, dialect, host)
  const { findings, complete } = lint(config, {
    ...known[dialect.name],
    dialect,
    host,
    parameters: {
      agentKeys: example['agent-keys'] ?? defaultAgentKeys,
      assumedVersion: example.version === undefined,
    },
    profile: rule.profile,
  })
  return { config, findings, complete }
}
