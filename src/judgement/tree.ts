import type { Config, Dialect, ResolveOptions } from '../dialects/dialect.ts'
import type { Host } from '../host/host.ts'
import { isDropIn } from '../host/place.ts'

/** A configuration as its daemon reads it: the main file with everything that it includes. */
export interface Tree {
  dialect: Dialect
  config: Config
  host: Host
  /** The same reading from another host: after edits. */
  again(host: Host): Config
  /** The name of the daemon's host, where the tree is from a snapshot of it. */
  hostName?: string
  /** How a file of the daemon's host is named in reports. */
  shown(path: string): string
  /** Where a file of the daemon's host stands for whoever gave it; its own path where nothing of it was given. */
  machine(path: string): string
  /** True for a drop-in that is judged by itself: its main file may set whatever it does not. */
  partial: boolean
  /** True where nobody told the version of the daemon. */
  assumedVersion: boolean
}

/** What may be said of the daemon that reads a configuration. */
type Asked = { [Name in keyof ResolveOptions]: ResolveOptions[Name] | undefined }

/** The part of a tree that does not depend on where it was given: what the daemon reads from an entry on. */
export function readFrom(
  entry: string,
  host: Host,
  dialect: Dialect,
  { version, reader, features }: Asked,
): Omit<Tree, 'shown' | 'machine' | 'hostName'> {
  const again = (from: Host) =>
    dialect.resolve(entry, from, {
      ...(version !== undefined && { version }),
      ...(reader && { reader }),
      ...(features && { features }),
    })
  return {
    dialect,
    host,
    config: again(host),
    again,
    partial: isDropIn(entry),
    assumedVersion: version === undefined,
  }
}
