import { dirname } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { Arguments } from '../arguments.ts'
import { Failure } from '../failure.ts'
import type { Configuration } from '../settings.ts'
import type { Interrupt, Terminal } from '../terminal.ts'
import type { Gathered } from './gathered.ts'
import { SnapshotJudge } from './judge-snapshot.ts'
import { type Likeness, likenessOf } from './likeness.ts'
import { named, type Verdict } from './outcome.ts'
import { Pool } from './pool.ts'
import type { Source, Written } from './sources.ts'

export interface FleetRequest {
  given: Arguments
  configurationFor(path: string): Promise<Configuration>
  /** The configuration that the command line names, absolute. */
  config: string | undefined
  /** How many threads may judge. */
  jobs: number
}

/** Told of each host, in the order of the inputs. */
export interface Witness {
  host(name: string, findings: readonly number[]): void
  /** What is reported of an outcome on one host: the number of an outcome. */
  variant(name: string, outcome: number): number
  failure(message: string): void
  /** How many were dealt with, and the name of the last one. */
  at(number: number, name: string): void
}

/** What became of a snapshot that was read: a host with its outcome, or what is wrong. */
type Done = { host: string; outcome: number } | { failure: string }
interface Place {
  given: string
  done?: Done
}

/** A snapshot that is still to be judged, and what it will be the example of. */
interface Pending {
  place: Place
  written: Written
  likeness: Likeness | undefined
}

/** From so many different snapshots on, further threads are worth their start. */
const SEVERAL = 12
/** No more is read ahead than this: in snapshots, and in bytes. */
const MOST_PLACES = 256
const MOST_BYTES = 4 * 1024 * 1024
/** So many likenesses are remembered. */
const MOST_LIKENESSES = 500_000
/** After so many milliseconds others may have a turn: signals, and answers of threads. */
const TURN_IN_MS = 10

/** Judges the snapshots of a fleet, those that are alike once, on all processors; what is found is told in the order of the inputs. */
export class FleetJudge {
  readonly #request: FleetRequest
  readonly #terminal: Terminal
  readonly #gathered: Gathered
  readonly #witness: Witness
  readonly #queue: Place[] = []
  readonly #likenesses = new Map<string, number | Pending[]>()
  readonly #settings = new Map<string, string>()
  readonly #numbers = new Map<string, number>()
  #dispatched = 0
  #inFlight = 0
  #bytes = 0
  #told = 0
  #fault: Error | undefined
  #wake: () => void = () => {}
  #own: Promise<SnapshotJudge> | undefined
  #pool: Pool | undefined
  #turned = performance.now()

  constructor(request: FleetRequest, gathered: Gathered, witness: Witness, terminal: Terminal) {
    this.#request = request
    this.#gathered = gathered
    this.#witness = witness
    this.#terminal = terminal
  }

  /** How many snapshots were dealt with. */
  get told(): number {
    return this.#told
  }

