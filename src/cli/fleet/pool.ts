import { Worker } from 'node:worker_threads'
import { THREAD } from '../thread.ts'
import type { SnapshotText, Verdict } from './outcome.ts'

/** What a thread is sent. */
export interface Order {
  number: number
  snapshot: SnapshotText
}

/** What comes back; an error is one that ends the whole run. */
export type Reply = { number: number } & ({ verdict: Verdict } | { error: Error; status?: number })

/** A thread has the next one at hand while it judges one. */
const AT_HAND = 3
/** In mebibytes: what is made while judging one host is soon forgotten. */
const YOUNG = 8
const OLD = 1024

/** So many threads may end one after the other. */
const MOST_LOST = 20

interface Task {
  order: Order
  resolve(answer: { verdict: Verdict; judge: number }): void
  reject(error: Error): void
}

/** Threads that judge snapshots. One that ends before its time is replaced, and what it had at hand is told. */
export class Pool {
  readonly #program: string
  readonly #settings: unknown
  readonly #size: number
  readonly #lanes: Lane[] = []
  readonly #waiting: Task[] = []
  #number = 0
  /** How many threads have ended since one last answered. */
  #lost = 0
  #closing = false
  #judges = 0

  /**
   * @param program the program itself, which a thread runs, too
   * @param settings what it gets as workerData
   */
  constructor(program: string, settings: unknown, size: number) {
    this.#program = program
    this.#settings = settings
    this.#size = size
  }

  /** Judges a snapshot; gives also which thread did, for each has numbers of its own. */
  judge(snapshot: SnapshotText): Promise<{ verdict: Verdict; judge: number }> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ order: { number: this.#number++, snapshot }, resolve, reject })
      this.#assign()
    })
  }

  /** How many snapshots it takes at once. */
  get capacity(): number {
    return this.#size * AT_HAND
  }

  async close(): Promise<void> {
    this.#closing = true
    await Promise.all(this.#lanes.map((lane) => lane.worker.terminate()))
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const lanes = this.#lanes.filter(({ tasks }) => tasks.length < AT_HAND)
      const idle = lanes.sort((a, b) => a.tasks.length - b.tasks.length)[0]
      const lane =
        idle && (idle.tasks.length === 0 || this.#lanes.length >= this.#size) ? idle : this.#start()
      const task = lane && this.#waiting.shift()
      if (!lane || !task) return
      lane.tasks.push(task)
      lane.worker.postMessage(task.order)
    }
  }

  /** One thread more, where there may be one. */
  #start(): Lane | undefined {
    if (this.#lanes.length >= this.#size) return undefined
    const worker = new Worker(this.#program, {
      argv: [THREAD],
      workerData: this.#settings,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG, maxOldGenerationSizeMb: OLD },
    })
    const lane: Lane = { worker, tasks: [], judge: this.#judges++ }
    this.#lanes.push(lane)
    let reason = ''
    worker.on('message', (reply: Reply) => this.#finish(lane, reply))
    worker.on('error', (error) => {
      reason = error.message
    })
    worker.on('exit', (code) => this.#lose(lane, reason || `exit status ${code}`))
    return lane
  }

  #finish(lane: Lane, reply: Reply): void {
    const index = lane.tasks.findIndex(({ order }) => order.number === reply.number)
    const [task] = lane.tasks.splice(index, 1)
    this.#lost = 0
    if ('verdict' in reply) task?.resolve({ verdict: reply.verdict, judge: lane.judge })
    else task?.reject(Object.assign(reply.error, { status: reply.status }))
    this.#assign()
  }

  /** The snapshot that was being judged may be the cause: it is not tried again; the others are. */
  #lose(lane: Lane, reason: string): void {
    if (this.#closing) return
    this.#lanes.splice(this.#lanes.indexOf(lane), 1)
    this.#lost += 1
    const [first, ...others] = lane.tasks.splice(0)
    this.#waiting.unshift(...others)
    if (first) {
      const { given, line } = first.order.snapshot
      const failure = `${given}:${line}: the thread that judged it ended (${reason})`
      first.resolve({ verdict: { failure }, judge: lane.judge })
    }
    // It is not the snapshots.
    if (this.#lost > MOST_LOST) {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(`no thread can judge (${reason})`))
    }
    this.#assign()
  }
}

interface Lane {
  worker: Worker
  /** What it has at hand; the first is being judged. */
  tasks: Task[]
  judge: number
}
