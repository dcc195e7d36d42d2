import { join } from 'node:path'
import { run } from './run.ts'
import { processTerminal } from './terminal/terminal.ts'

const program = join(import.meta.filename, '../../conflint.js')

/** Fulfilled when the run has ended. Not process.exit: what is written must reach its reader first. */
export const done: Promise<void> = run(process.argv.slice(2), processTerminal(program)).then((status) => {
  process.exitCode = status
})
