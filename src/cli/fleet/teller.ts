import type { Gathered } from './gathered.ts'
import { named } from './outcome.ts'

/** Told of each host, in the order of the inputs. */
export interface Witness {
  host(name: string, findings: readonly number[]): void
  /** What is reported of an outcome on one host: the number of an outcome. */
  variant(name: string, outcome: number): number
  failure(message: string): void
  /** How many were dealt with, and the name of the last one. */
  at(number: number, name: string): void
}

/** The place of a snapshot among the inputs. */
export interface Place {
  given: string
  /** What became of it, once that is known: a host with its outcome, or what is wrong. */
  done?: { host: string; outcome: number } | { failure: string }
}

/** Tells what was found in the order of the inputs, whatever was judged first. */
export class Teller {
  readonly #gathered: Gathered
  readonly #witness: Witness
  readonly #queue: Place[] = []
  #told = 0

  constructor(gathered: Gathered, witness: Witness) {
    this.#gathered = gathered
    this.#witness = witness
  }

  /** How many snapshots were dealt with. */
  get told(): number {
    return this.#told
  }

  /** How many were read, and are not told of yet. */
  get waiting(): number {
    return this.#queue.length
  }

  /** The next snapshot takes this place. */
  add(place: Place): void {
    this.#queue.push(place)
  }

  /** Tells what is done, as far as nothing before it is missing. */
  tell(): void {
    let count = 0
    for (const { given, done } of this.#queue) {
      if (!done) break
      count += 1
      this.#told += 1
      if ('failure' in done) this.#witness.failure(done.failure)
      else this.#tellHost(done.host, done.outcome)
      this.#witness.at(this.#told, given)
    }
    this.#queue.splice(0, count)
  }

  #tellHost(name: string, outcome: number): void {
    const { findings, failures } = this.#gathered.addHost(name, this.#witness.variant(name, outcome))
    for (const failure of failures) this.#witness.failure(named(failure, name))
    this.#witness.host(name, findings)
  }
}
