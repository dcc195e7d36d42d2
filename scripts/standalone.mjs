// `npm run standalone`: executables of conflint for Linux that need no Node, in standalone/; `npm run standalone -- x64`
// makes one of them. They are compiled by Bun, whose packages come from the npm registry, of one version and known by
// their hashes. Exits with 75 (EX_TEMPFAIL) where these cannot be fetched.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWhole } from './bundle.mjs'
import { exampleRuns } from './examples.mjs'
import { licences } from './licences.mjs'

const repository = dirname(dirname(fileURLToPath(import.meta.url)))
const scratch = join(repository, 'node_modules/.cache/conflint/standalone')
const made = join(repository, 'standalone')

const VERSION = '1.4.5'
/** By the name of the processor as Node says it: the package with Bun for it, and the number of its machine in ELF. */
const PROCESSORS = {
  // The one that needs no AVX2.
  x64: {
    name: '@oven/bun-linux-x64-baseline',
    integrity:
      'sha512-s8yMwYcFnnrA178gji0gZbkE2WVDej/Ti1x770oPfihxyRxSMNhGhiAQNXV53aDeraZxksdvKV/RAdQBCd0qPA==',
    machine: 0x3e,
  },
  arm64: {
    name: '@oven/bun-linux-aarch64',
    integrity:
      'sha512-4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==',
    machine: 0xb7,
  },
}
const EX_TEMPFAIL = 75

/** Nothing of the directory in which conflint runs may change what it does; and most runs are short. */
const OPTIONS = [
  '--compile',
  '--bytecode',
  '--minify',
  '--no-compile-autoload-dotenv',
  '--no-compile-autoload-bunfig',
  '--no-compile-autoload-tsconfig',
  '--no-compile-autoload-package-json',
  '--compile-jit-policy=5',
]

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PROCESSORS)
const unknown = wanted.find((processor) => !(processor in PROCESSORS))
if (unknown !== undefined || process.platform !== 'linux' || !(process.arch in PROCESSORS)) {
  console.error(
    unknown
      ? `There is no ${unknown}; there are ${Object.keys(PROCESSORS).join(', ')}`
      : 'Executables are made on Linux, x64 or arm64',
  )
  process.exit(2)
}

mkdirSync(scratch, { recursive: true })
mkdirSync(made, { recursive: true })
const compiler = fetched(process.arch)
const whole = join(scratch, 'conflint.cjs')
const modules = await bundleWhole(repository, whole)

// What the examples use comes first in the executable, so that little of it is read.
const order = join(scratch, 'order')
rmSync(order, { force: true })
const trial = compile(process.arch, join(scratch, 'conflint-trial'))
for (const argv of exampleRuns(join(scratch, 'examples'))) {
  const { error } = spawnSync(trial, argv, {
    cwd: repository,
    env: { ...process.env, BUN_BYTECODE_ORDER_OUT: order },
    stdio: 'ignore',
  })
  if (error) throw error
}
rmSync(trial)

for (const processor of wanted) {
  const file = compile(processor, join(made, `conflint-linux-${processor}`), [`--bytecode-order=${order}`])
  console.log(`${file}: ${(readFileSync(file).length / 1e6).toFixed(0)} MB`)
}
const sums = Object.keys(PROCESSORS)
  .map((processor) => join(made, `conflint-linux-${processor}`))
  .filter((file) => existsSync(file))
  .map((file) => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${basename(file)}\n`)
writeFileSync(join(made, 'SHA256SUMS'), sums.join(''))

writeFileSync(
  join(made, 'THIRD-PARTY-LICENCES.txt'),
  `These executables hold Bun ${VERSION} (MIT), which holds JavaScriptCore (LGPL-2.1) and others:
https://bun.sh/docs/project/licensing names them all, and how to build Bun with another JavaScriptCore.

${licences(modules)}`,
)

/** Bun for a processor: what is here already, or else from the registry. */
function fetched(processor) {
  const { name, integrity } = PROCESSORS[processor]
  const folder = join(scratch, `bun-${VERSION}-${processor}`)
  const bun = join(folder, 'package/bin/bun')
  if (existsSync(bun)) return bun
  const unpacked = `${folder}-${process.pid}`
  mkdirSync(unpacked, { recursive: true })
  let archive
  try {
    const answer = execFileSync('npm', ['pack', '--json', '--ignore-scripts', `${name}@${VERSION}`], {
      cwd: unpacked,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    archive = join(unpacked, JSON.parse(answer)[0].filename)
  } catch (error) {
    rmSync(unpacked, { recursive: true, force: true })
    console.error(`${name}@${VERSION} cannot be fetched from the npm registry\n${error.stderr ?? error}`)
    process.exit(EX_TEMPFAIL)
  }
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
  if (found !== integrity) throw new Error(`${name}@${VERSION} is ${found}, not ${integrity}`)
  execFileSync('tar', ['-xzf', archive, '-C', unpacked])
  rmSync(archive)
  rmSync(folder, { recursive: true, force: true })
  renameSync(unpacked, folder)
  return bun
}

/** Makes an executable; gives its path. */
function compile(processor, file, further = []) {
  const beside = `${file}.new`
  const target = `bun-linux-${processor}${processor === 'x64' ? '-baseline' : ''}`
  execFileSync(
    compiler,
    [
      'build',
      ...OPTIONS,
      ...further,
      `--target=${target}`,
      `--compile-executable-path=${fetched(processor)}`,
      whole,
      '--outfile',
      beside,
    ],
    { cwd: scratch, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const header = readFileSync(beside).subarray(0, 20)
  if (
    header.toString('latin1', 0, 4) !== '\x7fELF' ||
    header.readUInt16LE(18) !== PROCESSORS[processor].machine
  )
    throw new Error(`${beside} is no executable for ${processor}`)
  renameSync(beside, file)
  return file
}