  /**
   * Judges all snapshots, or those up to an interruption.
   * @returns what was no snapshot, and the signal that ended the run
   */
  async judge(
    sources: AsyncIterator<Source>,
  ): Promise<{ others: Extract<Source, { other: string }>[]; interrupted?: Interrupt }> {
    const others: Extract<Source, { other: string }>[] = []
    let interrupted: Interrupt | undefined
    let end = () => {}
    const stop = this.#terminal.onInterrupt?.((signal) => {
      interrupted = signal
      end()
      this.#wake()
    })
    // Not Promise.race: a promise that lives as long as the run would remember every turn of it.
    const nextSource = () =>
      new Promise<IteratorResult<Source> | undefined>((resolve, reject) => {
        end = () => resolve(undefined)
        sources.next().then(resolve, reject)
      })
    try {
      while (!interrupted) {
        const next = await nextSource()
        if (!next || next.done) break
        if ('other' in next.value) others.push(next.value)
        else await this.#take(next.value)
        while (!interrupted && this.#isFull()) await this.#progress()
        await this.#letOthers()
      }
      while (!interrupted && (this.#inFlight > 0 || this.#queue.length > 0)) {
        if (this.#inFlight > 0) await this.#progress()
        this.#tell()
      }
      this.#tell()
      return { others, ...(interrupted && { interrupted }) }
    } finally {
      stop?.()
      await this.#pool?.close()
    }
  }

  async #take(source: Exclude<Source, { other: string }>): Promise<void> {
    if ('tooLong' in source) {
      const { given, line } = source.tooLong
      this.#queue.push({ given, done: { failure: `${given}:${line}: larger than 16 MiB` } })
      this.#tell()
      return
    }
    const { snapshot } = source
    const place: Place = { given: snapshot.given }
    this.#queue.push(place)
    const settings = await this.#settingsFor(snapshot.path)
    const found = likenessOf(snapshot.bytes)
    const likeness = found && { ...found, content: `${found.content}${settings}` }
    const pending: Pending = { place, written: snapshot, likeness }
    const known = likeness && this.#likenesses.get(likeness.content)
    if (likeness && typeof known === 'number') place.done = { host: likeness.host, outcome: known }
    else if (typeof known === 'object') {
      this.#bytes += snapshot.bytes.length
      known.push(pending)
    } else {
      if (likeness) {
        if (this.#likenesses.size >= MOST_LIKENESSES) this.#forget()
        this.#likenesses.set(likeness.content, [])
      }
      this.#bytes += snapshot.bytes.length
      await this.#dispatch(pending)
    }
    this.#tell()
  }

  /** The same text where the same configuration holds. */
  async #settingsFor(path: string): Promise<string> {
    const directory = dirname(path)
    const known = this.#settings.get(directory)
    if (known !== undefined) return known
    const { file, partsFor } = await this.#request.configurationFor(path)
    // It may say something else of each file.
    if (partsFor) return path
    this.#settings.set(directory, file ?? '')
    return file ?? ''
  }

  /** What is being judged must stay. */
  #forget(): void {
    for (const [content, known] of this.#likenesses)
      if (typeof known === 'number') this.#likenesses.delete(content)
  }

  async #dispatch(pending: Pending): Promise<void> {
    this.#dispatched += 1
    this.#inFlight += 1
    const { given, program, directory } = { ...this.#request, ...this.#terminal }
    const { bytes, path, given: name, line } = pending.written
    const text = { text: bytes.toString(), path, given: name, line }
    if (program !== undefined && this.#request.jobs > 1 && this.#dispatched > SEVERAL) {
      const settings = { given, config: this.#request.config, directory }
      this.#pool ??= new Pool(program, settings, this.#request.jobs)
      this.#pool
        .judge(text)
        .then(({ verdict, judge }) => this.#settle(pending, verdict, judge))
        .catch((error: Error) => this.#fail(error))
      return
    }
    this.#own ??= SnapshotJudge.create(given, this.#request.configurationFor, this.#terminal)
    try {
      await this.#settle(pending, await (await this.#own).judge(text), -1)
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
      throw error
    }
  }

  #fail(error: Error): void {
    const { status } = { status: undefined, ...error }
    this.#fault = typeof status === 'number' ? new Failure(status, error.message) : error
    this.#wake()
  }

  async #settle({ place, written, likeness }: Pending, verdict: Verdict, judge: number): Promise<void> {
    this.#inFlight -= 1
    this.#bytes -= written.bytes.length
    const alike = likeness && this.#likenesses.get(likeness.content)
    const waiting = typeof alike === 'object' ? alike : []
    if (likeness) this.#likenesses.delete(likeness.content)
    if ('failure' in verdict) place.done = { failure: verdict.failure }
    else {
      const outcome = this.#outcomeNumber(verdict, judge)
      place.done = { host: verdict.host, outcome }
      if (likeness && verdict.byContent && verdict.host === likeness.host) {
        this.#likenesses.set(likeness.content, outcome)
        for (const other of waiting.splice(0)) {
          this.#bytes -= other.written.bytes.length
          other.place.done = { host: other.likeness?.host ?? '', outcome }
        }
      }
    }
    // What looked alike, and is not, is judged by itself.
    for (const other of waiting.splice(0)) await this.#dispatch({ ...other, likeness: undefined })
    this.#wake()
  }

  #isFull(): boolean {
    const capacity = this.#pool?.capacity ?? 1
    return this.#queue.length >= MOST_PLACES || this.#bytes >= MOST_BYTES || this.#inFlight > capacity
  }

  /** Waits until something is done. */
  async #progress(): Promise<void> {
    if (this.#fault) throw this.#fault
    const { promise, resolve } = deferred<void>()
    this.#wake = () => resolve()
    await promise
    this.#wake = () => {}
    if (this.#fault) throw this.#fault
    this.#tell()
  }

  /** Each judge has numbers of its own for outcomes. */
  #outcomeNumber({ number, outcome }: Exclude<Verdict, { failure: string }>, judge: number): number {
    const key = `${judge} ${number}`
    const known = outcome ? this.#gathered.addOutcome(outcome) : this.#numbers.get(key)
    if (known === undefined) throw new Error(`nobody told of outcome ${key}`)
    this.#numbers.set(key, known)
    return known
  }

  async #letOthers(): Promise<void> {
    if (performance.now() - this.#turned < TURN_IN_MS) return
    await turn()
    await this.#terminal.drained?.()
    this.#turned = performance.now()
    if (this.#fault) throw this.#fault
  }

  /** Tells what is done, as far as nothing before it is missing. */
  #tell(): void {
    let count = 0
    for (const { given, done } of this.#queue) {
      if (!done) break
      count += 1
      this.#told += 1
      if ('failure' in done) this.#witness.failure(done.failure)
      else {
        const outcome = this.#witness.variant(done.host, done.outcome)
        const { findings, failures } = this.#gathered.addHost(done.host, outcome)
        for (const failure of failures) this.#witness.failure(named(failure, done.host))
        this.#witness.host(done.host, findings)
      }
      this.#witness.at(this.#told, given)
    }
    this.#queue.splice(0, count)
  }
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => {}
  const promise = new Promise<Value>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
