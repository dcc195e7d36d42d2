import type { Deciders, FirstDecides } from '../classes/combinations.ts'
import type { Dialect, Guard } from '../dialects/dialect.ts'
import type { Blocks } from './blocks.ts'
import { evaluate } from './condition.ts'
import { plainTestsOf } from './needs.ts'
import type { Condition, Rule } from './rule.ts'
import type { Subject } from './subject.ts'

/** What a rule asks of blocks: which share the keywords that it reads, and whose values can make it hold at all. */
export function decidersOf(
  keywords: ReadonlySet<string>,
  blocks: Blocks,
  mayHold: (keyword: string, winner: Guard | undefined) => boolean = () => true,
): Deciders {
  const first: FirstDecides[] = []
  const each = new Set<Guard>()
  for (const keyword of keywords) {
    const sharing = blocks.sharing(keyword)
    if (sharing?.firstDecides) {
      const { guards } = sharing
      const useless = new Set(guards.filter((guard) => !mayHold(keyword, guard)))
      first.push({ guards, useless, needed: !mayHold(keyword, undefined) })
    } else {
      for (const guard of sharing?.guards ?? []) each.add(guard)
    }
  }
  return { first, each }
}

/**
 * Whether a rule may hold where a certain block decides a keyword, as far as tests of that keyword alone tell: a
 * value that fails them in the rule's own condition, or in all of its cases, is of no use.
 * @param subjectOf connections for which only this block holds, or none
 */
export function expectation(
  { when, cases }: Rule,
  dialect: Dialect,
  subjectOf: (winner: Guard | undefined) => Subject,
): (keyword: string, winner: Guard | undefined) => boolean {
  const common = plainTestsOf(when ?? {}, dialect)
  const variants = cases?.map((variant) => plainTestsOf(variant.when, dialect))
  return (keyword, winner) => {
    const passes = (tests: ReadonlyMap<string, readonly Condition[]>) =>
      (tests.get(keyword) ?? []).every((test) => evaluate(test, subjectOf(winner)).truth === true)
    return passes(common) && (variants?.some(passes) ?? true)
  }
}
