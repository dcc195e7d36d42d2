import * as Bits from '../classes/bit-set.ts'
import type { Guard } from '../dialects/dialect.ts'
import { byBlock, byLine, type Choice, keeping } from './choices.ts'
import type { Examination } from './examination.ts'
import type { Severity } from './finding.ts'
import { type Question, worstOf } from './question.ts'
import type { Trace } from './trace.ts'

/** Combinations of values that are tried before any connection is looked for, at most, and further ones for each value. */
const mostTries = { atLeast: 400, perValue: 5 }

/** How far the values of a keyword are told apart: by what they are, by their blocks as far as these differ, by line. */
type Detail = 'value' | 'block' | 'line'

/** What trials save of choices, and the worst that is said of it. */
interface Saved {
  choices: readonly Choice[]
  worst: Severity
  /** The same by the block that gives the keyword its value at whose line the rule is reported. */
  worstByBlock: ReadonlyMap<number, Severity>
}

/**
 * Leaves each choice the values with which the rule holds, or may hold, for some values of the others; all, where
 * that takes too long to find out. Undefined where the rule holds with no values at all.
 */
export function tried(
  choices: readonly Choice[],
  examination: Examination,
  question: Question,
): Saved | undefined {
  const values = choices.reduce((sum, { offers }) => sum + offers.size, 0)
  let tries = mostTries.atLeast + mostTries.perValue * values
  const details = choices.map((): Detail => 'value')
  for (;;) {
    const told = toldApart(choices, details, examination)
    const trial = new Trial(told)
    const outcome = trial.run(details, examination, question, () => --tries >= 0)
    if (outcome === 'given up') return { choices, worst: question.worst, worstByBlock: new Map() }
    if (outcome === 'done') {
      if (!trial.worst) return undefined
      const saved = choices.map((choice, at) =>
        keeping(choice, told[at] ?? choice, new Set(trial.saved[at]?.keys())),
      )
      return { choices: saved, worst: trial.worst, worstByBlock: trial.worstByBlock(question.place) }
    }
    for (const [at, detail] of outcome) details[at] = detail
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

/** All combinations of values that a rule tells apart. */
class Trial {
  /** By the position of the choice, the values with which the rule holds, or may hold, and the worst that it says then. */
  readonly saved: readonly Map<number, Severity>[]
  /** The worst that it ever says; undefined where it never holds. */
  worst: Severity | undefined
  readonly #choices: readonly Choice[]
  readonly #positions: ReadonlyMap<string, number>
  readonly #values: readonly (readonly number[])[]
  readonly #areOneByOne: readonly boolean[]

  constructor(choices: readonly Choice[]) {
    this.saved = choices.map(() => new Map())
    this.#choices = choices
    this.#positions = new Map(choices.map(({ keyword }, at) => [keyword, at]))
    this.#values = choices.map(({ offers }) => [...offers.keys()])
    this.#areOneByOne = choices.map(givesEachOnce)
  }

  /**
   * Asks the rule. What was not read for an answer may have any value: then the answer is the same.
   * @returns the positions of choices that have to be told apart further, and how far, where there are any
   */
  run(
    details: readonly Detail[],
    examination: Examination,
    question: Question,
    mayGoOn: () => boolean,
  ): ReadonlyMap<number, Detail> | 'done' | 'given up' {
    const values = this.#values
    // Each entry: a value for each choice, and the choices whose values are fixed; all others have their first value.
    const open = [{ chosen: values.map(([first = 0]) => first), fixed: new Set<number>() }]
    for (let entry = open.pop(); entry; entry = open.pop()) {
      if (!mayGoOn()) return 'given up'
      const { chosen, fixed } = entry
      const subject = examination.composed((keyword) => this.#winnerOf(keyword, chosen))
      const severity = question.severityBesides(subject)
      const { trace } = subject
      const unclear = this.#unclear(trace, details)
      if (unclear.size > 0) return unclear
      const read = trace.whole ? [] : this.#at(examination.withInfluences(trace.keywords))
      if (severity) this.#save(chosen, read, severity)
      if (trace.whole) {
        // Which blocks hold may change everything.
        this.#save(chosen, [], question.worst)
        return 'done'
      }
      const before = new Set(fixed)
      for (const position of read) {
        if (before.has(position)) continue
        before.add(position)
        const fixedHere = new Set(before)
        for (const value of values[position] ?? [])
          if (value !== chosen[position])
            open.push({ chosen: chosen.with(position, value), fixed: fixedHere })
      }
    }
    return 'done'
  }

  #winnerOf(keyword: string, chosen: readonly number[]): Guard | undefined {
    const position = this.#positions.get(keyword)
    if (position === undefined) return undefined
    return this.#choices[position]?.offers.get(chosen[position] ?? 0)?.winner
  }

  #at(keywords: Iterable<string>): number[] {
    return [...keywords].flatMap((keyword) => this.#positions.get(keyword) ?? [])
  }

  #unclear({ lines, blocks }: Trace, details: readonly Detail[]): ReadonlyMap<number, Detail> {
    const unclear = new Map<number, Detail>()
    for (const position of this.#at(blocks))
      if (details[position] === 'value' && !this.#areOneByOne[position]) unclear.set(position, 'block')
    for (const position of this.#at(lines))
      if (details[position] !== 'line' && !this.#areOneByOne[position]) unclear.set(position, 'line')
    return unclear
  }

  /** The worst that is said where a block gives a keyword its value. */
  worstByBlock(keyword: string | undefined): ReadonlyMap<number, Severity> {
    const found = new Map<number, Severity>()
    const position = keyword === undefined ? undefined : this.#positions.get(keyword)
    if (position === undefined) return found
    for (const [value, severity] of this.saved[position] ?? [])
      for (const block of Bits.members(this.#choices[position]?.offers.get(value)?.setters ?? []))
        found.set(block, worse(severity, found.get(block)))
    return found
  }

  #save(chosen: readonly number[], read: readonly number[], severity: Severity): void {
    this.worst = worse(severity, this.worst)
    for (const [position, all] of this.#values.entries()) {
      const saved = this.saved[position]
      for (const value of read.includes(position) ? [chosen[position] ?? 0] : all)
        saved?.set(value, worse(severity, saved.get(value)))
    }
  }
}

function worse(severity: Severity, other: Severity | undefined): Severity {
  return other ? worstOf([severity, other]) : severity
}

/** Whether each value stands in one line. */
function givesEachOnce({ offers, otherwise }: Choice): boolean {
  return [...offers].every(([value, { setters }]) => Bits.count(setters) <= (value === otherwise ? 0 : 1))
}
