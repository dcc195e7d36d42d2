import type { Deciders } from '../classes/combinations.ts'
import type { Guard } from '../dialects/dialect.ts'
import type { Examination } from './examination.ts'
import type { Subject } from './subject.ts'

/** A keyword of which the first block that holds gives the value. */
export interface Choice {
  keyword: string
  /** In the order in which they are asked. */
  guards: readonly Guard[]
  /** Numbers for the values that the blocks give it; equal values have equal numbers. */
  values: ReadonlyMap<Guard, number>
  /** The number for the value where none of them holds. */
  otherwise: number
  /** The values of interest, each with a block that gives it, or none. */
  useful: ReadonlyMap<number, Guard | undefined>
}

/** How blocks share some keywords: as choices, or so that each block that holds may contribute. */
export interface Shared {
  choices: readonly Choice[]
  each: ReadonlySet<Guard>
}

/** @param keywords all that a question reads, which matters only where blocks set anything */
export function sharedKeywords(keywords: () => ReadonlySet<string>, examination: Examination): Shared {
  const choices: Choice[] = []
  const each = new Set<Guard>()
  for (const keyword of examination.blocks.setNothing ? [] : keywords()) {
    const sharing = examination.blocks.sharing(keyword)
    if (!sharing) continue
    if (sharing.firstDecides) choices.push(examination.choiceOf(keyword, sharing.guards))
    else for (const guard of sharing.guards) each.add(guard)
  }
  return { choices, each }
}

/** @param subjectOf connections for which only this block holds, or none */
export function choiceOf(
  keyword: string,
  guards: readonly Guard[],
  subjectOf: (winner: Guard | undefined) => Subject,
): Choice {
  const numbers = new Map<string, number>()
  const numberOf = (winner: Guard | undefined): number => {
    const { value, origins } = subjectOf(winner).setting(keyword)
    const text = `${typeof value === 'symbol' ? '' : JSON.stringify(value)} ${origins.length > 0}`
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  }
  const otherwise = numberOf(undefined)
  const values = new Map(guards.map((guard) => [guard, numberOf(guard)]))
  const useful = new Map<number, Guard | undefined>([[otherwise, undefined]])
  for (const [guard, value] of values) if (!useful.has(value)) useful.set(value, guard)
  return { keyword, guards, values, otherwise, useful }
}

/** What tells connections apart, as far as values of interest go. */
export function decidersOf({ choices, each }: Shared): Deciders {
  const first = choices.map(({ guards, values, otherwise, useful }) => ({
    guards,
    useless: new Set(guards.filter((guard) => !useful.has(values.get(guard) ?? otherwise))),
    needed: !useful.has(otherwise),
  }))
  return { first, each }
}
