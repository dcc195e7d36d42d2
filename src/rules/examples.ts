import type { Config, Dialect } from '../dialects/dialect.ts'
import { makeDatabase } from '../dialects/pure-ftpd/puredb/make-database.ts'
import { USUAL_PLACE } from '../dialects/usual-place.ts'
import { type FactsFile, hostOf } from '../host/facts.ts'
import type { Host } from '../host/host.ts'
import { memory } from '../host/memory.ts'
import { overlay } from '../host/overlay.ts'
import { defaultAgentKeys } from './agent-keys.ts'
import type { DetailedFinding } from './finding.ts'
import type { DeclaredSet } from './intents/declarations.ts'
import { declaredSet } from './intents/entries.ts'
import { intentNames } from './intents/names.ts'
import type { LawOfTheFile } from './laws/laws.ts'
import { lint } from './lint.ts'
import { type Example, isAboutSuppressions, type Rule, type RuleDocument } from './rule.ts'
import { honourComments, suppressionFindings } from './suppressions/honour.ts'

/** What came out of one example of a rule. `fault` is absent where it came out as the rule says. */
export interface ExampleOutcome {
  rule: string
  /** Position among the examples of the rule, from 1. */
  number: number
  kind: 'bad' | 'good'
  /** The findings of this rule on the example. */
  findings: readonly DetailedFinding[]
  fault?: string
}

/**
 * Runs all examples of a rule: bad ones must be found, with exactly the lines and the witness that they name; good ones must stay silent.
 * @param others the rules whose findings comments may suppress, for the rules that are about such comments
 */
export function runExamples(
  rule: RuleDocument,
  dialect: Dialect,
  laws: readonly LawOfTheFile[],
  others: readonly Rule[] = [],
): ExampleOutcome[] {
  return rule.examples.map((example, index) => {
    const main = example.at ?? USUAL_PLACE[dialect.name]
    const findings = findingsOn(example, rule, { dialect, laws, others })
    const fault = example.good === undefined ? faultOfBad(example, main, findings) : faultOfGood(findings)
    return {
      rule: rule.id,
      number: index + 1,
      kind: example.good === undefined ? 'bad' : 'good',
      findings,
      ...(fault && { fault }),
    }
  })
}

function findingsOn(
  example: Example,
  rule: RuleDocument,
  { dialect, laws, others }: { dialect: Dialect; laws: readonly LawOfTheFile[]; others: readonly Rule[] },
): DetailedFinding[] {
  const host = hostOfExample(example, dialect)
  const config = configOfExample(example, dialect, host)
  const isAboutComments = isAboutSuppressions(rule)
  const result = lint(config, {
    dialect,
    rules: isAboutComments ? others : [rule],
    sets: setsOfExample(example, dialect),
    intentNames: intentNames([...others, rule]),
    laws,
    host,
    parameters: {
      agentKeys: example['agent-keys'] ?? defaultAgentKeys,
      assumedVersion: example.version === undefined,
    },
    profile: 'all',
  })
  if (!isAboutComments) return result.findings
  const known = others.map(({ id }) => id)
  return suppressionFindings(honourComments(config, result, known), [rule])
}

/** What an example has in its .conflint.yaml: one entry a line, behind the line `intents:`. */
function setsOfExample({ intents = [] }: Example, dialect: Dialect): DeclaredSet[] {
  const text = ['intents:', ...intents.map((entry) => `  - ${JSON.stringify(entry)}`)].join('\n')
  return intents.map((entry, index) => {
    const set = declaredSet(entry, dialect, { path: '.conflint.yaml', text, line: index + 2 })
    if ('fault' in set) throw new Error(`intents of an example: ${set.fault}`)
    return set
  })
}

/** The configuration of an example, as its daemon reads it from a host. */
export function configOfExample(example: Example, dialect: Dialect, host: Host): Config {
  return dialect.resolve(example.at ?? USUAL_PLACE[dialect.name], host, {
    ...(example.version !== undefined && { version: example.version }),
    ...(example.reader && { reader: example.reader }),
  })
}

/** The files and facts of an example. */
export function hostOfExample({ at, good, bad, files, databases, facts }: Example, { name }: Dialect): Host {
  const main = at ?? USUAL_PLACE[name]
  const text = good ?? bad ?? ''
  // A tree that is read as a directory has no main file.
  const isTree = Object.keys(files ?? {}).some((path) => path.startsWith(`${main}/`))
  const made = Object.entries(databases ?? {}).map(
    ([path, accounts]) => [path, makeDatabase(accounts)] as const,
  )
  const all = { ...files, ...Object.fromEntries(made) }
  const host = memory(isTree ? all : { ...all, [main]: text })
  const known: FactsFile | undefined = facts
  return known ? overlay(host, hostOf(known)) : host
}

function faultOfGood(findings: readonly DetailedFinding[]): string | undefined {
  const [first] = findings
  return first && `an innocent example is found guilty: ${first.message}`
}

function faultOfBad(
  example: Example,
  main: string,
  findings: readonly DetailedFinding[],
): string | undefined {
  if (findings.length === 0) return 'nothing is found'
  if (findings.some((finding) => isAsExpected(example, main, finding))) return undefined
  const found = findings.map(
    (finding) =>
      `${linesOf(finding, main).join(', ')} for ${JSON.stringify(finding.scope?.witness ?? 'everybody')}`,
  )
  return `expected ${wanted(example)}, found ${found.join(' and ')}`
}

function isAsExpected({ evidence, witness }: Example, main: string, finding: DetailedFinding): boolean {
  const lines = linesOf(finding, main)
  const linesFit = !evidence || [...evidence].map(String).sort().join() === lines.sort().join()
  const attributes: Record<string, string | string[]> = finding.scope?.witness ?? {}
  const witnessFits = Object.entries(witness ?? {}).every(([attribute, value]) =>
    [attributes[attribute === 'group' ? 'groups' : attribute]].flat().includes(value),
  )
  return linesFit && witnessFits
}

/** The lines of the evidence: bare numbers in the main file, `path:line` elsewhere. */
function linesOf({ evidence }: DetailedFinding, main: string): string[] {
  const lines = evidence.flatMap(({ origin, file, line }) =>
    origin === 'line' ? [file === main ? String(line) : `${file}:${line}`] : [],
  )
  return [...new Set(lines)]
}

function wanted({ evidence, witness }: Example): string {
  return `lines ${(evidence ?? []).join(', ')} for ${JSON.stringify(witness ?? 'everybody')}`
}
