import type { PatternList } from '../dialects/dialect.ts'
import type { Effort } from './effort.ts'
import { type Names, namesFor } from './names.ts'
import { Lists, Numbering } from './pattern-lists.ts'
import type { Variant, Variants } from './variants.ts'
import { toBytes } from './wildcards.ts'

export interface TextVariants extends Variants<string> {
  /** The criteria that hold for a value. */
  holdsFor(value: string): readonly number[]
}

export interface TextOptions {
  /** Values for people, preferred in their order. */
  suggestions: readonly string[]
  /** Whether the attribute may be the empty text. */
  empty: boolean
  /** Whether patterns are put into lower case before they are compared, as match_hostname does. */
  lowerCase: boolean
  /** Values that serve only where a pattern is just that value, and are variants of their own. */
  avoid?: (value: string) => boolean
}

/** All variants of an attribute that is a text (user, host, routing domain) under these criteria. */
export function textVariants(
  criteria: readonly PatternList[],
  options: TextOptions,
  effort: Effort,
): TextVariants {
  const { names, lists } = namesAndLists(criteria, options, effort)
  const found = new Map<string, Variant<string>>()
  for (const { text, matches } of names.list) {
    const holds = lists.verdicts(matches).accept
    const key = options.avoid?.(text) ? `=${text}` : holds.join()
    if (!found.has(key)) found.set(key, { holds, value: text })
  }
  return {
    list: [...found.values()],
    complete: names.complete,
    holdsFor: (value) => lists.verdicts(names.matchesOf(toBytes(value))).accept,
  }
}

/** The patterns of all lists as one set, with the names that they tell apart. */
export function namesAndLists(
  criteria: readonly PatternList[],
  options: TextOptions,
  effort: Effort,
): { names: Names; lists: Lists } {
  const patterns = new Numbering<string>()
  const numberOf = (pattern: string) => {
    const bytes = toBytes(options.lowerCase ? lowerCase(pattern) : pattern)
    return patterns.of(bytes, bytes)
  }
  const lists = new Lists(
    criteria.map((list) => list.map(({ negated, pattern }) => ({ negated, asks: numberOf(pattern) }))),
  )
  return { names: namesFor(patterns.things, options.suggestions, options, effort), lists }
}

/** tolower(3) in the C locale: ASCII letters only. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
