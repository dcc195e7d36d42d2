import { realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { below } from '../../host/path.ts'
import type { Revision } from '../../host/revision.ts'
import { templateFor } from '../../host/templates.ts'
import { inputFailure, usageFailure } from '../failure.ts'
import type { Input } from './input.ts'
import { onlyInput } from './only-input.ts'
import { inputsIn, isDirectory } from './search.ts'

/** `REVISION:PATH` */
const AT_REVISION = /^(?<name>[^/:][^:]*):(?<path>.*)$/s

/**
 * The configuration that REVISION:PATH names, as `git show` takes it: PATH begins at the top of the repository or,
 * where it begins with `./` or `../`, in the current directory. REVISION: alone means another path.
 * @param other that path, which may be at a revision itself
 * @param directory the current one
 * @returns undefined where nothing like that is named
 */
export async function inputAtRevision(
  given: string,
  other: string,
  directory: string,
): Promise<{ input: Input; revision: Revision } | undefined> {
  const { name, path } = AT_REVISION.exec(given)?.groups ?? {}
  if (name === undefined || path === undefined) return undefined
  const inOther = AT_REVISION.exec(other)?.groups?.path
  // What is here now is compared with the repository that it is in.
  const here = path === '' && inOther === undefined ? real(resolve(directory, other)) : undefined
  const start = here === undefined ? directory : isDirectory(here) ? here : dirname(here)
  const { revision } = await import('../../host/revision.ts')
  const files = asked(() => revision(name, start))
  const wanted = path === '' ? (inOther ?? other) : path
  const isFromHere = isAbsolute(wanted) || /^\.\.?(\/|$)/.test(wanted)
  const place = here ?? (isFromHere ? resolve(directory, wanted) : join(files.top, wanted))
  const inRepository = (path: string) => below(files.top, path)?.replace('/', '')
  if (!files.exists(place) && templateFor(place, files.exists) === undefined)
    throw inputFailure(`${inRepository(place) ?? wanted} does not exist in ${name}`)
  const inputs = await inputsIn(place, { given, absolute: isAbsolute(wanted) }, files)
  const input = onlyInput(inputs, given, ({ path }) => `${name}:${inRepository(path)}`)
  return { input, revision: files }
}

/** git knows directories by their real names; a link to a file is a file of its own. */
function real(path: string): string {
  try {
    return isDirectory(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path))
  } catch {
    return path
  }
}

function asked(ask: () => Revision): Revision {
  try {
    return ask()
  } catch (error) {
    throw usageFailure(error instanceof Error ? error.message : String(error))
  }
}
