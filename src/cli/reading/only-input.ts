import { relative } from 'node:path'
import { usageFailure } from '../failure.ts'
import type { Input } from './input.ts'

/**
 * The only one of some configurations.
 * @param given what names them
 * @param nameOf what names one of them
 * @throws a usage failure where they are several
 */
export function onlyInput(inputs: readonly Input[], given: string, nameOf: (input: Input) => string): Input {
  const [input, ...more] = inputs
  if (input && more.length === 0) return input
  const names = inputs.map(nameOf).join(', ')
  throw usageFailure(`${given} holds several configurations; say which: ${names}`)
}

/** How the command line names one configuration: as a path from the current directory, where it was found below that. */
export function nameFrom(directory: string): (input: Input) => string {
  return ({ path, snapshot }) => {
    const inside = relative(directory, path)
    const file = inside.startsWith('..') ? path : inside
    return snapshot ? `${file}:${snapshot.path}` : file
  }
}
