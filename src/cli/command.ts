import type { Arguments } from './arguments.ts'
import type { Terminal } from './terminal.ts'

/** A command: what the user gave, and the terminal, to an exit status. */
export type Command = (given: Arguments, terminal: Terminal) => Promise<number>
