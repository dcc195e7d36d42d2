import type { DialectName } from '../../dialects/dialect.ts'
import type { Host } from '../../host/host.ts'

/** A configuration to judge. */
export interface Input {
  /** Where it stands on this machine, absolute; or where `--as` says that it stands. */
  path: string
  /** Its content where that is not what stands at `path`. */
  content?: Uint8Array
  /** The file that `content` is the text of, where it is not standard input. */
  candidate?: Written
  /** Whether names in reports are to be absolute, as the user's are. */
  absolute: boolean
  /** Where in a snapshot of another host the configuration is, if `path` is such a file. */
  snapshot?: InSnapshot
}

/** A file that fixes may be written to. */
export interface Written {
  /** On this machine, absolute. */
  path: string
  /** For people. */
  shown: string
}

/** A configuration in a snapshot of another host. */
export interface InSnapshot {
  /** The name of that host. */
  name: string
  /** Its files and facts: the same object for all configurations of the snapshot. */
  host: Host
  /** Where the configuration stands there. */
  path: string
  versions: Partial<Record<DialectName, string>>
}
