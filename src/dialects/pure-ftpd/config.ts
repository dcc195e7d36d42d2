import type { Config } from '../dialect.ts'
import type { Feature } from './directives.ts'
import type { ChainLink } from './option-loop.ts'
import type { Option, Refusal } from './reading.ts'

export type ReaderName = 'native' | 'perl' | 'python' | 'debian'

/** A resolved pure-ftpd configuration, with what is particular to this daemon. */
export interface PureFtpdConfig extends Config {
  readonly dialect: 'pure-ftpd'
  /** Who reads the files. */
  readonly reader: ReaderName
  /** Why this reader is assumed, for people. */
  readonly readerReason: string
  /** The panel or distribution whose layout this is, where one is recognised. */
  readonly layout?: string
  /** The option vector that the reader makes. */
  readonly options: readonly Option[]
  /** The back ends that are asked, in order; empty where no line names one and the built-in default holds. */
  readonly chain: readonly ChainLink[]
  /** Whether a part of the daemon is taken to be compiled in. */
  readonly has: (feature: Feature) => boolean
  /** Why the server does not start; absent where it does. */
  readonly refusal?: Refusal
}

export function isPureFtpd(config: Config): config is PureFtpdConfig {
  return config.dialect === 'pure-ftpd'
}

/**
 * The options that the daemon gets, one string an option, as the reader of the files writes them:
 * `--minuid=100` (native), `-u 100` (Debian's wrapper), `-u100` (pure-config.pl).
 */
export function optionVector(config: Config): readonly string[] {
  return isPureFtpd(config) ? config.options.map(({ text }) => text) : []
}

/** Why the server does not start, in the words of the program that refuses; `undefined` where it starts. */
export function refusal(config: Config): Refusal | undefined {
  return isPureFtpd(config) ? config.refusal : undefined
}
