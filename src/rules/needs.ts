import type { Config, Dialect } from '../dialects/dialect.ts'
import { referencesIn } from './condition.ts'
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

/** The quantities behind some names that read a keyword themselves. */
export function quantitiesReading(keyword: string, names: readonly string[], dialect: Dialect): string[] {
  const seen = new Set(names)
  for (const name of seen) for (const read of dialect.quantities.get(name)?.reads ?? []) seen.add(read)
  return [...seen].filter((name) => dialect.quantities.get(name)?.reads.includes(keyword))
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

/** The keywords and quantities that a condition names, also as references. */
function namesOf(condition: Condition): string[] {
  return Object.entries(condition).flatMap(([name, part]) => {
    if (['all', 'any', 'not', 'given'].includes(name)) {
      const parts = Array.isArray(part) ? part : [part]
      return parts.flatMap((inner) => namesOf(inner))
    }
    return [name, ...referencesIn(part)]
  })
}
