import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const NAME = /\.(json|jsonl|ndjson)$/
const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn'])
const DEEPEST = 32

/** Where there is none in so many directories, there will be none. */
const MOST_DIRECTORIES = 20_000

/**
 * Files that may hold snapshots, relative to the directory, in the order of names. Links to directories are not followed.
 * @param walk how far it came, and whether one of them did hold snapshots
 */
export function* filesBelow(
  directory: string,
  walk: { directories: number; found: boolean },
  below = '',
  depth = 0,
): Generator<string> {
  walk.directories += 1
  if (walk.directories > MOST_DIRECTORIES && !walk.found) return
  // Only what counts is kept: there may be very many.
  const names = entriesOf(join(directory, below)).flatMap((entry) =>
    entry.isDirectory()
      ? SKIPPED.has(entry.name)
        ? []
        : [`${entry.name}/`]
      : NAME.test(entry.name)
        ? [entry.name]
        : [],
  )
  for (const name of names.sort()) {
    const inside = join(below, name)
    if (!name.endsWith('/')) yield inside
    else if (depth < DEEPEST) yield* filesBelow(directory, walk, inside, depth + 1)
  }
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return []
  }
}
