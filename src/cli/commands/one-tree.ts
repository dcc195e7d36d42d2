import { resolve } from 'node:path'
import { type Arguments, one, operands } from '../arguments.ts'
import { configurationFinder } from '../configuration/find-configuration.ts'
import { inputAt } from '../reading/only-input.ts'
import { readTree } from '../reading/read-tree.ts'
import { readingFrom } from '../reading/reading-options.ts'
import type { Tree } from '../reading/tree.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { demandOneVersion } from '../versions.ts'

/**
 * The one configuration, of one version, that `effective` and `why` speak of.
 * @param command which of the two
 */
export async function oneTree(given: Arguments, terminal: Terminal, command: string): Promise<Tree> {
  const options = await readingFrom(given, terminal)
  const paths = operands(given, 'path')
  const as = one(given, 'as')
  const input = await inputAt(
    {
      paths,
      ...(as !== undefined && { as }),
      ...(options.root !== undefined && { root: options.root }),
    },
    terminal,
  )
  const config = one(given, 'config')
  const configurationFor = configurationFinder(
    config && resolve(terminal.directory, config),
    terminal.directory,
  )
  const { versions } = await configurationFor(input.path)
  const tree = await readTree(input, { ...options, versions: { ...versions, ...options.versions } })
  demandOneVersion(tree, command)
  return tree
}
