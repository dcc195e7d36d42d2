import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { loadRule } from '../../rules/load.ts'
import type { RuleDocument } from '../../rules/rule.ts'
import { allDialects } from '../dialects.ts'
import { usageFailure } from '../failure.ts'
import { readText } from '../reading/read-text.ts'
import { leadsOut } from '../reading/repository.ts'
import { isDirectory } from '../reading/search.ts'

/**
 * Reads rule files, and all in directories that are named.
 * @param repository where those who name the rules may lead to, if not anywhere
 * @throws a usage failure that lists every mistake with file and line
 */
export async function ownRules(
  paths: readonly string[],
  directory: string,
  repository?: string,
): Promise<RuleDocument[]> {
  if (paths.length === 0) return []
  const dialects = await allDialects()
  const rules: RuleDocument[] = []
  const mistakes: string[] = []
  const check = (path: string) => {
    if (repository !== undefined && leadsOut(path, repository))
      throw usageFailure(`${relative(directory, path)} leads out of the repository ${repository}`)
  }
  paths.forEach(check)
  for (const path of paths.flatMap(ruleFilesAt)) {
    const name = relative(directory, path)
    check(path)
    const loaded = loadRule(readText(path, name), name, dialects)
    if ('rule' in loaded) rules.push(loaded.rule)
    else mistakes.push(...loaded.errors.map(({ file, line, message }) => `${file}:${line}: ${message}`))
  }
  if (mistakes.length > 0) throw usageFailure(mistakes.join('\n'))
  return rules
}

function ruleFilesAt(path: string): string[] {
  if (!isDirectory(path)) return [path]
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
  return files
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(path, name))
}
