import type { Options } from 'yargs'
import { PROFILES } from '../../judgement/wanted.ts'
import { formats } from '../../report/formats.ts'
import { commandLines, spellings } from '../command-lines.ts'
import { THRESHOLDS } from '../configuration/settings.ts'
import { DIALECT_NAMES } from '../dialects.ts'

/** What shells complete: the commands, their options, and what these take. */
export interface CompletedCommand {
  name: string
  describe: string
  options: readonly CompletedOption[]
  /** What stands behind the name of the command. */
  operand: Completed
}

export interface CompletedOption {
  /** With its dashes: `--format`; the short spelling behind it. */
  names: readonly string[]
  describe: string
  /** What it takes; undefined where it takes nothing. */
  value: Completed | undefined
}

/** What may stand at a place: some words, the name of a file or directory, the id of a rule, or anything. */
export type Completed = { words: readonly string[] } | 'file' | 'directory' | 'rule' | 'anything'

export const SHELLS = ['bash', 'zsh', 'fish'] as const

const VALUES: Readonly<Record<string, Completed>> = {
  profile: { words: PROFILES },
  'fail-on': { words: THRESHOLDS },
  dialect: { words: DIALECT_NAMES },
  reader: { words: ['native', 'perl', 'python', 'debian'] },
  fix: { words: ['safe', 'unsafe'] },
  root: 'directory',
  as: 'file',
  facts: 'file',
  config: 'file',
  baseline: 'file',
}

const OPERANDS: Readonly<Record<string, Completed>> = {
  explain: 'rule',
  rules: 'anything',
  init: 'directory',
  completion: { words: SHELLS },
}

/** All commands; the first one is the one that is meant where none is named. */
export function completedCommands(): CompletedCommand[] {
  return commandLines.map(({ name, describe, options }) => ({
    name,
    describe,
    options: Object.entries(options).map(([option, of]) => completedOption(name, option, of)),
    operand: OPERANDS[name] ?? 'file',
  }))
}

function completedOption(command: string, name: string, option: Options): CompletedOption {
  const words = command === 'check' ? Object.keys(formats) : ['text', 'json']
  const value = name === 'format' ? { words } : (VALUES[name] ?? 'anything')
  return {
    names: spellings(name, option),
    describe: option.describe ?? '',
    value: option.type === 'boolean' ? undefined : value,
  }
}
