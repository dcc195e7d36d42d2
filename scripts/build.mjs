// Builds dist/: compiles the rules, bundles the command line and the library, writes schemas and types.
// `--rules` stops after the rules, which is all that the tests need; `--docs` also writes their pages.
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'rolldown'
import { bundleLibrary, bundleProgram, common, LIBRARY } from './bundle.mjs'
import { keepReachable } from './declarations.mjs'
import { licences } from './licences.mjs'

const repository = dirname(dirname(fileURLToPath(import.meta.url)))
const scratch = join(repository, 'node_modules/.cache/conflint')
const dist = join(repository, 'dist')

mkdirSync(scratch, { recursive: true })
await build({
  ...common(repository),
  input: 'scripts/compile-rules.ts',
  // In a clean clone they are not there yet: this is what makes them.
  external: /\.generated\.ts$/,
  output: { file: join(scratch, 'compile-rules.mjs'), codeSplitting: false },
})
const { compileRules, publishedSchemas, writePages } = await import(
  pathToFileURL(join(scratch, 'compile-rules.mjs')).href
)
let documents
try {
  documents = compileRules(repository)
  if (process.argv.includes('--docs')) writePages(repository, documents)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

if (!process.argv.includes('--rules')) {
  // Built beside, then put in its place: whoever runs conflint meanwhile has the old one, whole.
  const made = join(scratch, `dist-${process.pid}`)
  const library = join(made, 'library')
  const modules = [...(await bundleProgram(repository, made)), ...(await bundleLibrary(repository, library))]
  writeFileSync(join(made, 'THIRD-PARTY-LICENCES.txt'), licences(modules))
  chmodSync(join(made, 'conflint.js'), 0o755)
  for (const [name, schema] of Object.entries(publishedSchemas(documents))) {
    writeFileSync(join(made, name), `${JSON.stringify(schema)}\n`)
  }
  for (const schema of ['src/host/facts', 'src/host/snapshot', 'src/cli/configuration/configuration']) {
    copyFileSync(join(repository, `${schema}.schema.json`), join(made, `${basename(schema)}.schema.json`))
  }
  execFileSync(
    process.execPath,
    [join(repository, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', library],
    { cwd: repository, stdio: 'inherit' },
  )
  keepReachable(library, LIBRARY)
  await keepBytecode(join(made, 'parts'))
  rmSync(dist, { recursive: true, force: true })
  renameSync(made, dist)
}

/** Runs the program once, and keeps the bytecode of what it used. */
async function keepBytecode(parts) {
  const loader = join(scratch, 'parts.mjs')
  await build({ ...common(repository), input: 'src/cli/parts.ts', output: { file: loader } })
  const { NODE_OPTIONS: _, ...environment } = process.env
  const example = join(scratch, 'example')
  execFileSync(process.execPath, [join(repository, 'scripts/keep-bytecode.mjs'), loader, parts, example], {
    cwd: repository,
    env: { ...environment, CI: 'true' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
