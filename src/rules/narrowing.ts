import type { Guard } from '../dialects/dialect.ts'
import type { Choice, Shared } from './choices.ts'
import { conditionsIn, evaluate } from './condition.ts'
import type { Examination } from './examination.ts'
import { isPlainTest, plainTestsOf } from './needs.ts'
import type { Condition, Rule } from './rule.ts'
import { isNarrower, type Subject } from './subject.ts'

/** Combinations of values that are tried before any connection is looked for, at most. */
const mostTries = 256

/**
 * Leaves out the values with which a rule certainly does not hold, whatever the connection: those that fail a
 * test of their keyword alone, and those that no combination of values saves. Undefined where nothing is left:
 * the rule holds for nobody.
 * @param holds whether the rule holds
 */
export function narrowed(
  shared: Shared,
  rule: Rule,
  examination: Examination,
  holds: (subject: Subject) => boolean,
): Shared | undefined {
  if (shared.choices.length === 0) return shared
  const pass = plainTests(rule, examination)
  const choices = shared.choices.map((choice) =>
    restricted(choice, (_, winner) => pass(choice.keyword, winner)),
  )
  const tries = choices.reduce((product, { useful }) => product * useful.size, 1)
  if (tries === 0) return undefined
  if (shared.each.size > 0 || tries > mostTries) return { ...shared, choices }
  const saved = trySavedValues(choices, examination, holds)
  if (saved.some((values) => values.size === 0)) return undefined
  return {
    ...shared,
    choices: choices.map((choice, at) => restricted(choice, (value) => saved[at]?.has(value) === true)),
  }
}

/** Whether a test of a keyword that no block sets keeps a rule from holding for anybody. */
export function isRefuted({ when, cases }: Rule, examination: Examination): boolean {
  const refuted = (condition: Condition): boolean =>
    Object.entries(condition).some(([name, part]) => {
      if (name === 'any' || name === 'not') return false
      if (name === 'all' || name === 'given') return conditionsIn(part).some(refuted)
      if (!isPlainTest(name, part, examination.dialect) || examination.blocks.sharing(name)) return false
      return evaluate({ [name]: part }, examination.subjectOf([])).truth !== true
    })
  if (when && refuted(when)) return true
  return cases?.every((variant) => refuted(variant.when)) === true
}

function restricted(choice: Choice, keep: (value: number, winner: Guard | undefined) => boolean): Choice {
  return { ...choice, useful: new Map([...choice.useful].filter(([value, winner]) => keep(value, winner))) }
}

/** For each choice the values with which the rule holds, or may hold, for some values of the others. */
function trySavedValues(
  choices: readonly Choice[],
  examination: Examination,
  holds: (subject: Subject) => boolean,
): readonly ReadonlySet<number>[] {
  const saved = choices.map(() => new Set<number>())
  const winners = new Map<string, Guard | undefined>()
  const values: number[] = []
  const tryFrom = (at: number): void => {
    const choice = choices[at]
    if (!choice) {
      const subject = examination.composed(winners)
      const certain = !holds(subject) && !isNarrower(subject.reach, 'same values')
      if (!certain) for (const [place, value] of values.entries()) saved[place]?.add(value)
      return
    }
    for (const [value, winner] of choice.useful) {
      values[at] = value
      winners.set(choice.keyword, winner)
      tryFrom(at + 1)
    }
  }
  tryFrom(0)
  return saved
}

/** The tests in a rule of one keyword's value alone: all of the rule's own must pass, and those of one of its cases. */
function plainTests({ when, cases }: Rule, examination: Examination) {
  const common = plainTestsOf(when ?? {}, examination.dialect)
  const variants = cases?.map((variant) => plainTestsOf(variant.when, examination.dialect))
  return (keyword: string, winner: Guard | undefined): boolean => {
    const subject = examination.subjectOf(winner ? [winner] : [])
    const passes = (tests: ReadonlyMap<string, readonly Condition[]>) =>
      (tests.get(keyword) ?? []).every((test) => evaluate(test, subject).truth === true)
    return passes(common) && (variants?.some(passes) ?? true)
  }
}
