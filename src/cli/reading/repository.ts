import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { below } from '../../host/path.ts'

/**
 * The git repository that a file stands in; undefined where there is none. Others may write there, by a pull request:
 * what its files name must not make conflint read, and show, what stands outside.
 * @param path absolute; it need not be there
 * @returns absolute, without links
 */
export function repositoryOf(path: string): string | undefined {
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    if (existsSync(join(directory, '.git'))) return realpathSync(directory)
    if (directory === dirname(directory)) return undefined
  }
}

/** Whether a file, or what a link points to, stands outside of a directory; what is not there stands nowhere. */
export function leadsOut(path: string, directory: string): boolean {
  try {
    return below(directory, realpathSync(path)) === undefined
  } catch {
    return false
  }
}

/** Why a file is not read: somebody else may have written the configuration, to see in messages what stands there. */
export function leavesRepository(repository: string): string {
  return `leads out of the repository ${repository}; --config FILE reads a configuration with all that it names`
}
