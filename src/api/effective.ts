import type { Connection, DialectName, EffectiveSetting, Guard } from '../dialects/dialect.ts'
import {
  type DirectiveName,
  type DirectiveValue,
  effectiveValue,
  isPureFtpd,
  type PureFtpdConfig,
  type ReaderName,
} from '../dialects/pure-ftpd/index.ts'
import { holds, type Keyword, type SshdConfig, type ValueOf } from '../dialects/sshd/index.ts'
import type { Unknown } from '../host/host.ts'
import { daemonName } from '../judgement/daemon-name.ts'
import { withKnownGroups } from '../judgement/known-groups.ts'
import { type PrintedOption, pureFtpdAnswer } from '../judgement/pure-ftpd-answer.ts'
import { isSshd, type PrintedSetting, sshdAnswer } from '../judgement/sshd-answer.ts'
import type { Tree } from '../judgement/tree.ts'
import { withName } from './connection.ts'
import { ConflintError } from './error.ts'
import type { Input, ReadOptions } from './options.ts'
import { treeOf } from './trees.ts'

export interface EffectiveOptions extends ReadOptions {
  /** Who connects, for sshd; without it, what `sshd -T` prints without `-C`. */
  connection?: Connection
}

interface EffectiveBase<Name extends DialectName> {
  dialect: Name
  /** Whose behaviour it is: `OpenSSH 9.2`. */
  daemon: string
  /** In the daemon's own form; empty where it refuses the configuration. */
  text: string
  /** The words with which the daemon refuses the configuration; absent where it starts. */
  refusal?: readonly string[]
}

/** What a connection gets from sshd. */
export interface SshdEffective extends EffectiveBase<'sshd'> {
  /** The lines of `sshd -T`, each with the lines of the configuration that it comes from. */
  settings: readonly PrintedSetting[]
  /** The typed value of a keyword; unknown where a template leaves it open. */
  get<K extends Keyword>(keyword: K): ValueOf<K> | Unknown
  /** The same with the lines that make it, and those that lost, and by which law. */
  setting(keyword: Keyword): EffectiveSetting
}

/** What everybody gets from pure-ftpd. */
export interface PureFtpdEffective extends EffectiveBase<'pure-ftpd'> {
  reader: ReaderName
  /** The options that the daemon gets, each with the line that it comes from. */
  options: readonly PrintedOption[]
  /** The typed value of a directive; unknown where a template, or the order on disk, leaves it open. */
  get<Name extends DirectiveName>(directive: Name): DirectiveValue<Name> | Unknown
  /** The same with the lines that make it, and those that lost, and by which law. */
  setting(directive: DirectiveName): EffectiveSetting
}

/**
 * What a connection gets: as `sshd -T -C …` prints it, or the option vector of pure-ftpd; and typed values.
 *
 * ```ts
 * effective(text, { dialect: 'sshd', connection: { user: 'bob' } }).get('MaxAuthTries') // a number
 * ```
 * @throws ConflintError where the input holds several configurations, or is of neither daemon
 */
export function effective(input: Input, options: EffectiveOptions & { dialect: 'sshd' }): SshdEffective
export function effective(
  input: Input,
  options: EffectiveOptions & { dialect: 'pure-ftpd' },
): PureFtpdEffective
export function effective(input: Input, options?: EffectiveOptions): SshdEffective | PureFtpdEffective
export function effective(input: Input, options: EffectiveOptions = {}): SshdEffective | PureFtpdEffective {
  const tree = treeOf(input, options)
  const { config } = tree
  if (options.dialect !== undefined && config.dialect !== options.dialect)
    throw new ConflintError(`this is a configuration of ${config.dialect}, not of ${options.dialect}`)
  if (isSshd(config)) return ofSshd(tree, config, options.connection && withName(options.connection))
  if (!isPureFtpd(config)) throw new Error(`${config.entry} is of no known daemon`)
  if (options.connection) throw new ConflintError('pure-ftpd treats all connections alike')
  return ofPureFtpd(tree, config)
}

function ofSshd(tree: Tree, config: SshdConfig, asked: Connection | undefined): SshdEffective {
  const answer = sshdAnswer(tree, config, asked)
  const connection = withKnownGroups(asked ?? {}, tree.host)
  const values = config.effective((guard: Guard) => holds(guard, connection))
  const settings = 'settings' in answer ? answer.settings : []
  return {
    dialect: 'sshd',
    daemon: daemonName(config),
    text: settings.map(({ keyword, value }) => `${keyword} ${value}\n`).join(''),
    settings,
    ...('refusal' in answer && { refusal: answer.refusal }),
    get: (keyword) => values.get(keyword).value,
    setting: (keyword) => values.get(keyword),
  }
}

function ofPureFtpd(tree: Tree, config: PureFtpdConfig): PureFtpdEffective {
  const answer = pureFtpdAnswer(tree, config)
  const values = config.effective(() => false)
  const options = 'options' in answer ? answer.options : []
  return {
    dialect: 'pure-ftpd',
    daemon: daemonName(config),
    reader: config.reader,
    text: options.map(({ text }) => `${text}\n`).join(''),
    options,
    ...('refusal' in answer && { refusal: answer.refusal }),
    get: (directive) => effectiveValue(config, directive),
    setting: (directive) => values.get(directive),
  }
}
