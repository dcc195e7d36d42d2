import { dirname, relative, resolve } from 'node:path'
import { builtin, rulesAboutSuppressions } from '../rules/builtin.ts'
import type { RuleDocument } from '../rules/rule.ts'
import { namesRule } from '../rules/suppressions/pattern.ts'
import { didYouMean } from '../syntax/suggest.ts'
import {
  type Override,
  type ReadFile,
  readConfigurationFile,
  SETTING_NAMES,
  type SettingsInFile,
  type Severities,
} from './configuration-file.ts'
import { DIALECT_NAMES } from './dialects.ts'
import { usageFailure } from './failure.ts'
import { fitsGlob } from './glob.ts'
import { declaredSets } from './intents.ts'
import { ownRules } from './own-rules.ts'
import { leadsOut } from './repository.ts'
import {
  type Configuration,
  type FiledRuleSetting,
  type SettingName,
  type Settings,
  settingNamed,
} from './settings.ts'
import { checkedVersions } from './versions.ts'

/** The configuration for each input, which is absolute. */
export type ConfigurationOf = (input: string) => Configuration

/** Something that is said at one place for all files, or for some. */
interface Statement {
  holdsFor(path: string): boolean
  where(name: SettingName | 'baseline'): string
  settings: Settings
  baseline?: string
}

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
    throw usageFailure(`${relative(directory, file)} ${outOf(repository)}`)
  const files = withExtended(file, directory, [], repository)
  const statements: Statement[] = []
  const ruleSettings: FiledRuleSetting[] = []
  const paths: string[] = []
  for (const read of files) {
    const { content, at } = read
    const entries = Array.isArray(content.rules) ? content.rules : content.rules ? [content.rules] : []
    const inList = Array.isArray(content.rules)
    for (const [index, entry] of entries.entries()) {
      if (typeof entry === 'string') paths.push(resolve(dirname(read.file), entry))
      else
        ruleSettings.push(
          ...placed(
            entry,
            (id) => at('rules', ...(inList ? [index, id] : [id])),
            () => true,
          ),
        )
    }
    if (repository !== undefined && content.baseline !== undefined) {
      const baseline = resolve(dirname(read.file), content.baseline)
      if (leadsOut(baseline, repository))
        throw usageFailure(`${at('baseline')}: ${content.baseline} ${outOf(repository)}`)
    }
    statements.push(await statement(read, content, [], () => true))
    for (const [index, override] of (content.overrides ?? []).entries()) {
      const holdsFor = pathTest(read.file, override)
      ruleSettings.push(
        ...placed(override.rules ?? {}, (id) => at('overrides', index, 'rules', id), holdsFor),
      )
      statements.push(await statement(read, override, ['overrides', index], holdsFor))
    }
  }
  const rules = await ownRules([...new Set(paths)], directory, repository)
  await checkIds(ruleSettings, rules)
  const sets = await declaredSets(files, rules)
  const partial = files.some(({ content }) => (content.overrides ?? []).length > 0)
  const conditions = [...statements, ...ruleSettings]
  const partsFor = (path: string) => conditions.map(({ holdsFor }) => (holdsFor(path) ? '1' : '0')).join('')
  return (input) => ({
    ...configurationFor(input, statements, ruleSettings, rules),
    sets,
    file,
    ...(partial && { partsFor }),
  })
}

/** Why a file is not read: somebody else may have written the configuration, to see in messages what stands there. */
function outOf(repository: string): string {
  return `leads out of the repository ${repository}; --config FILE reads a configuration with all that it names`
}

/** Files that extend the same ones over and over make more of them than there are. */
const MOST_EXTENDED = 1000

/** The file behind those that it extends: what counts more comes later. */
function withExtended(
  file: string,
  directory: string,
  within: readonly ReadFile[],
  repository: string | undefined,
): ReadFile[] {
  const read = readConfigurationFile(file, directory)
  const { content, at } = read
  const list = Array.isArray(content.extends)
  const extended = [content.extends ?? []].flat().flatMap((path, index) => {
    const other = resolve(dirname(file), path)
    const chain = [...within, read].map((each) => each.file)
    if (chain.includes(other)) {
      const circle = [...chain.slice(chain.indexOf(other)), other].map((each) => relative(directory, each))
      const place = list ? at('extends', index) : at('extends')
      throw usageFailure(`${place}: extends goes round in a circle: ${circle.join(' extends ')}`)
    }
    if (repository !== undefined && leadsOut(other, repository))
      throw usageFailure(`${list ? at('extends', index) : at('extends')}: ${path} ${outOf(repository)}`)
    return withExtended(other, directory, [...within, read], repository)
  })
  if (extended.length > MOST_EXTENDED)
    throw usageFailure(`${at('extends')}: more than ${MOST_EXTENDED} files are extended`)
  return [...extended, read]
}

/** A file of a snapshot: what is said of the snapshot is said of all files in it. */
const IN_SNAPSHOT = /:\/.*$/s

/** The files that an override is for: patterns relative to the configuration file. */
function pathTest(file: string, { files }: Override): (path: string) => boolean {
  const patterns = [files].flat()
  return (path) => {
    const name = relative(dirname(file), path)
    const names = [name, name.replace(IN_SNAPSHOT, '')]
    const fits = (pattern: string) => names.some((each) => fitsGlob(each, pattern))
    const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))
    return patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern)) && !excluded.some(fits)
  }
}

function placed(
  severities: Severities,
  where: (id: string) => string,
  holdsFor: (path: string) => boolean,
): FiledRuleSetting[] {
  return Object.entries(severities).map(([pattern, setting]) => ({
    pattern,
    setting,
    holdsFor,
    where: where(pattern),
  }))
}

async function statement(
  { file, at, written }: ReadFile,
  said: SettingsInFile & { baseline?: string },
  path: readonly (string | number)[],
  holdsFor: (path: string) => boolean,
): Promise<Statement> {
  const version = (name: 'openssh' | 'pure-ftpd') => {
    const value = said[name]
    if (value === undefined) return undefined
    if (typeof value !== 'object') return written(value, ...path, name)
    return value.map((version, index) => written(version, ...path, name, index)).join(',')
  }
  const versions = await checkedVersions(
    { sshd: version('openssh'), 'pure-ftpd': version('pure-ftpd') },
    (dialect) => `${at(...path, dialect === 'sshd' ? 'openssh' : dialect)}: the version`,
  )
  const { profile, dialect, reader, baseline } = said
  const failOn = said['fail-on']
  const agentKeys = said['agent-keys']
  return {
    holdsFor,
    where: (name) => at(...path, name),
    settings: {
      versions,
      ...(profile && { profile }),
      ...(failOn && { failOn }),
      ...(agentKeys !== undefined && { agentKeys }),
      ...(dialect && { dialect }),
      ...(reader && { reader }),
    },
    ...(baseline !== undefined && { baseline: resolve(dirname(file), baseline) }),
  }
}

function configurationFor(
  input: string,
  statements: readonly Statement[],
  ruleSettings: readonly FiledRuleSetting[],
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
