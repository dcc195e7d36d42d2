// `npm run check:package`, after a build: looks at the package as it would be published, with the tools that know how
// packages go wrong. They are fetched when they are needed, so that installing conflint from its repository stays light.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = mkdtempSync(join(tmpdir(), 'conflint-package-'))
/** In bytes, as it is sent. */
const LARGEST = 2_000_000
const WANTED = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|man\/|dist\/)/

try {
  const [{ filename, files, size }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: repository,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  const unwanted = files.map(({ path }) => path).filter((path) => !WANTED.test(path) || path.endsWith('.map'))
  if (unwanted.length > 0) throw new Error(`does not belong into the package: ${unwanted.join(', ')}`)
  if (!files.some(({ path }) => path === 'dist/conflint.js')) throw new Error('npm run build comes first')
  if (size > LARGEST) throw new Error(`the package has ${size} bytes`)

  const archive = join(folder, filename)
  use('publint@0.3.25', 'publint', 'run', archive, '--strict')
  use('@arethetypeswrong/cli@0.18.5', 'attw', archive, '--profile', 'esm-only', '--quiet')
  use('knip@6.44.2', 'knip', '--no-progress')
  console.log(`${files.length} files, ${(size / 1e6).toFixed(1)} MB packed: nothing to complain about`)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Runs a tool of the npm registry, of this very version. */
function use(wanted, name, ...given) {
  const { status, stdout, stderr } = spawnSync(
    'npx',
    ['--yes', `--package=${wanted}`, '--', name, ...given],
    {
      cwd: repository,
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`${name} complains:\n${stdout}${stderr}`)
}
