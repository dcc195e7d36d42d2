import type { Guard } from '../dialects/dialect.ts'
import { coarser, excluding, restricted, type Shared, textOfValue } from './choices.ts'
import type { Examination } from './examination.ts'
import type { Severity } from './finding.ts'
import type { Question } from './question.ts'
import type { Subject } from './subject.ts'
import { takesTheLine } from './trace.ts'
import { tried } from './trials.ts'

/** What is left of shared keywords. */
export interface Narrowed extends Shared {
  /** Nothing worse is ever said of any connection. */
  worst: Severity
  /** Nor of those for whom a block gives the keyword its value at whose line the rule is reported. */
  worstByBlock: ReadonlyMap<number, Severity>
}

/**
 * Takes values for one that a rule does not tell apart, and leaves out those with which it certainly does not hold,
 * whatever the connection: those that fail a test of their keyword alone, and those that no combination of values
 * saves. Undefined where nothing is left: the rule holds for nobody.
 * @param excluded blocks that hold for nobody whom the rule is about
 */
export function narrowed(
  shared: Shared,
  question: Question,
  examination: Examination,
  excluded: ReadonlySet<Guard>,
): Narrowed | undefined {
  const { plainTests } = question
  const { blocks } = examination
  const subjectOf = (winner: Guard | undefined) => examination.subjectOf(winner ? [winner] : [])
  const fixed = [...plainTests.needed].filter((keyword) => !blocks.sharing(keyword))
  if (fixed.some((keyword) => !plainTests.pass(keyword, subjectOf(undefined)))) return undefined
  const passing = shared.choices.map((whole) => {
    const { keyword } = whole
    const choice = excluded.size > 0 ? excluding(whole, excluded, blocks) : whole
    return plainTests.needed.has(keyword)
      ? restricted(choice, (_, winner) => plainTests.pass(keyword, subjectOf(winner)))
      : choice
  })
  if (passing.some(({ offers }) => offers.size === 0)) return undefined
  const influencing = examination.influencing(question.keywords)
  const choices = passing.map((choice) => {
    const { keyword } = choice
    return influencing.has(keyword)
      ? choice
      : coarser(choice, (winner) => verdictOn(keyword, subjectOf(winner), question, examination))
  })
  if (shared.each.size > 0) return { ...shared, choices, worst: question.worst, worstByBlock: new Map() }
  const saved = tried(choices, examination, question)
  return saved && { ...shared, ...saved }
}

/**
 * The same text for values of a keyword that are the same to a rule: its tests of the keyword say the same, and so do
 * the quantities that look at it. Undefined where these look at more than that.
 */
function verdictOn(
  keyword: string,
  subject: Subject,
  { plainTests }: Question,
  examination: Examination,
): string | undefined {
  const readers = plainTests.readersOf(keyword)
  if (!readers) return undefined
  const parts = [plainTests.verdict(keyword, subject)]
  for (const name of readers) {
    const { value, trace } = subject.look(name)
    const isAboutIt = (read: string) => read === keyword || !examination.blocks.sharing(read)
    const looksAtMore = trace.whole || takesTheLine(trace, keyword)
    if (looksAtMore || !examination.withInfluences(trace.keywords).every(isAboutIt)) return undefined
    parts.push(textOfValue(value))
  }
  return parts.join('\n')
}
