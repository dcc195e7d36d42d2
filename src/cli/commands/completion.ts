import { type Arguments, one } from '../arguments.ts'
import { bashCompletion } from '../completion/bash.ts'
import { fishCompletion } from '../completion/fish.ts'
import { completedCommands, SHELLS } from '../completion/model.ts'
import { zshCompletion } from '../completion/zsh.ts'
import { EXIT, usageFailure } from '../failure.ts'
import type { Terminal } from '../terminal/terminal.ts'

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const

/** `conflint completion`: the script with which a shell completes commands, options, and what they take. */
export async function completion(given: Arguments, terminal: Terminal): Promise<number> {
  const asked = one(given, 'shell')
  const shell = SHELLS.find((name) => name === asked)
  if (shell === undefined) throw usageFailure(`completion is for ${SHELLS.join(', ')}, not for ${asked}`)
  terminal.out(SCRIPTS[shell](completedCommands()))
  return EXIT.clean
}
