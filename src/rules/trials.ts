import * as Bits from '../classes/bit-set.ts'
import { byBlock, byLine, type Choice, keeping } from './choices.ts'
import type { Examination } from './examination.ts'
import type { Question } from './question.ts'

/** Combinations of values that are tried before any connection is looked for, at most, and further ones for each value. */
const mostTries = { atLeast: 1000, perValue: 4 }

/** How far the values of a keyword are told apart: by what they are, by their blocks as far as these differ, by line. */
type Detail = 'value' | 'block' | 'line'

/**
 * Leaves each choice the values with which the rule holds, or may hold, for some values of the others; all, where
 * that takes too long to find out.
 */
export function savedValues(
  choices: readonly Choice[],
  examination: Examination,
  question: Question,
): readonly Choice[] {
  const values = choices.reduce((sum, { offers }) => sum + offers.size, 0)
  let tries = mostTries.atLeast + mostTries.perValue * values
  const details = choices.map((): Detail => 'value')
  for (;;) {
    const told = toldApart(choices, details, examination)
    const saved = choices.map(() => new Set<number>())
    const unclear = tryValues(told, details, examination, question, saved, () => --tries >= 0)
    if (unclear === 'given up') return choices
    if (unclear.size === 0)
      return choices.map((choice, at) => keeping(choice, told[at] ?? choice, saved[at] ?? new Set()))
    for (const [at, detail] of unclear) details[at] = detail
  }
}

function toldApart(
  choices: readonly Choice[],
  details: readonly Detail[],
  { blocks: { guards } }: Examination,
): readonly Choice[] {
  const compared = details.filter((detail) => detail === 'block').length
  const alike = compared > 0 ? alikeBlocks(choices) : []
  return choices.map((choice, at) => {
    if (details[at] === 'line') return byLine(choice, guards)
    return details[at] === 'block' ? byBlock(choice, alike, compared, guards) : choice
  })
}

/** Blocks that give all keywords the same values: which of them gives a value counts only beside the others. */
function alikeBlocks(choices: readonly Choice[]): readonly Bits.BitSet[] {
  const found = new Map<string, Bits.BitSet>()
  const all = choices.map(({ useful }) => useful).reduce(Bits.union)
  const none = Bits.difference(all, all)
  for (const block of Bits.members(all)) {
    const values = choices.map(({ values }) => values.get(block)).join()
    found.set(values, Bits.withMember(found.get(values) ?? none, block))
  }
  return [...found.values()]
}

/**
 * Tries all combinations of values that the rule tells apart. What was not read for an answer may have any value:
 * then the answer is the same.
 * @param saved gets the values, by the position of the choice
 * @returns the positions of choices that have to be told apart further, and how far
 */
function tryValues(
  choices: readonly Choice[],
  details: readonly Detail[],
  examination: Examination,
  question: Question,
  saved: readonly Set<number>[],
  mayGoOn: () => boolean,
): ReadonlyMap<number, Detail> | 'given up' {
  const positions = new Map(choices.map(({ keyword }, at) => [keyword, at]))
  const at = (keyword: string) => positions.get(keyword) ?? []
  const values = choices.map(({ offers }) => [...offers.keys()])
  const isOneByOne = choices.map(givesEachOnce)
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
    const { keywords, lines, blocks, whole } = subject.trace
    const unclear = new Map<number, Detail>()
    for (const position of [...blocks].flatMap(at))
      if (details[position] === 'value' && !isOneByOne[position]) unclear.set(position, 'block')
    for (const position of [...lines].flatMap(at))
      if (details[position] !== 'line' && !isOneByOne[position]) unclear.set(position, 'line')
    if (unclear.size > 0) return unclear
    const read = examination.withInfluences(keywords).flatMap(at)
    if (found || whole) {
      for (const [position, all] of values.entries()) {
        const any = whole || !read.includes(position)
        for (const value of any ? all : [chosen[position] ?? 0]) saved[position]?.add(value)
      }
      if (whole) return new Map()
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
  return new Map()
}

/** Whether each value stands in one line. */
function givesEachOnce({ offers, otherwise }: Choice): boolean {
  return [...offers].every(([value, { setters }]) => Bits.count(setters) <= (value === otherwise ? 0 : 1))
}
