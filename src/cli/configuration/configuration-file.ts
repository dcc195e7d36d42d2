import { relative } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { firstFault, isFault, lineFinder, parseDocumentText } from '../../host/schema-fault.ts'
import type { Profile, RuleSetting } from '../../judgement/wanted.ts'
import type { IntentEntry } from '../../rules/rule.ts'
import { usageFailure } from '../failure.ts'
import { readText } from '../reading/read-text.ts'
import schema from './configuration.schema.json' with { type: 'json' }
import type { SettingName, Threshold } from './settings.ts'

/** A .conflint.yaml, as its schema describes it. */
export interface ConfigurationFile extends SettingsInFile {
  extends?: string | readonly string[]
  rules?: Severities | readonly (string | Severities)[]
  baseline?: string
  overrides?: readonly Override[]
  intents?: readonly IntentEntry[]
}

/** What holds for some of the files only. */
export interface Override extends SettingsInFile {
  files: string | readonly string[]
  rules?: Severities
}

export interface SettingsInFile {
  'agent-keys'?: number
  openssh?: Version | readonly Version[]
  'pure-ftpd'?: Version | readonly Version[]
  profile?: Profile
  'fail-on'?: Threshold
  dialect?: 'sshd' | 'pure-ftpd'
  reader?: 'native' | 'perl' | 'python' | 'debian'
}

/** As YAML has it: 9.2 is a number there. */
type Version = string | number

export type Severities = Readonly<Record<string, RuleSetting>>

/** The names of settings, which are the same on the command line. */
export const SETTING_NAMES = [
  'profile',
  'fail-on',
  'agent-keys',
  'openssh',
  'pure-ftpd',
  'dialect',
  'reader',
] as const satisfies readonly SettingName[]

/** The content of a configuration file, and where each part of it stands. */
export interface ReadFile {
  /** Absolute. */
  file: string
  content: ConfigurationFile
  /** `.conflint.yaml:3`, for the part at this path of names and positions. */
  at(...path: (string | number)[]): string
  /** The same as a place in the text of the file, which people know by its path from the working directory. */
  place(...path: (string | number)[]): { path: string; text: string; line: number }
  /** A version as it is written: the number 9.10 would be 9.1. */
  written(value: string | number, ...path: (string | number)[]): string
}

let compiled: ValidateFunction<ConfigurationFile> | undefined

/**
 * Reads one configuration file.
 * @param file absolute
 * @param directory the working directory, to name files relative to it
 * @throws a usage failure with file, line and what was expected
 */
export function readConfigurationFile(file: string, directory: string): ReadFile {
  const name = relative(directory, file)
  const text = readText(file, name)
  const document = parseDocumentText(text)
  if (isFault(document)) throw usageFailure(`${name}:${document.line}: ${document.message}`)
  // An empty file says nothing, which is allowed.
  const content = document.content ?? {}
  compiled ??= new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<ConfigurationFile>(
    schema,
  )
  if (!compiled(content)) {
    const { line, where, message } = firstFault(compiled.errors ?? [], text)
    throw usageFailure(`${name}:${line}: ${where === '' ? '' : `${where}: `}${message}`)
  }
  const lineOf = lineFinder(text)
  const at: ReadFile['at'] = (...path) => `${name}:${lineOf(path.map(String))}`
  return {
    file,
    content,
    at,
    place: (...path) => ({ path: name, text, line: lineOf(path.map(String)) }),
    written(value, ...path) {
      if (typeof value === 'string') return value
      const line = text.split('\n')[lineOf(path.map(String)) - 1] ?? ''
      return line.match(/[\d.]+/g)?.find((written) => Number(written) === value) ?? String(value)
    },
  }
}
