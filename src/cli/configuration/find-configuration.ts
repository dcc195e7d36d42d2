import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { repositoryOf } from '../reading/repository.ts'
import type { ConfigurationOf } from './configuration.ts'
import { type Configuration, NO_CONFIGURATION } from './settings.ts'

export const CONFIGURATION_NAME = '.conflint.yaml'

/**
 * Finds and reads the configuration for an input: the given file, or the nearest .conflint.yaml upwards.
 * Only where there is one are YAML and schemas loaded.
 * @param file absolute, where the user names one
 * @param directory the working directory
 */
export function configurationFinder(file: string | undefined, directory: string) {
  const read = new Map<string, Promise<ConfigurationOf>>()
  return async (input: string): Promise<Configuration> => {
    const found = file ?? nearest(input)
    if (found === undefined) return NO_CONFIGURATION
    const configuration =
      read.get(found) ??
      import('./configuration.ts').then(({ readConfiguration }) =>
        readConfiguration(found, directory, file === undefined ? repositoryOf(found) : undefined),
      )
    read.set(found, configuration)
    return (await configuration)(input)
  }
}

function nearest(input: string): string | undefined {
  // The input itself may be a directory.
  for (let directory = input; ; directory = dirname(directory)) {
    const candidate = join(directory, CONFIGURATION_NAME)
    if (existsSync(candidate)) return candidate
    if (directory === dirname(directory)) return undefined
  }
}
