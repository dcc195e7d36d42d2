import * as Bits from '../classes/bit-set.ts'
import type { Guard } from '../dialects/dialect.ts'
import { byLine, type Choice, coarser, keeping, restricted, type Shared } from './choices.ts'
import type { Examination } from './examination.ts'
import type { Question } from './question.ts'

/** Combinations of values that are tried before any connection is looked for, at most. */
const mostTries = 1000

/**
 * Takes values for one that a rule does not tell apart, and leaves out those with which it certainly does not hold,
 * whatever the connection: those that fail a test of their keyword alone, and those that no combination of values
 * saves. Undefined where nothing is left: the rule holds for nobody.
 */
export function narrowed(shared: Shared, question: Question, examination: Examination): Shared | undefined {
  const { plainTests } = question
  const subjectOf = (winner: Guard | undefined) => examination.subjectOf(winner ? [winner] : [])
  const fixed = [...plainTests.needed].filter((keyword) => !examination.blocks.sharing(keyword))
  if (fixed.some((keyword) => !plainTests.pass(keyword, subjectOf(undefined)))) return undefined
  const influencing = examination.influencing(question.keywords)
  const choices = shared.choices.map((choice) => {
    const { keyword } = choice
    const told = influencing.has(keyword)
      ? choice
      : coarser(choice, (winner) => plainTests.verdict(keyword, subjectOf(winner)))
    return plainTests.needed.has(keyword)
      ? restricted(told, (_, winner) => plainTests.pass(keyword, subjectOf(winner)))
      : told
  })
  if (choices.some(({ offers }) => offers.size === 0)) return undefined
  const saved = shared.each.size > 0 ? choices : savedValues(choices, examination, question)
  return saved.some(({ offers }) => offers.size === 0) ? undefined : { ...shared, choices: saved }
}

/**
 * Leaves each choice the values with which the rule holds, or may hold, for some values of the others; all, where
 * that takes too long to find out.
 */
function savedValues(
  choices: readonly Choice[],
  examination: Examination,
  question: Question,
): readonly Choice[] {
  let tries = mostTries
  let told = choices
  for (;;) {
    const saved = choices.map(() => new Set<number>())
    const again = tryValues(told, examination, question, saved, () => --tries >= 0)
    if (again === 'given up') return choices
    if (again === 'done')
      return choices.map((choice, at) => keeping(choice, told[at] ?? choice, saved[at] ?? new Set()))
    // Lines of equal values are told apart: each becomes a value of its own.
    told = told.map((choice, at) => (again.has(at) ? byLine(choice, examination.blocks.guards) : choice))
  }
}

/**
 * Tries all combinations of values that the rule tells apart. What was not read for an answer may have any value:
 * then the answer is the same.
 * @param saved gets the values, by the position of the choice
 * @returns the choices of which lines were looked at that have more than one for a value
 */
function tryValues(
  choices: readonly Choice[],
  examination: Examination,
  question: Question,
  saved: readonly Set<number>[],
  mayGoOn: () => boolean,
): 'done' | 'given up' | ReadonlySet<number> {
  const positions = new Map(choices.map(({ keyword }, at) => [keyword, at]))
  const at = (keyword: string) => positions.get(keyword) ?? []
  const values = choices.map(({ offers }) => [...offers.keys()])
  const areLines = choices.map(isByLine)
  // Each entry: a value for each choice, and the choices whose values are fixed; all others have their first value.
  const open = [{ chosen: values.map(([first = 0]) => first), fixed: new Set<number>() }]
  for (let entry = open.pop(); entry; entry = open.pop()) {
    if (!mayGoOn()) return 'given up'
    const { chosen, fixed } = entry
    const subject = examination.composed((keyword) => {
      const position = positions.get(keyword)
      return position === undefined ? undefined : choices[position]?.offers.get(chosen[position] ?? 0)?.winner
    })
    const found = question.holdsBesides(subject)
    const { keywords, lines, whole } = subject.trace
    const unclear = [...lines].flatMap(at).filter((position) => !areLines[position])
    if (unclear.length > 0) return new Set(unclear)
    const read = examination.withInfluences(keywords).flatMap(at)
    if (found || whole) {
      for (const [position, all] of values.entries()) {
        const any = whole || !read.includes(position)
        for (const value of any ? all : [chosen[position] ?? 0]) saved[position]?.add(value)
      }
      if (whole) return 'done'
    }
    const before = new Set(fixed)
    for (const position of read) {
      if (before.has(position)) continue
      before.add(position)
      const fixedHere = new Set(before)
      for (const value of values[position] ?? [])
        if (value !== chosen[position]) open.push({ chosen: chosen.with(position, value), fixed: fixedHere })
    }
  }
  return 'done'
}

/** Whether each value stands in one line. */
function isByLine({ offers, otherwise }: Choice): boolean {
  return [...offers].every(([value, { setters }]) => Bits.count(setters) <= (value === otherwise ? 0 : 1))
}
