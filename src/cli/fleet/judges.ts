import type { Arguments } from '../arguments.ts'
import type { Configuration } from '../configuration/settings.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Gathered } from './gathered.ts'
import { SnapshotJudge } from './judge-snapshot.ts'
import type { SnapshotText, Verdict } from './outcome.ts'
import { Pool } from './pool.ts'

export interface FleetRequest {
  given: Arguments
  configurationFor(path: string): Promise<Configuration>
  /** The configuration that the command line names, absolute. */
  config: string | undefined
  /** How many threads may judge. */
  jobs: number
}

/** What became of a snapshot: what is wrong with it, or its outcome by its number among all that was gathered. */
export type Answer = { failure: string } | { host: string; outcome: number; byContent: boolean }

/** From so many different snapshots on, further threads are worth their start. */
const SEVERAL = 12

/** Who judges: this thread the first snapshots, and further threads what comes then. */
export class Judges {
  readonly #request: FleetRequest
  readonly #gathered: Gathered
  readonly #terminal: Terminal
  readonly #numbers = new Map<string, number>()
  #given = 0
  #own: Promise<SnapshotJudge> | undefined
  #pool: Pool | undefined

  constructor(request: FleetRequest, gathered: Gathered, terminal: Terminal) {
    this.#request = request
    this.#gathered = gathered
    this.#terminal = terminal
  }

  /** How many snapshots they take at once. */
  get capacity(): number {
    return this.#pool?.capacity ?? 1
  }

  /** Judges a snapshot; `elsewhere` where other threads do, which take the next one meanwhile. */
  judge(snapshot: SnapshotText): { answer: Promise<Answer>; elsewhere: boolean } {
    this.#given += 1
    const { given, config, jobs } = this.#request
    const { program, directory } = this.#terminal
    if (program === undefined || jobs <= 1 || this.#given <= SEVERAL)
      return { answer: this.#judgeHere(snapshot), elsewhere: false }
    this.#pool ??= new Pool(program, { given, config, directory }, jobs)
    const judged = this.#pool.judge(snapshot)
    return { answer: judged.then(({ verdict, judge }) => this.#answer(verdict, judge)), elsewhere: true }
  }

  async close(): Promise<void> {
    await this.#pool?.close()
  }

  async #judgeHere(snapshot: SnapshotText): Promise<Answer> {
    const { given, configurationFor } = this.#request
    this.#own ??= SnapshotJudge.create(given, configurationFor, this.#terminal)
    return this.#answer(await (await this.#own).judge(snapshot), -1)
  }

  /** Each judge has numbers of its own for outcomes. */
  #answer(verdict: Verdict, judge: number): Answer {
    if ('failure' in verdict) return verdict
    const { host, number, outcome: found, byContent } = verdict
    const key = `${judge} ${number}`
    const outcome = found ? this.#gathered.addOutcome(found) : this.#numbers.get(key)
    if (outcome === undefined) throw new Error(`nobody told of outcome ${key}`)
    this.#numbers.set(key, outcome)
    return { host, outcome, byContent }
  }
}
