import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { meant } from '../syntax/suggest.ts'
import { commandLines } from './command-lines.ts'
import { usageFailure } from './failure.ts'
import { namesBeside } from './reading/inputs.ts'

/**
 * Who mistypes a command names a file that is not there.
 * @param first the first path of the command line
 * @throws a usage failure where it is nearer to a command than to any file
 */
export function demandNoCommand(first: string, directory: string): void {
  const there = resolve(directory, first)
  if (first.includes('/') || existsSync(there) || meant(first, namesBeside(there)) !== undefined) return
  const command = meant(first, [...commandLines.map(({ name }) => name), '--help'])
  if (command !== undefined)
    throw usageFailure(`${first} does not exist; did you mean the command ${command}?`)
}
