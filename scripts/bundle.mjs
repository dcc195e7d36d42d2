import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'rolldown'

/** What all bundles have in common. */
export const common = (repository) => ({
  cwd: repository,
  platform: 'node',
  transform: { target: 'node20' },
  logLevel: 'warn',
})

/** yargs knows `extends` in its own configuration, which nobody uses here. */
const programTransform = { target: 'node20', define: { 'import.meta.resolve': 'undefined' } }

const small = { minify: true, comments: false }

/**
 * The command line: a small module that starts it, and the parts of the program, loaded as they are needed.
 * @returns the paths of all modules in it
 */
export async function bundleProgram(repository, directory) {
  await build({
    ...common(repository),
    input: { conflint: 'src/cli/start.ts' },
    // Node starts CommonJS sooner than modules.
    output: { ...small, dir: directory, format: 'cjs' },
  })
  writeFileSync(join(directory, 'package.json'), '{"type":"commonjs"}\n')
  const { output } = await build({
    ...common(repository),
    transform: programTransform,
    input: { program: 'src/cli/main.ts' },
    preserveEntrySignatures: 'allow-extension',
    plugins: [ascii],
    output: {
      ...small,
      dir: join(directory, 'parts'),
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
      codeSplitting: { groups: GROUPS },
    },
  })
  return modulesIn(output)
}

function modulesIn(output) {
  return output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
}

/**
 * The command line in one file, for an executable that holds all.
 * @returns the paths of all modules in it
 */
export async function bundleWhole(repository, file) {
  const { output } = await build({
    ...common(repository),
    transform: programTransform,
    input: 'src/cli/standalone.ts',
    plugins: [ascii],
    output: { ...small, file, format: 'cjs', codeSplitting: false },
  })
  return modulesIn(output)
}

/** What is loaded together stands together, with all that it needs and that no earlier group has. */
const GROUPS = [
  [
    'program',
    /src.(cli.(main|run|commands.check|fleet.check-fleet)|report.text|syntax.|classes.|rules.lint)/,
  ],
  ['yaml', /node_modules.yaml/],
  ['ajv', /node_modules.ajv/],
  ['yargs', /src.cli.parse\.ts/],
  ['sshd', /src.(dialects.sshd.index|rules.laws.sshd.index|rules.builtin-sshd)/],
  ['fleet', /src.cli.fleet.(judge-sources|worker)/],
  ['pure-ftpd', /src.(dialects.pure-ftpd.index|rules.laws.pure-ftpd.index|rules.builtin-pure-ftpd)/],
].map(([name, test], index, { length }) => ({ name, test, priority: length - index }))

/**
 * Other characters as escapes: Node reads and compiles such text faster, and the parts are read as bytes. Last of all,
 * because minifying writes some characters out again.
 */
const ascii = {
  name: 'ascii',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escaped)
    }
  },
}

const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** The doors of the library: package.json exports them. */
export const LIBRARY = ['index', 'read', 'layers']

/**
 * The library, for programs that import conflint, in Node or in a browser.
 * @returns the paths of all modules in it
 */
export async function bundleLibrary(repository, directory) {
  const { output } = await build({
    ...common(repository),
    platform: 'neutral',
    // ajv and yaml name their files for Node only; the files themselves need nothing of it.
    resolve: { mainFields: ['module', 'main'] },
    input: Object.fromEntries(LIBRARY.map((name) => [name, `src/${name}.ts`])),
    output: { ...small, dir: directory, format: 'esm', chunkFileNames: '[name].js' },
  })
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}\n')
  return modulesIn(output)
}
