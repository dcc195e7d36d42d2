import { existsSync, readdirSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { isFailure } from '../../host/host.ts'
import { live } from '../../host/live.ts'
import { renderedName, templateFor } from '../../host/templates.ts'
import { loadDialect } from '../dialects.ts'
import { inputFailure } from '../failure.ts'
import type { Input } from './input.ts'

const MAIN = /^(sshd_config|pure-ftpd\.conf)$/
const DROP_IN = /\.conf$/
const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn'])

/** The files that are searched: those that are here now, or those of a revision. Links are followed, except by `entries`. */
export interface Searched {
  exists(path: string): boolean
  isDirectory(path: string): boolean
  isFile(path: string): boolean
  /**
   * The names in a directory, and whether they are directories themselves, and no links to some.
   * @throws Error where it cannot be read
   */
  entries(path: string): readonly { name: string; isDirectory: boolean }[]
}

const HERE: Searched = {
  exists: existsSync,
  isDirectory,
  isFile: (path) => statsOf(path)?.isFile() ?? false,
  entries(path) {
    try {
      return readdirSync(path, { withFileTypes: true }).map((entry) => ({
        name: entry.name,
        isDirectory: entry.isDirectory(),
      }))
    } catch (error) {
      const why = live({ accounts: false }).list(path)
      throw isFailure(why) ? new Error(why.reason) : error
    }
  },
}

/** More directories than this are no place to search; deeper ones neither. */
const MOST_DIRECTORIES = 20_000
const DEEPEST = 32

/** A path that is itself a configuration, or a directory that holds some. */
export async function inputsIn(
  path: string,
  { given, absolute }: { given: string; absolute: boolean },
  files: Searched = HERE,
): Promise<Input[]> {
  const found = files.isDirectory(path) ? await configurationsIn(path, files) : [path]
  if (found.length === 0) throw inputFailure(`${given} holds no sshd_config and no pure-ftpd.conf`)
  return found.map((file) => ({ path: file, absolute }))
}

/**
 * The configurations in a directory: `sshd_config` in an /etc/ssh, the directory itself when it is a
 * Debian /etc/pure-ftpd, and else whatever bears such a name below it. Symbolic links to directories are
 * not followed. Drop-ins are found through their main file, or by themselves where there is none.
 */
export async function configurationsIn(directory: string, files: Searched = HERE): Promise<string[]> {
  const found: string[] = []
  const todo = [{ path: directory, depth: 0 }]
  let visited = 0
  for (let next = todo.shift(); next; next = todo.shift()) {
    visited += 1
    if (visited > MOST_DIRECTORIES) throw inputFailure(`${directory} has too many directories to search`)
    const { path, depth } = next
    if (await isDebianPureFtpd(path, files)) {
      found.push(path)
      continue
    }
    const entries = entriesOf(path, path === directory, files)
    found.push(...filesIn(path, entries, files))
    if (depth >= DEEPEST) continue
    for (const { name, isDirectory } of entries) {
      if (isDirectory && !SKIPPED.has(name)) todo.push({ path: join(path, name), depth: depth + 1 })
    }
  }
  return found.sort()
}

function filesIn(
  path: string,
  entries: ReturnType<Searched['entries']>,
  { exists, isFile }: Searched,
): string[] {
  const isDropInDirectory = path.endsWith('/sshd_config.d')
  const main = join(path, '../sshd_config')
  if (isDropInDirectory && (exists(main) || templateFor(main, exists) !== undefined)) return []
  const wanted = isDropInDirectory ? DROP_IN : MAIN
  return entries
    .filter(({ name }) => wanted.test(renderedName(name)))
    .map(({ name }) => join(path, name))
    .filter(isFile)
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
function entriesOf(path: string, isAskedFor: boolean, files: Searched): ReturnType<Searched['entries']> {
  try {
    return files.entries(path)
  } catch (error) {
    if (isAskedFor) throw inputFailure(error instanceof Error ? error.message : String(error))
    return []
  }
}

/** The layout that Debian's wrapper reads: one file for each directive in `conf`, links in `auth`. */
async function isDebianPureFtpd(path: string, files: Searched = HERE): Promise<boolean> {
  if (!files.isDirectory(join(path, 'conf'))) return false
  if (files.isDirectory(join(path, 'auth')) || path.endsWith('/pure-ftpd')) return true
  const { keywords } = await loadDialect('pure-ftpd')
  return entriesOf(join(path, 'conf'), false, files).some(({ name }) => keywords.has(name))
}
