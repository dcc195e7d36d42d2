// Builds dist/: compiles the rules, bundles the command line and the library, writes schemas and types.
// `--rules` stops after the rules, which is all that the tests need; `--docs` also writes their pages.
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const repository = dirname(dirname(fileURLToPath(import.meta.url)))
const scratch = join(repository, 'node_modules/.cache/conflint')
const dist = join(repository, 'dist')

const common = {
  absWorkingDir: repository,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
  // Bundled CommonJS packages ask for Node's own modules through `require`.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
}

mkdirSync(scratch, { recursive: true })
await build({
  ...common,
  entryPoints: ['scripts/compile-rules.ts'],
  outfile: join(scratch, 'compile-rules.mjs'),
})
const { compileRules, publishedSchemas, writePages } = await import(
  pathToFileURL(join(scratch, 'compile-rules.mjs')).href
)
try {
  const documents = compileRules(repository)
  if (process.argv.includes('--docs')) writePages(repository, documents)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

if (!process.argv.includes('--rules')) {
  rmSync(dist, { recursive: true, force: true })
  await build({
    ...common,
    entryPoints: { conflint: 'src/cli/main.ts', index: 'src/index.ts' },
    outdir: dist,
    splitting: true,
    minify: true,
    chunkNames: 'parts/[name]-[hash]',
  })
  chmodSync(join(dist, 'conflint.js'), 0o755)
  for (const [name, schema] of Object.entries(publishedSchemas())) {
    writeFileSync(join(dist, name), `${JSON.stringify(schema)}\n`)
  }
  for (const schema of ['src/host/facts', 'src/host/snapshot', 'src/cli/configuration']) {
    copyFileSync(join(repository, `${schema}.schema.json`), join(dist, `${basename(schema)}.schema.json`))
  }
  execFileSync(
    process.execPath,
    [join(repository, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
    {
      cwd: repository,
      stdio: 'inherit',
    },
  )
}
