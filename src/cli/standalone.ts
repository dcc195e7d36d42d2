import { run } from './run.ts'
import { processTerminal } from './terminal/terminal.ts'

// An executable with everything in it, Node left out: see scripts/standalone.mjs. Its threads run the same file.
run(process.argv.slice(2), processTerminal(import.meta.filename)).then((status) => {
  process.exitCode = status
})
