import { Worker } from 'node:worker_threads'
import fc from 'fast-check'

/** How many properties share the time. */
const PROPERTIES = 12

/** For all properties together: CONFLINT_FUZZ_SECONDS, or a minute in CI, or a few seconds. */
const seconds = Number(process.env.CONFLINT_FUZZ_SECONDS ?? (process.env.CI ? 60 : 6))

/** The share of one property, in milliseconds. */
const SHARE = (seconds * 1000) / PROPERTIES

/** What a test with this share may take, with time to make a failure small. */
export const TIMEOUT = SHARE * 2 + 120_000

/** So many inputs are tried however slow the machine is. */
const LEAST = 5

/** No single input may keep conflint busy for longer, in seconds. */
const LONGEST = 60

/** A failure tells its seed; with that, the same inputs come again. In CI they are the same each time. */
const seed = Number(process.env.CONFLINT_FUZZ_SEED ?? (process.env.CI ? 1 : Date.now() % 1e9))

/** Tries as many inputs as there is time for; what fails is made small, and told with its seed. */
export async function fuzz<Input>(
  inputs: fc.Arbitrary<Input>,
  property: (input: Input) => Promise<void> | void,
): Promise<void> {
  const beats = new Int32Array(new SharedArrayBuffer(4))
  const watchdog = new Worker(WATCHDOG, { eval: true, workerData: { beats, longest: LONGEST, seed } })
  const beating = fc.asyncProperty(inputs, async (input) => {
    beats[0] = (beats[0] ?? 0) + 1
    await property(input)
  })
  const end = Date.now() + SHARE
  try {
    await fc.assert(beating, { seed, numRuns: LEAST })
    const limits = { numRuns: 1e9, interruptAfterTimeLimit: Math.max(0, end - Date.now()) }
    const more = await fc.check(beating, { seed, ...limits })
    if (more.counterexample !== null) throw new Error(await fc.asyncDefaultReportMessage(more))
  } finally {
    await watchdog.terminate()
  }
}

/** Ends the process where an input makes it hang: nothing else could tell. */
const WATCHDOG = `
  const { beats, longest, seed } = require('node:worker_threads').workerData
  let before = -1
  setInterval(() => {
    if (beats[0] === before) {
      require('node:fs').writeSync(2, 'fuzzing: an input takes more than ' + longest + ' seconds, CONFLINT_FUZZ_SEED=' + seed + '\\n')
      process.kill(process.pid, 'SIGKILL')
    }
    before = beats[0]
  }, longest * 1000)
`
