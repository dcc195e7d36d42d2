import type { Dialect } from '../dialects/dialect.ts'
import { type Ask, ready, type Weight } from './condition.ts'
import type { Severity } from './finding.ts'
import { rulesOfPromise } from './intents/promise.ts'
import { dependsOnAccount, keywordsBehind, namesInRule } from './needs.ts'
import { PlainTests, withoutPlainTests } from './plain-tests.ts'
import { type Demand, demandsOf } from './restrictions.ts'
import { type Rule, separateCases } from './rule.ts'
import type { Read, Subject } from './subject.ts'

/** A rule in the words of the case that holds, with all that was read to find out. */
export interface Held {
  rule: Rule
  reads: readonly Read[]
}

/** A rule made ready to be asked of many connections. What it needs to know of itself is worked out once. */
export class Question {
  readonly rule: Rule
  readonly #dialect: Dialect
  readonly #weight: Weight
  readonly #when: Ask
  #besides: Ask | undefined
  #cases: readonly { words: Rule; when: Ask }[] | undefined
  #demands: readonly Demand[] | undefined
  #keywords: ReadonlySet<string> | undefined
  #perAccount: boolean | undefined
  #plainTests: PlainTests | undefined

  constructor(rule: Rule, dialect: Dialect, weight: Weight) {
    this.rule = rule
    this.#dialect = dialect
    this.#weight = weight
    this.#when = ready(rule.when ?? {}, weight)
  }

  /** What the rule demands of flags wherever it holds. */
  get demands(): readonly Demand[] {
    this.#demands ??= demandsOf(this.rule)
    return this.#demands
  }

  /** All keywords that the rule may read, also through quantities. */
  get keywords(): ReadonlySet<string> {
    this.#keywords ??= keywordsBehind(namesInRule(this.rule), this.#dialect)
    return this.#keywords
  }

  /** True where the answer depends on the account. */
  get perAccount(): boolean {
    this.#perAccount ??= dependsOnAccount(this.rule, this.#dialect)
    return this.#perAccount
  }

  get plainTests(): PlainTests {
    this.#plainTests ??= new PlainTests(this.rule, this.#dialect)
    return this.#plainTests
  }

  /** The keyword at whose line the rule is reported wherever a block gives it its value; undefined where that is not certain. */
  get place(): string | undefined {
    const { when, cases } = this.rule
    const first = when ?? (cases?.length === 1 ? cases[0]?.when : undefined)
    // What is only given is no evidence.
    const [name] = Object.keys(first ?? {}).filter((part) => part !== 'given')
    return name !== undefined && this.plainTests.needed.has(name) ? name : undefined
  }

  /** The worst severity that the rule has for anything. */
  get worst(): Severity {
    return worstOf(this.#words.map(({ words }) => words.severity))
  }

  /** Whether the rule certainly holds. */
  holds(subject: Subject): boolean {
    if (this.#when(subject) !== true) return false
    return this.#words.some(({ when }) => when(subject) === true)
  }

  /**
   * How severe the rule is here, where all plain tests pass that it needs in any case; undefined where it does not
   * certainly hold.
   */
  severityBesides(subject: Subject): Severity | undefined {
    this.#besides ??= ready(withoutPlainTests(this.rule.when ?? {}, this.#dialect), this.#weight)
    if (this.#besides(subject) !== true) return undefined
    return this.#words.find(({ when }) => when(subject) === true)?.words.severity
  }

  /** The rule in the words of its first case that holds, with all that was read; undefined where none certainly holds. */
  held(subject: Subject): Held | undefined {
    if (!this.holds(subject)) return undefined
    const reads: Read[] = []
    this.#when(subject, reads)
    for (const { words, when } of this.#words) {
      const own: Read[] = []
      if (when(subject, own) === true) return { rule: words, reads: [...reads, ...own] }
    }
    return undefined
  }

  /** What the rule says, and when, beside what must hold in any case: one entry for each case. */
  get #words(): readonly { words: Rule; when: Ask }[] {
    this.#cases ??= this.rule.cases?.map(({ when, ...words }) => ({
      words: { ...this.rule, ...words },
      when: ready(when, this.#weight),
    })) ?? [{ words: this.rule, when: () => true }]
    return this.#cases
  }
}

/** The worst of some severities, at least one. */
export function worstOf(severities: readonly Severity[]): Severity {
  if (severities.includes('error')) return 'error'
  return severities.includes('warning') ? 'warning' : 'info'
}

/** More than any keywords weigh: what depends on the very blocks that hold tells most connections apart. */
const heaviest = 1000

/** The questions of the rules of one dialect. */
class Questions {
  readonly #dialect: Dialect
  readonly #weights = new Map<string, number>()
  readonly #byRule = new WeakMap<Rule, readonly Question[]>()

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  of(rule: Rule): readonly Question[] {
    const known = this.#byRule.get(rule)
    if (known) return known
    const questions = rulesOfPromise(rule)
      .flatMap(separateCases)
      .filter(({ when, cases }) => when || cases)
      .map((asked) => new Question(asked, this.#dialect, (name) => this.#weight(name)))
    this.#byRule.set(rule, questions)
    return questions
  }

  /** The keywords that a name comes down to; a quantity has to be computed as well. */
  #weight(name: string): number {
    const known = this.#weights.get(name)
    if (known !== undefined) return known
    const quantity = this.#dialect.quantities.get(name)
    if (!quantity) return 1
    const weight = keywordsBehind([name], this.#dialect).size + (quantity.perBlock ? heaviest : 1)
    this.#weights.set(name, weight)
    return weight
  }
}

const byDialect = new WeakMap<Dialect, Questions>()

/** What a rule asks: itself, or each of its independent cases, or the clauses of its promise. Rules do not change. */
export function questionsOf(rule: Rule, dialect: Dialect): readonly Question[] {
  const questions = byDialect.get(dialect) ?? new Questions(dialect)
  byDialect.set(dialect, questions)
  return questions.of(rule)
}
