import * as Bits from '../classes/bit-set.ts'
import type { Combination } from '../classes/combinations.ts'
import type { Guard, Value } from '../dialects/dialect.ts'
import type { Unknown } from '../host/host.ts'
import type { Blocks } from './blocks.ts'
import type { Examination } from './examination.ts'
import type { Subject } from './subject.ts'

/** A keyword of which the first block that holds gives the value. */
export interface Choice {
  keyword: string
  /** The blocks that set it. */
  setters: Bits.BitSet
  /** By block, a number for the value that it gives; equal values have equal numbers. */
  values: ReadonlyMap<number, number>
  /** The number for the value where none of them holds. */
  otherwise: number
  /** By value, the blocks that give it. */
  offers: ReadonlyMap<number, Offer>
  /** The blocks that give a value of interest. */
  useful: Bits.BitSet
}

/** Blocks that give the same value, and one of them to ask; none for the value where none of them holds. */
interface Offer {
  setters: Bits.BitSet
  winner: Guard | undefined
}

/** How blocks share some keywords: as choices, or so that each block that holds may contribute. */
export interface Shared {
  choices: readonly Choice[]
  each: ReadonlyMap<string, Bits.BitSet>
}

export function sharedKeywords(keywords: ReadonlySet<string>, examination: Examination): Shared {
  const choices: Choice[] = []
  const each = new Map<string, Bits.BitSet>()
  for (const keyword of keywords) {
    const sharing = examination.blocks.sharing(keyword)
    if (!sharing) continue
    if (sharing.firstDecides) choices.push(examination.choiceOf(keyword, sharing.guards))
    else each.set(keyword, examination.blocks.numbersOf(sharing.guards))
  }
  return { choices, each }
}

/** @param subjectOf connections for which only this block holds, or none */
export function choiceOf(
  keyword: string,
  guards: readonly Guard[],
  blocks: Blocks,
  subjectOf: (winner: Guard | undefined) => Subject,
): Choice {
  const numbers = new Map<string, number>()
  const numberOf = (winner: Guard | undefined): number => {
    const { value, origins } = subjectOf(winner).setting(keyword)
    const text = `${textOfValue(value)} ${origins.length > 0}`
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  }
  const otherwise = numberOf(undefined)
  const byValue = new Map<number, Guard[]>([[otherwise, []]])
  for (const guard of guards) {
    const value = numberOf(guard)
    const own = byValue.get(value)
    if (own) own.push(guard)
    else byValue.set(value, [guard])
  }
  const offers = new Map(
    [...byValue].map(([value, own]) => [
      value,
      { setters: blocks.numbersOf(own), winner: value === otherwise ? undefined : own[0] },
    ]),
  )
  const values = [...offers].flatMap(([value, own]) =>
    Bits.members(own.setters).map((number): [number, number] => [number, value]),
  )
  const setters = blocks.numbersOf(guards)
  return { keyword, setters, values: new Map(values), otherwise, offers, useful: setters }
}

/** The same text for equal values. */
export function textOfValue(value: Value | Unknown): string {
  return typeof value === 'symbol' ? '' : JSON.stringify(value)
}

/** The block that decides, if any. */
export function winnerOf({ values }: Choice, { numbers }: Pick<Combination, 'numbers'>): number | undefined {
  for (const number of numbers) if (values.has(number)) return number
  return undefined
}

export function valueGiven({ values, otherwise }: Choice, winner: number | undefined): number {
  return winner === undefined ? otherwise : (values.get(winner) ?? otherwise)
}

/** The same choice among some of the values. */
export function restricted(
  choice: Choice,
  keep: (value: number, winner: Guard | undefined) => boolean,
): Choice {
  const offers = new Map([...choice.offers].filter(([value, { winner }]) => keep(value, winner)))
  if (offers.size === choice.offers.size) return choice
  let useful = Bits.difference(choice.setters, choice.setters)
  for (const { setters } of offers.values()) useful = Bits.union(useful, setters)
  return { ...choice, offers, useful }
}

/** The same choice where some blocks never hold. */
export function excluding(choice: Choice, excluded: ReadonlySet<Guard>, blocks: Blocks): Choice {
  const never = blocks.numbersOf(excluded)
  const useful = Bits.difference(choice.useful, never)
  const offers = new Map<number, Offer>()
  for (const [value, offer] of choice.offers) {
    const setters = Bits.difference(offer.setters, never)
    const [first] = blocks.named(setters)
    if (value === choice.otherwise) offers.set(value, { setters, winner: undefined })
    else if (first) offers.set(value, { setters, winner: first })
  }
  return { ...choice, offers, useful }
}

/**
 * The same choice with values taken for one that nobody tells apart.
 * @param textOf the same text for values that are alike; undefined where that is not known
 */
export function coarser(choice: Choice, textOf: (winner: Guard | undefined) => string | undefined): Choice {
  const alike = new Map<string, number>()
  const offers = new Map<number, Offer>()
  const renamed = new Map<number, number>()
  for (const [value, { setters, winner }] of choice.offers) {
    const text = textOf(winner)
    if (text === undefined) return choice
    const same = alike.get(text) ?? value
    alike.set(text, same)
    renamed.set(value, same)
    const known = offers.get(same)
    offers.set(same, known ? { ...known, setters: Bits.union(known.setters, setters) } : { setters, winner })
  }
  if (offers.size === choice.offers.size) return choice
  const values = [...choice.values].map(([block, value]): [number, number] => [
    block,
    renamed.get(value) ?? value,
  ])
  return { ...choice, offers, values: new Map(values) }
}

/** The same choice with each line taken for a value of its own. */
export function byLine(choice: Choice, guards: readonly Guard[]): Choice {
  const none = Bits.difference(choice.setters, choice.setters)
  const values = new Map(Bits.members(choice.setters).map((block, at) => [block, at + 1]))
  const offers = new Map<number, Offer>()
  if (choice.offers.has(choice.otherwise)) offers.set(0, { setters: none, winner: undefined })
  for (const block of Bits.members(choice.useful))
    offers.set(values.get(block) ?? 0, { setters: Bits.withMember(none, block), winner: guards[block] })
  return { ...choice, values, otherwise: 0, offers }
}

/**
 * The same choice with as many blocks told apart as are compared with each other, among those that are alike.
 * @param alike sets of blocks any of which may stand for any other
 */
export function byBlock(
  choice: Choice,
  alike: readonly Bits.BitSet[],
  compared: number,
  guards: readonly Guard[],
): Choice {
  const none = Bits.difference(choice.setters, choice.setters)
  const offers = new Map<number, Offer>()
  if (choice.offers.has(choice.otherwise)) offers.set(0, { setters: none, winner: undefined })
  for (const setters of alike)
    if (Bits.intersects(setters, choice.useful))
      for (const block of Bits.members(setters).slice(0, compared))
        offers.set(block + 1, { setters, winner: guards[block] })
  const values = new Map(Bits.members(choice.setters).map((block) => [block, block + 1]))
  return { ...choice, values, otherwise: 0, offers }
}

/** The same choice among the values that some values come from, when lines are told apart. */
export function keeping(choice: Choice, told: Choice, values: ReadonlySet<number>): Choice {
  const kept = restricted(told, (value) => values.has(value))
  const isKept = (value: number, { setters }: Offer) =>
    (value === choice.otherwise && kept.offers.has(told.otherwise)) || Bits.intersects(setters, kept.useful)
  const offers = new Map([...choice.offers].filter(([value, offer]) => isKept(value, offer)))
  return { ...choice, offers, useful: kept.useful }
}
