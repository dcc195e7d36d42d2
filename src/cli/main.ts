import { run } from './run.ts'
import { processTerminal } from './terminal.ts'

/** Fulfilled when the run has ended. Not process.exit: what is written must reach its reader first. */
export const done: Promise<void> = run(process.argv.slice(2), processTerminal()).then((status) => {
  process.exitCode = status
})
