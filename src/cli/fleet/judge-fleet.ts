import { setImmediate as turn } from 'node:timers/promises'
import { Failure } from '../failure.ts'
import type { Interrupt, Terminal } from '../terminal/terminal.ts'
import type { Gathered } from './gathered.ts'
import { Interruption } from './interruption.ts'
import { type Answer, type FleetRequest, Judges } from './judges.ts'
import type { Likeness } from './likeness.ts'
import { Likenesses } from './likenesses.ts'
import type { Source, Written } from './sources.ts'
import { type Place, Teller, type Witness } from './teller.ts'

/** A snapshot that is still to be judged, and what it will be the example of. */
interface Pending {
  place: Place
  written: Written
  likeness: Likeness | undefined
}

/** No more is read ahead than this: in snapshots, and in bytes. */
const MOST_PLACES = 256
const MOST_BYTES = 4 * 1024 * 1024
/** After so many milliseconds others may have a turn: signals, and answers of threads. */
const TURN_IN_MS = 10

/** Judges the snapshots of a fleet, those that are alike once, on all processors; what is found is told in the order of the inputs. */
export class FleetJudge {
  readonly #terminal: Terminal
  readonly #judges: Judges
  readonly #likenesses: Likenesses<Pending>
  readonly #teller: Teller
  #inFlight = 0
  #bytes = 0
  #fault: Error | undefined
  #wake: () => void = () => {}
  #turned = performance.now()

  constructor(request: FleetRequest, gathered: Gathered, witness: Witness, terminal: Terminal) {
    this.#terminal = terminal
    this.#judges = new Judges(request, gathered, terminal)
    this.#likenesses = new Likenesses((path) => request.configurationFor(path))
    this.#teller = new Teller(gathered, witness)
  }

  /** How many snapshots were dealt with. */
  get told(): number {
    return this.#teller.told
  }

  /**
   * Judges all snapshots, or those up to an interruption.
   * @returns what was no snapshot, and the signal that ended the run
   */
  async judge(
    sources: AsyncIterator<Source>,
  ): Promise<{ others: Extract<Source, { other: string }>[]; interrupted?: Interrupt }> {
    const others: Extract<Source, { other: string }>[] = []
    const interruption = new Interruption(this.#terminal)
    try {
      while (!interruption.signal) {
        const next = await interruption.orEnd(sources.next())
        if (!next || next.done) break
        if ('other' in next.value) others.push(next.value)
        else await this.#take(next.value)
        while (!interruption.signal && this.#isFull()) await this.#progress(interruption)
        await this.#letOthers()
      }
      while (!interruption.signal && (this.#inFlight > 0 || this.#teller.waiting > 0)) {
        if (this.#inFlight > 0) await this.#progress(interruption)
        this.#teller.tell()
      }
      this.#teller.tell()
      return { others, ...(interruption.signal && { interrupted: interruption.signal }) }
    } finally {
      interruption.stop()
      await this.#judges.close()
    }
  }

  async #take(source: Exclude<Source, { other: string }>): Promise<void> {
    if ('tooLong' in source) {
      const { given, line } = source.tooLong
      this.#teller.add({ given, done: { failure: `${given}:${line}: larger than 16 MiB` } })
    } else {
      const { snapshot } = source
      const place: Place = { given: snapshot.given }
      this.#teller.add(place)
      await this.#consider({ place, written: snapshot, likeness: await this.#likenesses.of(snapshot) })
    }
    this.#teller.tell()
  }

  /** A snapshot has the outcome of one that is alike, waits for it, or is judged itself. */
  async #consider(pending: Pending): Promise<void> {
    const { place, written, likeness } = pending
    const known = likeness && this.#likenesses.find(likeness)
    if (likeness && typeof known === 'number') {
      place.done = { host: likeness.host, outcome: known }
      return
    }
    this.#bytes += written.bytes.length
    if (typeof known === 'object') {
      known.push(pending)
      return
    }
    if (likeness) this.#likenesses.begin(likeness)
    await this.#dispatch(pending)
  }

  async #dispatch(pending: Pending): Promise<void> {
    this.#inFlight += 1
    const { bytes, ...written } = pending.written
    const { answer, elsewhere } = this.#judges.judge({ ...written, text: bytes.toString() })
    const settled = answer.then((answer) => this.#settle(pending, answer))
    if (elsewhere) settled.catch((error: Error) => this.#fail(error))
    else await settled
  }

  /** Of an error in another thread only what it says comes back. */
  #fail(error: Error): void {
    const { status } = { status: undefined, ...error }
    this.#fault = typeof status === 'number' ? new Failure(status, error.message) : error
    this.#wake()
  }

  async #settle({ place, written, likeness }: Pending, answer: Answer): Promise<void> {
    this.#inFlight -= 1
    this.#bytes -= written.bytes.length
    place.done = answer
    const shared =
      'outcome' in answer && answer.byContent && answer.host === likeness?.host ? answer.outcome : undefined
    for (const other of likeness ? this.#likenesses.end(likeness, shared) : []) {
      if (shared === undefined) {
        // What looked alike, and is not, is judged by itself.
        await this.#dispatch({ ...other, likeness: undefined })
      } else {
        this.#bytes -= other.written.bytes.length
        other.place.done = { host: other.likeness?.host ?? '', outcome: shared }
      }
    }
    this.#wake()
  }

  #isFull(): boolean {
    return (
      this.#teller.waiting >= MOST_PLACES ||
      this.#bytes >= MOST_BYTES ||
      this.#inFlight > this.#judges.capacity
    )
  }

  /** Waits until something is done, or an interruption. */
  async #progress(interruption: Interruption): Promise<void> {
    if (this.#fault) throw this.#fault
    await interruption.orEnd(
      new Promise<void>((resolve) => {
        this.#wake = resolve
      }),
    )
    if (this.#fault) throw this.#fault
    this.#teller.tell()
  }

  /** Signals and the answers of other threads come only in between. */
  async #letOthers(): Promise<void> {
    if (performance.now() - this.#turned < TURN_IN_MS) return
    await turn()
    await this.#terminal.drained?.()
    this.#turned = performance.now()
    if (this.#fault) throw this.#fault
  }
}
