import { isAbsolute, join, relative, resolve } from 'node:path'
import { usageFailure } from '../failure.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Input } from './input.ts'
import { findInputs, type InputRequest } from './inputs.ts'
import { isDirectory } from './search.ts'
import { filesBelow } from './snapshot-files.ts'
import { inputsInSnapshot } from './snapshots.ts'

/** So many of several configurations are named. */
const NAMED = 8

/**
 * The one configuration that the command line names, for commands that speak of one.
 * @throws a failure where there is none, or more than one
 */
export async function inputAt(request: InputRequest, terminal: Terminal): Promise<Input> {
  const { directory } = terminal
  const [first = ''] = request.paths
  const { inputs, failures } = await findInputs(request, terminal)
  const [failure] = failures
  const found = failure ? await snapshotsBelow(resolve(directory, first)) : inputs
  if (failure && found.length === 0) throw failure
  const shown = (path: string) => (isAbsolute(first) ? path : relative(directory, path))
  return onlyInput(found, request.paths.join(' '), ({ path, snapshot }) =>
    snapshot ? `${shown(path)}:${snapshot.path}` : shown(path),
  )
}

/** The configurations in the snapshots of a directory, as far as they are worth naming. */
async function snapshotsBelow(directory: string): Promise<Input[]> {
  const found: Input[] = []
  if (!isDirectory(directory)) return found
  for (const name of filesBelow(directory, { directories: 0, found: false })) {
    found.push(...((await inputsInSnapshot(join(directory, name), name)) ?? []))
    if (found.length > NAMED) break
  }
  return found
}

/**
 * The only one of some configurations.
 * @param given what names them
 * @param nameOf what names one of them
 * @throws a usage failure where they are several
 */
export function onlyInput(inputs: readonly Input[], given: string, nameOf: (input: Input) => string): Input {
  const [input, ...more] = inputs
  if (input && more.length === 0) return input
  const names = inputs.slice(0, NAMED).map(nameOf).join(', ')
  const further = inputs.length > NAMED ? ' and more' : ''
  throw usageFailure(`${given} holds several configurations; say which: ${names}${further}`)
}
