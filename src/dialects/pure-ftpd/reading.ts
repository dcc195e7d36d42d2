import type { Encoding } from '../../syntax/bytes.ts'
import type { Place, Problem, Source } from '../dialect.ts'
import type { DirectiveRow } from './directives.ts'

/** What one of the four readers makes of its files: an option vector, and how it came about. */
export interface Reading {
  /** Every file that took part, in order. */
  readonly sources: readonly PureFtpdSource[]
  /** Every line that the reader understood, in the order of its options. */
  readonly lines: readonly ReadLine[]
  /** The options for the daemon, in order. */
  readonly options: readonly Option[]
  readonly problems: readonly Problem[]
  /** Why the reader gives up before the daemon sees an option. */
  readonly refusal?: Refusal
  /** True where the order of the options follows the order of directory entries on disk, which nobody knows. */
  readonly orderUnknown?: boolean
}

/** A line that a reader understood. */
export interface ReadLine extends Place {
  row: DirectiveRow
  /** The value as written, for people. */
  text: string
  /** `off`: a switch that is false, which makes no option. `templated`: the value is not known. */
  state: 'option' | 'off' | 'templated'
  /** What the option gets as its value; absent for switches. */
  argument?: string
}

/** One option, or a word that is no option, on the command line of the daemon. */
export interface Option {
  /** The letter that getopt(3) knows; empty for a word that is no option. */
  letter: string
  argument?: string
  /** As the reader writes it: `--minuid=100`, `-u 100`, `-u100`. */
  text: string
  /** Where it comes from; absent for what a reader adds by itself. */
  line?: ReadLine
  /** Where to point at, for words that come from no understood line. */
  place?: Place
}

/** Why the server does not start. */
export interface Refusal {
  /** Who refuses: the reader of the files, or the option loop of the daemon. */
  stage: 'file' | 'options'
  /** The words of the program that refuses. */
  words: string
}

export interface PureFtpdSource extends Source {
  encoding: Encoding
}
