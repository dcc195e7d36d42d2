import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { isFailure, type ReadFailure } from '../../host/host.ts'
import { live } from '../../host/live.ts'
import { below, normalize } from '../../host/path.ts'
import { renderedName } from '../../host/templates.ts'
import { meant } from '../../syntax/suggest.ts'
import { EXIT, Failure, inputFailure, usageFailure } from '../failure.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Input } from './input.ts'
import { inputsIn, isDirectory } from './search.ts'
import { inputsInSnapshot, partOfSnapshot } from './snapshots.ts'

export interface InputRequest {
  paths: readonly string[]
  as?: string
  /** Absolute. */
  root?: string
}

/** What the command line writes as `-`. */
export const STANDARD_INPUT = '/dev/stdin'

/** The configurations that the paths on the command line name, and what could not be found or read. */
export async function findInputs(
  { paths, as, root }: InputRequest,
  terminal: Terminal,
): Promise<{ inputs: Input[]; failures: Failure[] }> {
  if (as !== undefined && paths.length !== 1)
    throw usageFailure('--as takes exactly one PATH, or - for standard input')
  if (paths.filter((path) => path === STANDARD_INPUT).length > 1)
    throw usageFailure('- can be read only once')
  const inputs: Input[] = []
  const failures: Failure[] = []
  for (const path of paths) {
    try {
      if (as !== undefined) inputs.push(await inputAs(path, as, root, terminal))
      else if (path === STANDARD_INPUT) {
        inputs.push(...(await standardInputs(terminal)))
      } else inputs.push(...(await inputsAt(path, locate(path, root, terminal))))
    } catch (error) {
      if (!(error instanceof Failure) || error.status !== EXIT.unreadable) throw error
      failures.push(error)
    }
  }
  // A part of a main file that is given as well is judged with it.
  return { inputs: [...inputs.filter(isMain), ...inputs.filter((input) => !isMain(input))], failures }
}

/** Whether the daemon begins to read there, as far as the name tells. */
function isMain({ path }: Input): boolean {
  return ['sshd_config', 'pure-ftpd.conf'].includes(basename(renderedName(path)))
}

async function standardInputs(terminal: Terminal): Promise<Input[]> {
  const path = join(terminal.directory, '<stdin>')
  const content = await terminal.input()
  const inSnapshot = await inputsInSnapshot(path, '<stdin>', { bytes: content })
  return inSnapshot ?? [{ path, content, absolute: false }]
}

/** The input's own text, to stand at `as`, or in it: below the root where there is one and `as` is absolute. */
async function inputAs(
  path: string,
  as: string,
  root: string | undefined,
  terminal: Terminal,
): Promise<Input> {
  const named = locate(as, root, terminal, 'there or not')
  const isInDirectory = as.endsWith('/') || isDirectory(named)
  if (isInDirectory && path === STANDARD_INPUT)
    throw usageFailure(`--as ${as} is a directory; say which file in it standard input is`)
  const place = isInDirectory ? join(named, basename(path)) : named
  if (path === STANDARD_INPUT)
    return { path: place, content: await terminal.input(), absolute: isAbsolute(as) }
  const there = resolve(terminal.directory, path)
  const content = live().read(there)
  if (!isFailure(content))
    return { path: place, content, candidate: { path: there, shown: path }, absolute: isAbsolute(as) }
  throw notRead(path, there, content)
}

/**
 * Where a path of the command line stands on this machine. An absolute path means the file below the
 * root where there is one, as with other tools that have a root.
 */
function locate(path: string, root: string | undefined, terminal: Terminal, must?: 'there or not'): string {
  const there = resolve(terminal.directory, path)
  if (root === undefined || !isAbsolute(path) || below(root, normalize(there)) !== undefined) return there
  const inRoot = join(root, path)
  return must === 'there or not' || existsSync(inRoot) ? inRoot : there
}

async function inputsAt(given: string, path: string): Promise<Input[]> {
  const absolute = isAbsolute(given)
  const part = partOfSnapshot(path)
  if (part) {
    const inSnapshot = await inputsInSnapshot(part.file, given, { only: part.place })
    if (inSnapshot) return inSnapshot
  }
  if (!existsSync(path)) {
    const content = live({ accounts: false }).read(path)
    if (isFailure(content)) throw notRead(given, path, content)
  }
  if (!isDirectory(path)) return (await inputsInSnapshot(path, given)) ?? [{ path, absolute }]
  return inputsIn(path, { given, absolute })
}

/** @param path as it was given */
function notRead(path: string, there: string, { failure, reason }: ReadFailure): Failure {
  if (failure !== 'missing') return inputFailure(reason.replace(there, () => path))
  const file = meant(basename(there), namesBeside(there))
  const hint =
    file === undefined ? '' : `; did you mean ${path.slice(0, path.length - basename(path).length)}${file}?`
  return inputFailure(`${path} does not exist${hint}`)
}

export function namesBeside(path: string): string[] {
  try {
    return readdirSync(dirname(path))
  } catch {
    return []
  }
}
