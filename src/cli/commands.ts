import type { Arguments } from './arguments.ts'
import type { CommandName } from './command-lines.ts'
import type { Terminal } from './terminal/terminal.ts'

/** A command: what the user gave, and the terminal, to an exit status. */
export type Command = (given: Arguments, terminal: Terminal) => Promise<number>

/** What each command needs is loaded when it is called. */
export const loadCommand: Readonly<Record<CommandName, () => Promise<Command>>> = {
  check: async () => (await import('./commands/check.ts')).check,
  effective: async () => (await import('./commands/effective.ts')).effective,
  why: async () => (await import('./commands/why.ts')).why,
  diff: async () => (await import('./commands/diff.ts')).diff,
  rules: async () => (await import('./commands/rules.ts')).rules,
  explain: async () => (await import('./commands/explain.ts')).explain,
  init: async () => (await import('./commands/init.ts')).init,
  test: async () => (await import('./commands/test.ts')).test,
  completion: async () => (await import('./commands/completion.ts')).completion,
}
