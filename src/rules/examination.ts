import type { ConnectionClass } from '../classes/classes.ts'
import type { Combination, Deciders } from '../classes/combinations.ts'
import { Connections } from '../classes/connections.ts'
import type { Config, Dialect, Guard, Parameters } from '../dialects/dialect.ts'
import { type Account, type Host, UNKNOWN, type Unknown } from '../host/host.ts'
import { Blocks } from './blocks.ts'
import { type Choice, choiceOf } from './choices.ts'
import { Restrictions } from './restrictions.ts'
import { type CommonReadings, Subject } from './subject.ts'

/** Combinations of blocks that each question may look at, and further ones for each block of the configuration. */
const freeSteps = { atLeast: 300, perBlock: 3 }
/** Further ones for all questions together. */
const sharedSteps = 100_000
/** Subjects that are kept for other questions, at most. */
const mostSubjects = 3000
/** More accounts than this are not asked one by one. */
const mostAccounts = 2000

/** What all questions about one configuration share: its connections, what they get, and how much may still be looked at. */
export class Examination {
  readonly blocks: Blocks
  readonly restrictions: Restrictions
  readonly #surroundings: { dialect: Dialect; config: Config; host: Host; parameters: Parameters }
  readonly #connections: Connections
  readonly #common: CommonReadings = new Map()
  readonly #subjects = new Map<string, Subject>()
  readonly #choices = new Map<string, Choice>()
  #sharedSteps = sharedSteps
  #complete = true

  constructor(surroundings: { dialect: Dialect; config: Config; host: Host; parameters: Parameters }) {
    this.#surroundings = surroundings
    const { dialect, config } = surroundings
    this.restrictions = new Restrictions(dialect, config)
    this.blocks = new Blocks(config, this.restrictions.guards)
    this.#connections = new Connections(this.blocks.guards, surroundings.host)
  }

  get dialect(): Dialect {
    return this.#surroundings.dialect
  }

  /** False where connections may have been missed, because they were too many to look at. */
  get complete(): boolean {
    return this.#complete
  }

  /** The combinations of blocks that decide a question, as far as the work is bounded. */
  combinations(deciders: Deciders, base: readonly Guard[] = []): Iterable<Combination> {
    let own = freeSteps.atLeast + freeSteps.perBlock * this.blocks.guards.length
    const mayGoOn = () => {
      if (own-- > 0 || this.#sharedSteps-- > 0) return true
      this.#complete = false
      return false
    }
    return this.#connections.combinations(deciders, mayGoOn, base)
  }

  /** The connections for which a combination decides; undefined where there are none, or none was found. */
  classOf(combination: Combination): ConnectionClass | undefined {
    const found = this.#connections.classOf(combination)
    if (found !== UNKNOWN) return found
    this.#complete = false
    return undefined
  }

  /** The values that blocks give a keyword, where the first one that holds decides it. */
  choiceOf(keyword: string, guards: readonly Guard[]): Choice {
    const known = this.#choices.get(keyword)
    if (known) return known
    const choice = choiceOf(keyword, guards, (winner) => this.subjectOf(winner ? [winner] : []))
    this.#choices.set(keyword, choice)
    return choice
  }

  /** Connections for which these blocks hold, as far as the settings matter. */
  subjectOf(hold: readonly Guard[]): Subject {
    const key = hold.map(({ index }) => index).join()
    const known = this.#subjects.get(key)
    if (known) return known
    const effective = this.#surroundings.config.effective((guard) => hold.includes(guard), hold)
    const subject = new Subject({ ...this.#surroundings, effective, account: UNKNOWN }, this.#common)
    if (this.#subjects.size < mostSubjects) this.#subjects.set(key, subject)
    return subject
  }

  /**
   * Connections that get each of these keywords from a block, or from none, and everything else where no block
   * holds. There need not be any: only what follows from the values counts.
   */
  composed(winners: ReadonlyMap<string, Guard | undefined>): Subject {
    const effective = {
      get: (keyword: string) => {
        const winner = winners.get(keyword)
        return this.subjectOf(winner ? [winner] : []).setting(keyword)
      },
    }
    return new Subject({ ...this.#surroundings, effective, account: UNKNOWN }, this.#common)
  }

  /** The accounts to ask one by one; unknown where they are not known, or too many. */
  accountsOf({ accounts }: ConnectionClass): readonly Account[] | Unknown {
    return accounts === UNKNOWN || accounts.length > mostAccounts ? UNKNOWN : accounts
  }
}
