import { join, resolve } from 'node:path'
import { builtinDocuments } from '../../rules/builtin.ts'
import type { RuleDocument } from '../../rules/rule.ts'
import { type Arguments, one } from '../arguments.ts'
import { configurationFinder } from '../configuration/find-configuration.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** The built-in rules, and behind them those of the user: that the configuration for the working directory names. */
export async function knownRules(
  given: Arguments,
  { directory }: Terminal,
): Promise<{ documents: readonly RuleDocument[]; own: ReadonlySet<string> }> {
  const config = one(given, 'config')
  const configurationFor = configurationFinder(config && resolve(directory, config), directory)
  const [documents, { rules }] = await Promise.all([
    builtinDocuments(),
    configurationFor(join(directory, '.')),
  ])
  return { documents: [...documents, ...rules], own: new Set(rules.map(({ id }) => id)) }
}
