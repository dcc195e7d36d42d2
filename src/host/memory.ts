import { noAccounts } from './account-files.ts'
import type { Account, FileFacts, Host, Unknown } from './host.ts'
import { isFailure, UNKNOWN } from './host.ts'
import { directoryOf, inByteOrder, join, nameOf, normalize } from './path.ts'
import { type Entry, follow, missing } from './symlinks.ts'

export interface MemoryOptions {
  /** Symbolic links: path to target. */
  links?: Readonly<Record<string, string>>
  /** What is known of paths, whether their content is given or not; `missing`: certainly not there. */
  facts?: Readonly<Record<string, Partial<FileFacts> | 'missing'>>
  accounts?: readonly Account[]
  /** Whether `accounts` are all there are: others are then missing, not unknown. */
  allAccounts?: boolean
  shells?: readonly string[]
}

const NOTHING_KNOWN = { mode: UNKNOWN, uid: UNKNOWN, gid: UNKNOWN, size: UNKNOWN, modified: UNKNOWN } as const

/**
 * Files and facts given as values: for tests, and for a browser. A path that is not given reads as
 * missing, yet whether it exists on the host is unknown.
 */
export function memory(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: MemoryOptions = {},
): Host {
  const contents = new Map(
    Object.entries(files).map(([path, content]) => [
      normalize(path),
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    ]),
  )
  const links = new Map(
    Object.entries(options.links ?? {}).map(([path, target]) => [normalize(path), target]),
  )
  const facts = new Map(Object.entries(options.facts ?? {}).map(([path, fact]) => [normalize(path), fact]))
  const directories = directoriesOf([...contents.keys(), ...links.keys()])

  const look = (path: string): Entry => {
    const target = links.get(path)
    if (target !== undefined) return { link: target }
    if (contents.has(path)) return 'other'
    return directories.has(path) ? 'directory' : missing(path)
  }
  const file = (path: string): FileFacts | 'missing' | Unknown => {
    const located = follow(path, look)
    if (isFailure(located) && located.error === 'ENOTDIR') return 'missing'
    // Facts may speak of paths whose content nobody gave.
    const found = isFailure(located) ? normalize(path) : located
    const fact = facts.get(found)
    if (fact === 'missing') return fact
    if (isFailure(located)) return fact ? { type: 'file', ...NOTHING_KNOWN, ...fact } : UNKNOWN
    const content = contents.get(found)
    if (content) return { type: 'file', ...NOTHING_KNOWN, size: content.length, ...fact }
    return { type: 'directory', ...NOTHING_KNOWN, ...fact }
  }
  return {
    read(path) {
      const found = follow(path, look)
      if (isFailure(found)) return found
      return contents.get(found) ?? { failure: 'directory', reason: `${path} is a directory` }
    },
    list(directory) {
      const found = follow(directory, look)
      return isFailure(found) ? found : (directories.get(found) ?? missing(directory))
    },
    file,
    link: (path) => {
      const found = follow(path, look, 'keep')
      return isFailure(found) ? undefined : links.get(found)
    },
    ...accountsOf(options),
  }
}

/** Every directory that the paths imply, with the names in it. */
function directoriesOf(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, Set<string>>([['/', new Set()]])
  for (let path of paths) {
    while (path !== '/') {
      const directory = directoryOf(path)
      const known = names.get(directory) ?? new Set()
      names.set(directory, known.add(nameOf(path)))
      path = directory
    }
  }
  return new Map([...names].map(([directory, set]) => [join(directory, ''), inByteOrder([...set])]))
}

function accountsOf({ accounts, allAccounts = false, shells }: MemoryOptions) {
  return {
    ...noAccounts,
    ...(accounts && {
      account: (name: string) =>
        accounts.find((account) => account.name === name) ?? (allAccounts ? ('missing' as const) : UNKNOWN),
      accounts: () => (allAccounts ? accounts : UNKNOWN),
    }),
    ...(shells && { shells: () => shells }),
  }
}
