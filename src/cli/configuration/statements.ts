import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { usageFailure } from '../failure.ts'
import { leadsOut, leavesRepository } from '../reading/repository.ts'
import { checkedVersions } from '../versions.ts'
import type { Override, ReadFile, SettingsInFile, Severities } from './configuration-file.ts'
import { fitsGlob } from './glob.ts'
import type { FiledRuleSetting, SettingName, Settings } from './settings.ts'

/** Something that is said at one place for all files, or for some. */
export interface Statement {
  holdsFor(path: string): boolean
  where(name: SettingName | 'baseline'): string
  settings: Settings
  baseline?: string
}

/** All that configuration files say beside intents. */
export interface Said {
  statements: Statement[]
  ruleSettings: FiledRuleSetting[]
  /** Rule files, or directories of them, absolute. */
  rulePaths: string[]
}

type Where = readonly (string | number)[]

const everywhere = () => true

/**
 * What configuration files say, in their order: what comes later counts more.
 * @param repository where the files may lead to, if not anywhere
 */
export async function saidIn(files: readonly ReadFile[], repository: string | undefined): Promise<Said> {
  const said: Said = { statements: [], ruleSettings: [], rulePaths: [] }
  for (const read of files) {
    const { content, at, file } = read
    const inList = Array.isArray(content.rules)
    for (const [index, entry] of [content.rules ?? []].flat().entries()) {
      if (typeof entry === 'string') said.rulePaths.push(named(entry, file, at('rules', index)))
      else said.ruleSettings.push(...placed(entry, read, inList ? ['rules', index] : ['rules'], everywhere))
    }
    if (repository !== undefined && content.baseline !== undefined) {
      const baseline = resolve(dirname(file), content.baseline)
      if (leadsOut(baseline, repository))
        throw usageFailure(`${at('baseline')}: ${content.baseline} ${leavesRepository(repository)}`)
    }
    said.statements.push(await statement(read, content, [], everywhere))
    for (const [index, override] of (content.overrides ?? []).entries()) {
      const holdsFor = pathTest(file, override)
      const where = ['overrides', index]
      said.ruleSettings.push(...placed(override.rules ?? {}, read, [...where, 'rules'], holdsFor))
      said.statements.push(await statement(read, override, where, holdsFor))
    }
  }
  return said
}

/**
 * A file that a configuration file names, absolute.
 * @throws a usage failure where it is not there
 */
export function named(path: string, file: string, where: string): string {
  const there = resolve(dirname(file), path)
  if (existsSync(there)) return there
  throw usageFailure(`${where}: ${path} does not exist`)
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
  { at }: ReadFile,
  where: Where,
  holdsFor: (path: string) => boolean,
): FiledRuleSetting[] {
  return Object.entries(severities).map(([pattern, setting]) => ({
    pattern,
    setting,
    holdsFor,
    where: at(...where, pattern),
  }))
}

async function statement(
  { file, at, written }: ReadFile,
  said: SettingsInFile & { baseline?: string },
  path: Where,
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
    (dialect) => {
      const name = dialect === 'sshd' ? 'openssh' : dialect
      return `${at(...path, name)}: ${name}`
    },
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
