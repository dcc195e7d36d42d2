import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { Ajv } from 'ajv'
import { firstFault, isFault, parseDocumentText } from '../host/schema-fault.ts'
import { builtin } from '../rules/builtin.ts'
import type { Severity } from '../rules/finding.ts'
import { loadRule } from '../rules/load.ts'
import type { RuleDocument } from '../rules/rule.ts'
import schema from './configuration.schema.json' with { type: 'json' }
import { allDialects, DIALECT_NAMES } from './dialects.ts'
import { usageFailure } from './failure.ts'
import { isDirectory } from './search.ts'
import type { Configuration, Profile, Threshold } from './settings.ts'
import { didYouMean } from './suggest.ts'
import { checkedVersions } from './versions.ts'

/** A .conflint.yaml, as its schema describes it. */
interface ConfigurationFile {
  rules?: Severities | readonly (string | Severities)[]
  'agent-keys'?: number
  openssh?: string | number
  'pure-ftpd'?: string | number
  profile?: Profile
  'fail-on'?: Threshold
}

type Severities = Readonly<Record<string, Severity | 'off'>>

/**
 * Reads a .conflint.yaml.
 * @param file absolute
 * @param directory the working directory, to name files relative to it
 * @throws a usage failure with file, line and what was expected
 */
export async function readConfiguration(file: string, directory: string): Promise<Configuration> {
  const name = relative(directory, file)
  const text = readText(file, name)
  const document = parseDocumentText(text)
  if (isFault(document)) throw usageFailure(`${name}:${document.line}: ${document.message}`)
  // An empty file says nothing, which is allowed.
  const content = document.content ?? {}
  const fits = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<ConfigurationFile>(
    schema,
  )
  if (!fits(content)) {
    const { line, where, message } = firstFault(fits.errors ?? [], text)
    throw usageFailure(`${name}:${line}: ${where === '' ? '' : `${where}: `}${message}`)
  }
  const listed = Array.isArray(content.rules) ? content.rules : [content.rules ?? {}]
  const severities: Severities = Object.assign({}, ...listed.filter((entry) => typeof entry === 'object'))
  const paths = listed.filter((entry) => typeof entry === 'string')
  const rules = await ownRules(
    paths.map((path) => resolve(dirname(file), path)),
    directory,
  )
  await checkIds(Object.keys(severities), rules, (id) => `${name}:${lineNaming(id, text)}`)
  const versions = await checkedVersions(
    {
      sshd: versionIn(text, content.openssh, 'openssh'),
      'pure-ftpd': versionIn(text, content['pure-ftpd'], 'pure-ftpd'),
    },
    (dialect) => `${name}:${lineNaming(dialect === 'sshd' ? 'openssh' : dialect, text)}: the version`,
  )
  return {
    severities,
    rules,
    versions,
    ...(content.profile && { profile: content.profile }),
    ...(content['fail-on'] && { failOn: content['fail-on'] }),
    ...(content['agent-keys'] !== undefined && { agentKeys: content['agent-keys'] }),
  }
}

/** A version as it is written: the number 9.10 would be 9.1. */
function versionIn(text: string, version: string | number | undefined, name: string): string | undefined {
  if (typeof version !== 'number') return version
  return new RegExp(`^\\s*["']?${name}["']?\\s*:\\s*([\\d.]+)`, 'm').exec(text)?.[1] ?? String(version)
}

/**
 * Reads rule files, and all in directories that are named.
 * @throws a usage failure that lists every mistake with file and line
 */
export async function ownRules(paths: readonly string[], directory: string): Promise<RuleDocument[]> {
  if (paths.length === 0) return []
  const dialects = await allDialects()
  const rules: RuleDocument[] = []
  const mistakes: string[] = []
  for (const path of paths.flatMap(ruleFilesAt)) {
    const name = relative(directory, path)
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

async function checkIds(ids: readonly string[], own: readonly RuleDocument[], place: (id: string) => string) {
  if (ids.length === 0 && own.length === 0) return
  const builtins = await Promise.all(DIALECT_NAMES.map(builtin))
  const known = [...builtins.flatMap(({ rules }) => rules), ...own].map(({ id }) => id)
  const unknown = ids.find((id) => !known.includes(id))
  if (unknown !== undefined) {
    throw usageFailure(`${place(unknown)}: there is no rule ${unknown}${didYouMean(unknown, known)}`)
  }
  const twice = known.find((id, index) => known.indexOf(id) !== index)
  if (twice !== undefined) throw usageFailure(`two rules have the id ${twice}`)
}

function lineNaming(id: string, text: string): number {
  return text.split('\n').findIndex((line) => line.includes(id)) + 1 || 1
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (!existsSync(file)) throw usageFailure(`${name} does not exist`)
    throw usageFailure(`${name} cannot be read (${error instanceof Error ? error.message : error})`)
  }
}
