import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const repository = join(import.meta.dirname, '../..')

/** Writes a file, with the directories above it; gives its path. */
export function put(path: string, text: string, mode?: number): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  if (mode !== undefined) chmodSync(path, mode)
  return path
}

/** Bundles the command line as it is now, and puts `conflint` into `bin`; gives that directory. */
export function installConflint(folder: string): string {
  const place = join(folder, 'conflint')
  const bundle = pathToFileURL(join(repository, 'scripts/bundle.mjs')).href
  execFileSync(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { bundleProgram } from '${bundle}'; await bundleProgram(${JSON.stringify(repository)}, ${JSON.stringify(place)})`,
  ])
  put(
    join(folder, 'bin/conflint'),
    `#!/bin/sh\nexec '${process.execPath}' '${place}/conflint.js' "$@"\n`,
    0o755,
  )
  return join(folder, 'bin')
}
