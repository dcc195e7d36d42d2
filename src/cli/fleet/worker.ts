import { parentPort, workerData } from 'node:worker_threads'
import type { Arguments } from '../arguments.ts'
import { configurationFinder } from '../configuration/find-configuration.ts'
import { Failure } from '../failure.ts'
import { silentTerminal } from '../terminal/silent-terminal.ts'
import { SnapshotJudge } from './judge-snapshot.ts'
import type { Verdict } from './outcome.ts'
import type { Order, Reply } from './pool.ts'

/** What a thread is told when it begins. */
export interface WorkerSettings {
  given: Arguments
  /** The configuration that the command line names, absolute. */
  config: string | undefined
  directory: string
}

/** Judges what the thread is sent, and sends back what is found. */
export function judgeForOthers(): void {
  const { given, config, directory }: WorkerSettings = workerData
  // A thread says what it found to the one that started it, and nothing to anybody else.
  const terminal = silentTerminal(directory)
  const judge = SnapshotJudge.create(given, configurationFinder(config, directory), terminal)
  parentPort?.on('message', async ({ number, snapshot }: Order) => {
    parentPort?.postMessage(await reply(number, async () => (await judge).judge(snapshot)))
  })
}

async function reply(number: number, judge: () => Promise<Verdict>): Promise<Reply> {
  try {
    return { number, verdict: await judge() }
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(String(error))
    return { number, error: thrown, ...(error instanceof Failure && { status: error.status }) }
  }
}
