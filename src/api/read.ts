import type { Host } from '../host/host.ts'
import { parseFacts } from '../host/parse-facts.ts'
import { parseSnapshot } from '../host/parse-snapshot.ts'
import { isFault, type SchemaFault } from '../host/schema-fault.ts'
import { hostOfSnapshot } from '../host/snapshot.ts'
import { type ExampleOutcome, runExamples } from '../rules/examples.ts'
import { loadRule } from '../rules/load.ts'
import { dialectOf, type RuleDocument } from '../rules/rule.ts'
import { DIALECTS, KNOWN_RULES } from './dialects.ts'
import { ConflintError } from './error.ts'

/**
 * Reads a rule of one's own from YAML, for `ownRules` of `lint`.
 * @param file how mistakes name it
 * @throws ConflintError with every mistake, one a line: file, line, and what was expected
 */
export function readRule(yaml: string, file = 'rule.yaml'): RuleDocument {
  const loaded = loadRule(yaml, file, Object.values(DIALECTS))
  if ('rule' in loaded) return loaded.rule
  throw new ConflintError(
    loaded.errors.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'),
  )
}

/** Runs the examples of a rule: an outcome with a `fault` did not come out as the rule says. */
export function runRule(rule: RuleDocument): readonly ExampleOutcome[] {
  const dialect = dialectOf(rule)
  return runExamples(rule, DIALECTS[dialect], KNOWN_RULES[dialect].laws, KNOWN_RULES[dialect].rules)
}

/**
 * Reads a facts file, JSON or YAML, after checking it: a host that knows these facts, for `facts` of all functions.
 * @throws ConflintError with file, line, and what was expected
 */
export function readFacts(text: string, file = 'facts'): Host {
  const facts = parseFacts(text)
  if (!isFault(facts)) return facts
  throw faultIn(file, facts)
}

/** A snapshot of a host: its files and facts. */
export interface Snapshot {
  /** The name of the host. */
  name: string
  /** What all functions take as input, with one of `paths` as path. */
  host: Host
  /** Its configurations. */
  paths: readonly string[]
  /** The versions of its daemons, where it tells them. */
  openssh?: string
  pureFtpd?: string
}

/**
 * Reads a snapshot of a host.
 * @throws ConflintError with file, line, and what was expected
 */
export function readSnapshot(text: string, file = 'snapshot'): Snapshot {
  const snapshot = parseSnapshot(text)
  if (isFault(snapshot)) throw faultIn(file, snapshot)
  const { sshd, 'pure-ftpd': pureFtpd } = snapshot.versions ?? {}
  return {
    name: snapshot.host,
    host: hostOfSnapshot(snapshot),
    paths: snapshot.configurations,
    ...(sshd !== undefined && { openssh: sshd }),
    ...(pureFtpd !== undefined && { pureFtpd }),
  }
}

function faultIn(file: string, { line, where, message }: SchemaFault): ConflintError {
  return new ConflintError(`${file}:${line}: ${where === '' ? '' : `${where}: `}${message}`)
}
