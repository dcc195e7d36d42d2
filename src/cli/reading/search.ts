import { type Dirent, existsSync, readdirSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { renderedName, templateFor } from '../../host/templates.ts'
import { loadDialect } from '../dialects.ts'
import { inputFailure } from '../failure.ts'

const MAIN = /^(sshd_config|pure-ftpd\.conf)$/
const DROP_IN = /\.conf$/
const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn'])

/** More directories than this are no place to search; deeper ones neither. */
const MOST_DIRECTORIES = 20_000
const DEEPEST = 32

/**
 * The configurations in a directory: `sshd_config` in an /etc/ssh, the directory itself when it is a
 * Debian /etc/pure-ftpd, and else whatever bears such a name below it. Symbolic links to directories are
 * not followed. Drop-ins are found through their main file, or by themselves where there is none.
 */
export async function configurationsIn(directory: string): Promise<string[]> {
  const found: string[] = []
  const todo = [{ path: directory, depth: 0 }]
  let visited = 0
  for (let next = todo.shift(); next; next = todo.shift()) {
    visited += 1
    if (visited > MOST_DIRECTORIES) throw inputFailure(`${directory} has too many directories to search`)
    const { path, depth } = next
    if (await isDebianPureFtpd(path)) {
      found.push(path)
      continue
    }
    const entries = entriesOf(path, path === directory)
    found.push(...filesIn(path, entries))
    if (depth >= DEEPEST) continue
    for (const entry of entries) {
      if (entry.isDirectory() && !SKIPPED.has(entry.name))
        todo.push({ path: join(path, entry.name), depth: depth + 1 })
    }
  }
  return found.sort()
}

function filesIn(path: string, entries: readonly Dirent[]): string[] {
  const isDropInDirectory = path.endsWith('/sshd_config.d')
  const main = join(path, '../sshd_config')
  if (isDropInDirectory && (existsSync(main) || templateFor(main, existsSync) !== undefined)) return []
  const wanted = isDropInDirectory ? DROP_IN : MAIN
  return entries
    .filter((entry) => wanted.test(renderedName(entry.name)) && isFile(entry, join(path, entry.name)))
    .map(({ name }) => join(path, name))
}

function isFile(entry: Dirent, path: string): boolean {
  return entry.isFile() || (entry.isSymbolicLink() && (statsOf(path)?.isFile() ?? false))
}

export function isDirectory(path: string): boolean {
  return statsOf(path)?.isDirectory() ?? false
}

/** What a path leads to; undefined where that is nothing, or links without end. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

/** A directory that cannot be read holds nothing, unless it is the one that was asked for. */
function entriesOf(path: string, isAskedFor: boolean): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch (error) {
    if (isAskedFor)
      throw inputFailure(`${path} cannot be read (${error instanceof Error ? error.message : error})`)
    return []
  }
}

/** The layout that Debian's wrapper reads: one file for each directive in `conf`, links in `auth`. */
export async function isDebianPureFtpd(path: string): Promise<boolean> {
  if (!isDirectory(join(path, 'conf'))) return false
  if (isDirectory(join(path, 'auth')) || path.endsWith('/pure-ftpd')) return true
  const { keywords } = await loadDialect('pure-ftpd')
  return entriesOf(join(path, 'conf'), false).some(({ name }) => keywords.has(name))
}
