/**
 * Whether the recorded answers of real daemons bite: makes one mistake after another in a copy of the tree, and
 * expects the oracle tests to fail each time. Exits with 1 where a mistake goes unnoticed.
 *
 *     node scripts/mutations.mjs            all of test/oracle/mutations.mjs
 *     node scripts/mutations.mjs quoting    those whose kind of knowledge, or text, has this word
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { MUTATIONS } from '../test/oracle/mutations.mjs'

const ROOT = resolve(import.meta.dirname, '..')
const SHARED = process.env.CONFLINT_SHARED ?? resolve(ROOT, '../shared')

/** They need recordings only, no daemon: those of every release, and the few that stand in the tests themselves. */
const TESTS = [
  'test/dialects/sshd',
  ...['sshd-keywords', 'sshd-curated', 'sshd-recorded'].map((name) => `test/oracle/${name}.test.ts`),
]

const COPIED = [
  'src',
  'test/dialects',
  'test/oracle',
  'test/shared.ts',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
]

const word = process.argv[2] ?? ''
const chosen = MUTATIONS.filter(({ knowledge, mistake }) => `${knowledge} ${mistake}`.includes(word))
const directory = mkdtempSync(join(tmpdir(), 'conflint-mutations-'))
try {
  process.exitCode = main()
} finally {
  rmSync(directory, { recursive: true, force: true })
}

/** The exit status. */
function main() {
  copyTree()
  const outdated = chosen.filter(({ file, from }) => read(file).split(from).length !== 2)
  for (const { mistake, file } of outdated)
    console.error(`${file} does not have the place any more: ${mistake}`)
  if (outdated.length > 0 || chosen.length === 0) return 2
  if (failing() > 0) {
    console.error('the tests fail without any mistake, so they say nothing')
    return 2
  }
  const survivors = chosen.filter((mutation) => !isCaught(mutation))
  console.log(`${chosen.length - survivors.length} of ${chosen.length} mistakes were caught`)
  return survivors.length > 0 ? 1 : 0
}

function copyTree() {
  for (const path of COPIED) {
    mkdirSync(join(directory, path, '..'), { recursive: true })
    cpSync(join(ROOT, path), join(directory, path), { recursive: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'))
}

function isCaught({ knowledge, mistake, file, from, to }) {
  const right = read(file)
  writeFileSync(
    join(directory, file),
    right.replace(from, () => to),
  )
  const caught = failing() > 0
  writeFileSync(join(directory, file), right)
  console.log(`${caught ? 'caught  ' : 'SURVIVED'}  ${knowledge}: ${mistake}`)
  return caught
}

function read(file) {
  return readFileSync(join(directory, file), 'utf8')
}

/** How many of the tests fail. A run in which nothing is asked counts as an error, not as a failure that caught something. */
function failing() {
  const report = join(directory, 'report.json')
  rmSync(report, { force: true })
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const options = ['run', ...TESTS, '--bail=1', '--reporter=json', `--outputFile=${report}`]
  spawnSync(process.execPath, [vitest, ...options], {
    cwd: directory,
    env: { ...process.env, CONFLINT_SHARED: SHARED },
    stdio: 'ignore',
  })
  const { numFailedTests, numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  if (numFailedTests + numPassedTests === 0)
    throw new Error(`no test ran; the recordings are expected in ${SHARED}\n${testResults[0]?.message ?? ''}`)
  return numFailedTests
}
