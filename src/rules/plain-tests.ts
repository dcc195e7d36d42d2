import type { Dialect } from '../dialects/dialect.ts'
import { type Ask, conditionsIn, ready, referencesIn } from './condition.ts'
import { quantitiesReading } from './needs.ts'
import type { Condition, Rule } from './rule.ts'
import type { Subject } from './subject.ts'

/** A test of a keyword's own value, and whether it must pass wherever the condition holds that it is in. */
interface PlainTest {
  keyword: string
  ask: Ask
  needed: boolean
}

/** The tests in a rule that look at one keyword's value and at nothing else. */
export class PlainTests {
  /** Keywords with tests that must pass: all of the rule's own, and those of one of its cases. */
  readonly needed: ReadonlySet<string>
  readonly #common: readonly PlainTest[]
  readonly #cases: readonly (readonly PlainTest[])[] | undefined
  /** Keywords and quantities that the rule looks at otherwise. */
  readonly #others = new Set<string>()
  readonly #dialect: Dialect
  readonly #readers = new Map<string, readonly string[] | undefined>()
  readonly #tests = new Map<string, readonly PlainTest[]>()

  constructor({ when, cases }: Rule, dialect: Dialect) {
    this.#dialect = dialect
    const testsOf = (condition: Condition) => [...testsIn(condition, dialect, this.#others, true)]
    this.#common = testsOf(when ?? {})
    this.#cases = cases?.map((variant) => testsOf(variant.when))
    this.needed = new Set(this.#all().flatMap(({ keyword, needed }) => (needed ? [keyword] : [])))
  }

  /** Whether the value that a keyword has here passes what it has to. */
  pass(keyword: string, subject: Subject): boolean {
    const passes = (tests: readonly PlainTest[]) =>
      tests.every((test) => !test.needed || test.keyword !== keyword || test.ask(subject) === true)
    return passes(this.#common) && (this.#cases?.some(passes) ?? true)
  }

  /**
   * What all tests say of the value that a keyword has here, and whether a line gives it: values of which that is the
   * same are the same to the rule, as far as it does not look at them otherwise.
   */
  verdict(keyword: string, subject: Subject): string {
    const own = this.#testsOf(keyword)
    const isSet = subject.setting(keyword).origins.length > 0
    return [isSet, ...own.map(({ ask }) => ask(subject))].map(String).join()
  }

  /** The quantities by which the rule looks at a keyword; undefined where it compares its value with others. */
  readersOf(keyword: string): readonly string[] | undefined {
    if (this.#others.has(keyword)) return undefined
    const known = this.#readers.get(keyword) ?? quantitiesReading(keyword, [...this.#others], this.#dialect)
    this.#readers.set(keyword, known)
    return known
  }

  #testsOf(keyword: string): readonly PlainTest[] {
    const known = this.#tests.get(keyword) ?? this.#all().filter((test) => test.keyword === keyword)
    this.#tests.set(keyword, known)
    return known
  }

  #all(): readonly PlainTest[] {
    return [this.#common, ...(this.#cases ?? [])].flat()
  }
}

/** What a condition asks beside the plain tests that must pass. */
export function withoutPlainTests(condition: Condition, dialect: Dialect): Condition {
  const left = Object.entries(condition).flatMap(([name, part]): [string, Condition[string]][] => {
    if (name === 'any' || name === 'not') return [[name, part]]
    if (name === 'all' || name === 'given')
      return [[name, conditionsIn(part).map((inner) => withoutPlainTests(inner, dialect))]]
    return isPlainTest(name, part, dialect) ? [] : [[name, part]]
  })
  return Object.fromEntries(left)
}

function isPlainTest(name: string, part: Condition[string], dialect: Dialect): boolean {
  return !dialect.quantities.has(name) && referencesIn(part).length === 0
}

/** @param others what is looked at otherwise: quantities, and what values are compared with */
function* testsIn(
  condition: Condition,
  dialect: Dialect,
  others: Set<string>,
  needed: boolean,
): Generator<PlainTest> {
  for (const [name, part] of Object.entries(condition)) {
    if (['all', 'given', 'any', 'not'].includes(name)) {
      const joined = name === 'all' || name === 'given'
      for (const inner of conditionsIn(part)) yield* testsIn(inner, dialect, others, needed && joined)
      continue
    }
    if (isPlainTest(name, part, dialect)) yield { keyword: name, ask: ready({ [name]: part }), needed }
    else for (const other of [name, ...referencesIn(part)]) others.add(other)
  }
}
