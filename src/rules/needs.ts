import type { Config, Dialect } from '../dialects/dialect.ts'
import { conditionsIn } from './condition.ts'
import { operators } from './operators.ts'
import type { Condition, Rule } from './rule.ts'

/** All keywords that a rule reads, also through quantities: connections are told apart by these only. */
export function keywordsOf(rule: Rule, dialect: Dialect, config?: Config): ReadonlySet<string> {
  return keywordsBehind(namesInRule(rule), dialect, config)
}

/** The keywords that some keywords and quantities come down to, with those that influence them in a configuration. */
export function keywordsBehind(
  names: readonly string[],
  dialect: Dialect,
  config?: Config,
): ReadonlySet<string> {
  const keywords = new Set<string>()
  const seen = new Set<string>()
  const visit = (name: string) => {
    if (seen.has(name)) return
    seen.add(name)
    const quantity = dialect.quantities.get(name)
    if (quantity) quantity.reads.forEach(visit)
    else keywords.add(name)
    config?.influences?.(name).forEach(visit)
  }
  names.forEach(visit)
  return keywords
}

/** True where the answer depends on the account. */
export function dependsOnAccount(rule: Rule, dialect: Dialect): boolean {
  const seen = new Set<string>()
  const visit = (name: string): boolean => {
    if (seen.has(name)) return false
    seen.add(name)
    const quantity = dialect.quantities.get(name)
    return quantity !== undefined && (quantity.perAccount === true || quantity.reads.some(visit))
  }
  return namesInRule(rule).some(visit)
}

/** The keywords and quantities that the conditions of a rule name. */
export function namesInRule({ when, cases }: Rule): string[] {
  return [when, ...(cases ?? []).map((variant) => variant.when)].flatMap((condition) =>
    namesOf(condition ?? {}),
  )
}

/**
 * By keyword, the tests of that keyword's value alone that must pass wherever a condition holds: those
 * that are joined by "and", and look at nothing else.
 */
export function plainTestsOf(condition: Condition, dialect: Dialect): Map<string, Condition[]> {
  const tests = new Map<string, Condition[]>()
  for (const [name, part] of Object.entries(condition)) {
    if (name === 'any' || name === 'not') continue
    if (name === 'all' || name === 'given') {
      for (const inner of conditionsIn(part)) {
        for (const [keyword, own] of plainTestsOf(inner, dialect)) {
          tests.set(keyword, [...(tests.get(keyword) ?? []), ...own])
        }
      }
    } else if (isPlainTest(name, part, dialect)) {
      tests.set(name, [...(tests.get(name) ?? []), { [name]: part }])
    }
  }
  return tests
}

/** Whether a part of a condition is a test of a keyword's value alone. */
export function isPlainTest(name: string, part: Condition[string], dialect: Dialect): boolean {
  return !dialect.quantities.has(name) && referencesIn(part).length === 0
}

/** The keywords and quantities that a condition names, also as references. */
export function namesOf(condition: Condition): string[] {
  return Object.entries(condition).flatMap(([name, part]) => {
    if (['all', 'any', 'not', 'given'].includes(name)) {
      const parts = Array.isArray(part) ? part : [part]
      return parts.flatMap((inner) => namesOf(inner))
    }
    return [name, ...referencesIn(part)]
  })
}

function referencesIn(part: Condition[string]): string[] {
  if (typeof part !== 'object' || Array.isArray(part)) return []
  return Object.entries(part).flatMap(([name, operand]) => {
    const kind = operators.get(name)?.operand
    if (typeof operand === 'string' && (kind === 'reference' || kind === 'number')) return [operand]
    return []
  })
}
