import { relative } from 'node:path'
import { builtin, rulesAboutSuppressions } from '../../rules/builtin.ts'
import type { RuleDocument } from '../../rules/rule.ts'
import { namesRule } from '../../rules/suppressions/pattern.ts'
import { didYouMean } from '../../syntax/suggest.ts'
import { DIALECT_NAMES } from '../dialects.ts'
import { usageFailure } from '../failure.ts'
import { leadsOut, leavesRepository } from '../reading/repository.ts'
import { SETTING_NAMES } from './configuration-file.ts'
import { withExtended } from './extended-files.ts'
import { declaredSets } from './intents.ts'
import { ownRules } from './own-rules.ts'
import {
  type Configuration,
  type FiledRuleSetting,
  type SettingName,
  type Settings,
  settingNamed,
} from './settings.ts'
import { type Said, saidIn } from './statements.ts'

/** The configuration for each input, which is absolute. */
export type ConfigurationOf = (input: string) => Configuration

/**
 * Reads a .conflint.yaml and what it extends.
 * @param file absolute
 * @param directory the working directory, to name files relative to it
 * @param repository where the file was found, if nobody named it: then it leads to nothing outside of there
 * @throws a usage failure with file, line and what was expected
 */
export async function readConfiguration(
  file: string,
  directory: string,
  repository?: string,
): Promise<ConfigurationOf> {
  if (repository !== undefined && leadsOut(file, repository))
    throw usageFailure(`${relative(directory, file)} ${leavesRepository(repository)}`)
  const files = withExtended(file, directory, repository)
  const said = await saidIn(files, repository)
  const { statements, ruleSettings, rulePaths } = said
  const rules = await ownRules([...new Set(rulePaths)], directory, repository)
  await checkIds(ruleSettings, rules)
  const sets = await declaredSets(files, rules)
  const partial = files.some(({ content }) => (content.overrides ?? []).length > 0)
  const conditions = [...statements, ...ruleSettings]
  const partsFor = (path: string) => conditions.map(({ holdsFor }) => (holdsFor(path) ? '1' : '0')).join('')
  return (input) => ({
    ...configurationFor(input, said, rules),
    sets,
    file,
    ...(partial && { partsFor }),
  })
}

function configurationFor(
  input: string,
  { statements, ruleSettings }: Said,
  rules: readonly RuleDocument[],
): Configuration {
  let settings: Settings = { versions: {} }
  let baseline: string | undefined
  const origins = new Map<SettingName | 'baseline', string>()
  for (const said of statements.filter(({ holdsFor }) => holdsFor(input))) {
    for (const name of SETTING_NAMES) {
      if (settingNamed(name, said.settings) !== undefined) origins.set(name, said.where(name))
    }
    if (said.baseline !== undefined) {
      baseline = said.baseline
      origins.set('baseline', said.where('baseline'))
    }
    const versions = { ...settings.versions, ...said.settings.versions }
    settings = { ...settings, ...said.settings, versions }
  }
  return {
    ...settings,
    ...(baseline !== undefined && { baseline }),
    rules,
    origins,
    ...(ruleSettings.length > 0 && {
      ruleSetting: (id, file) =>
        ruleSettings.findLast(({ pattern, holdsFor }) => holdsFor(file) && namesRule(pattern, id)),
    }),
  }
}

async function checkIds(ruleSettings: readonly FiledRuleSetting[], own: readonly RuleDocument[]) {
  if (ruleSettings.length === 0 && own.length === 0) return
  const builtins = await Promise.all(DIALECT_NAMES.map(builtin))
  const all = [...builtins.flatMap(({ rules }) => rules), ...(await rulesAboutSuppressions()), ...own]
  const known = all.map(({ id }) => id)
  for (const { pattern, where } of ruleSettings) {
    if (known.some((id) => namesRule(pattern, id))) continue
    throw usageFailure(`${where}: there is no rule ${pattern}${didYouMean(pattern, known)}`)
  }
  const twice = known.find((id, index) => known.indexOf(id) !== index)
  if (twice !== undefined) throw usageFailure(`two rules have the id ${twice}`)
}
