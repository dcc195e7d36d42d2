import { run } from './run.ts'
import { processTerminal } from './terminal.ts'

// Not process.exit: what is written must reach its reader first.
run(process.argv.slice(2), processTerminal()).then((status) => {
  process.exitCode = status
})
