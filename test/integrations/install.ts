import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

const repository = join(import.meta.dirname, '../..')

/** Writes a file, with the directories above it; gives its path. */
export function put(path: string, text: string, mode?: number): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  if (mode !== undefined) chmodSync(path, mode)
  return path
}

/** Bundles the command line as it is now; gives the directory to put into PATH. */
export async function installConflint(folder: string): Promise<string> {
  const outdir = join(folder, 'conflint')
  await build({
    absWorkingDir: repository,
    entryPoints: { conflint: 'src/cli/main.ts' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    outdir,
    outExtension: { '.js': '.mjs' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  })
  put(
    join(folder, 'bin/conflint'),
    `#!/bin/sh\nexec '${process.execPath}' '${outdir}/conflint.mjs' "$@"\n`,
    0o755,
  )
  return join(folder, 'bin')
}
