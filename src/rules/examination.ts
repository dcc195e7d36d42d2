import type * as Bits from '../classes/bit-set.ts'
import type { ConnectionClass } from '../classes/classes.ts'
import type { Combinations } from '../classes/combinations.ts'
import { Connections } from '../classes/connections.ts'
import type { Dialect, Guard } from '../dialects/dialect.ts'
import { type Account, UNKNOWN, type Unknown } from '../host/host.ts'
import { Blocks } from './blocks.ts'
import { type Choice, choiceOf } from './choices.ts'
import type { Question } from './question.ts'
import { Restrictions } from './restrictions.ts'
import { Common, Subject, type Surroundings } from './subject.ts'
import type { Trace } from './trace.ts'

/** Combinations of blocks that each question may look at, and further ones for each block of the configuration. */
const freeSteps = { atLeast: 300, perBlock: 3 }
/** Further ones for all questions together: the fewer the more blocks there are, because each takes longer then. */
const sharedSteps = { atMost: 30_000, atLeast: 3000, dividedByBlocks: 300_000 }
/** Subjects that are kept for other questions, at most. */
const mostSubjects = 3000
/** More accounts than this are not asked one by one. */
const mostAccounts = 2000

/** What all questions about one configuration share: its connections, what they get, and how much may still be looked at. */
export class Examination {
  readonly blocks: Blocks
  readonly restrictions: Restrictions
  readonly #surroundings: Surroundings
  readonly #connections: Connections
  readonly #common: Common
  readonly #subjects = new Map<string, Subject>()
  readonly #choices = new Map<string, Choice>()
  readonly #influences = new Map<string, readonly string[]>()
  readonly #turnedAway: { blocks: readonly Guard[]; besides: readonly string[] }
  #sharedSteps: number
  #complete = true

  constructor({ dialect, config, host, parameters }: Surroundings) {
    this.#surroundings = { dialect, config, host, parameters }
    this.restrictions = new Restrictions(dialect, config)
    this.blocks = new Blocks(config, this.restrictions.guards)
    this.#common = new Common(this.blocks.setAnything)
    this.#turnedAway = dialect.turnedAway?.(config) ?? { blocks: [], besides: [] }
    const { atMost, atLeast, dividedByBlocks } = sharedSteps
    this.#sharedSteps = Math.min(atMost, Math.max(atLeast, dividedByBlocks / this.blocks.guards.length))
    this.#connections = new Connections(this.blocks.guards, host)
  }

  get dialect(): Dialect {
    return this.#surroundings.dialect
  }

  /** False where connections may have been missed, because they were too many to look at. */
  get complete(): boolean {
    return this.#complete
  }

  /** Blocks that hold for nobody whom a rule is about: by what it demands, or because the daemon turns them away. */
  blocksExcludedBy({ demands, keywords }: Question): ReadonlySet<Guard> {
    const excluded = new Set(this.restrictions.excluded(demands, this.blocks.guards))
    const { blocks, besides } = this.#turnedAway
    if (!besides.some((keyword) => keywords.has(keyword))) for (const block of blocks) excluded.add(block)
    return excluded
  }

  /** Combinations of all blocks, for one question. */
  combinations(): Combinations {
    return this.#connections.combinations()
  }

  /** For one question, to be asked at every step: whether there may be another one. */
  allowance(): () => boolean {
    let own = freeSteps.atLeast + freeSteps.perBlock * this.blocks.guards.length
    return () => {
      if (own-- > 0 || this.#sharedSteps-- > 0) return true
      this.#complete = false
      return false
    }
  }

  /** The connections for which some blocks hold and others do not; undefined where there are none, or none was found. */
  classOf(holding: Bits.BitSet, failing: Bits.BitSet): ConnectionClass | undefined {
    const found = this.#connections.classOf(holding, failing)
    if (found !== UNKNOWN) return found
    this.#complete = false
    return undefined
  }

  /** The first of some blocks that holds wherever some others do; undefined where there is none. */
  unavoidable(holding: Bits.BitSet, among: Bits.BitSet): number | undefined {
    return this.#connections.unavoidable(holding, among)
  }

  /** Some keywords, and those that have a say in them. */
  withInfluences(keywords: Iterable<string>): string[] {
    const all = [...keywords]
    for (const keyword of keywords) all.push(...this.#influencesOn(keyword))
    return all
  }

  #influencesOn(keyword: string): readonly string[] {
    const known = this.#influences.get(keyword)
    if (known) return known
    const influences = this.#surroundings.config.influences?.(keyword) ?? []
    this.#influences.set(keyword, influences)
    return influences
  }

  /** Those of some keywords, or others, that have a say in the value of one of them. */
  influencing(keywords: Iterable<string>): ReadonlySet<string> {
    return new Set([...keywords].flatMap((keyword) => this.#influencesOn(keyword)))
  }

  /** Whether connections may differ in what was read. */
  differsIn({ keywords, whole }: Trace): boolean {
    if (!this.blocks.setAnything) return false
    return whole || this.withInfluences(keywords).some((keyword) => this.blocks.sharing(keyword))
  }

  /** The values that blocks give a keyword, where the first one that holds decides it. */
  choiceOf(keyword: string, guards: readonly Guard[]): Choice {
    const known = this.#choices.get(keyword)
    if (known) return known
    const choice = choiceOf(keyword, guards, this.blocks, (winner) => this.subjectOf(winner ? [winner] : []))
    this.#choices.set(keyword, choice)
    return choice
  }

  /** Connections for which these blocks hold, as far as the settings matter. */
  subjectOf(hold: readonly Guard[]): Subject {
    const key = hold.map(({ index }) => index).join()
    const known = this.#subjects.get(key)
    if (known) return known
    const effective = this.#surroundings.config.effective((guard) => hold.includes(guard), hold)
    const subject = new Subject(this.#surroundings, effective, this.#common)
    if (this.#subjects.size < mostSubjects) this.#subjects.set(key, subject)
    return subject
  }

  /**
   * Connections that get each of these keywords from a block, or from none, and everything else where no block
   * holds. There need not be any: only what follows from the values counts.
   */
  composed(winnerOf: (keyword: string) => Guard | undefined): Subject {
    const effective = {
      get: (keyword: string) => {
        const winner = winnerOf(keyword)
        return this.subjectOf(winner ? [winner] : []).setting(keyword)
      },
    }
    return new Subject(this.#surroundings, effective, this.#common)
  }

  /** The accounts to ask one by one; where they are not known, or too many, one that is unknown. */
  accountsOf({ accounts }: ConnectionClass): readonly (Account | Unknown)[] {
    return accounts === UNKNOWN || accounts.length > mostAccounts ? [UNKNOWN] : accounts
  }
}
