import type { DialectName, ResolveOptions } from '../../dialects/dialect.ts'
import type { Host, ReadFailure } from '../../host/host.ts'
import type { Revision } from '../../host/revision.ts'
import type { Tree as JudgedTree } from '../../judgement/tree.ts'
import type { Versions } from '../versions.ts'
import type { Written } from './input.ts'

/** How to read configurations, from the command line and from .conflint.yaml. */
export interface ReadingOptions {
  /** Absolute. */
  root?: string
  dialect?: DialectName
  reader?: NonNullable<ResolveOptions['reader']>
  /** What is compiled into Pure-FTPd, where the user says so. */
  features?: readonly string[]
  versions: Versions
  /** What `--facts` tells. */
  facts?: Host
  /** The working directory, to which shown names are relative. */
  directory: string
  /** The revision whose files are read instead of those that are here now. */
  revision?: Revision
}

/** A configuration as its daemon reads it, and where it stands on this machine. */
export interface Tree extends JudgedTree {
  /** The versions that it is to be judged for, oldest first; `config` is what the last of them reads. Empty where nobody told any. */
  versions: readonly string[]
  /** The tree as another version reads it. */
  forVersion(version: string): Tree
  /** Where the reading began, on this machine: the same for inputs that are one tree. */
  entry: string
  /** Where a file of the daemon's host is written, links followed as they are when it is read; the input of `--as` where it came from. */
  written(path: string): Written | ReadFailure
  /** Why its files cannot be written, where they cannot. */
  readOnly?: string
  /** Patterns of Include lines that lead to where this machine has its own configuration, which is not read for a lone file. */
  unread?: readonly string[]
  /** The tree in which `--as` puts the input, where that does not read it. */
  surroundings?: Tree
}
