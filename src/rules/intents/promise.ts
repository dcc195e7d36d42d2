import type { Case, Clause, Rule } from '../rule.ts'
import { DECLARED, INFERRED, intentName } from './names.ts'

/**
 * The rule of an intent as rules that hold where its promise is broken: one for connections that are declared to be
 * meant so, and one for those of which that is inferred, which is less sure. Each clause is reported by itself.
 */
export function rulesOfPromise(rule: Rule): readonly Rule[] {
  const { promise, ...rest } = rule
  if (!promise) return [rule]
  const name = intentName(rule)
  const { when, names, meaning = '', ...words } = rest
  // What another rule reports is told there.
  const clauses = promise.filter(({ see }) => see === undefined)
  const common = { ...words, independent: true as const, ...(when && { when: { given: when } }) }
  const notes = { ...rule.notes, intent: `meant ${meaning}`, Match: `the name says: meant ${meaning}` }
  const declared: Rule = {
    ...common,
    notes,
    cases: clauses.map((clause) => caseOf(clause, { [DECLARED + name]: 'yes' }, `meant ${meaning}`)),
  }
  if (!names) return [declared]
  const inferred: Rule = {
    ...common,
    notes,
    cases: clauses.map((clause) => ({
      ...caseOf(
        clause,
        { [INFERRED + name]: 'yes', given: { [DECLARED + name]: 'no' } },
        `meant ${meaning} (inferred)`,
      ),
      severity: (clause.severity ?? rule.severity) === 'info' ? 'info' : 'warning',
      confidence: 'possible',
    })),
  }
  return [declared, inferred]
}

function caseOf(clause: Clause, meant: Case['when'], meaning: string): Case {
  const { holds, broken, see: _, ...words } = clause
  return {
    ...words,
    when: { not: holds, ...meant },
    message: `These connections are ${meaning}, yet ${broken}.`,
  }
}
