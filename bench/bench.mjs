// `npm run bench`: how long conflint takes, as ratios that mean something on another machine.
// CONFLINT_RUNS says how often each command runs (11); CONFLINT_SHARED where the corpus is.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { withBlocks, withIncludes, withLines } from './configurations.mjs'
import { medians } from './measure.mjs'

const repository = dirname(dirname(fileURLToPath(import.meta.url)))
const conflint = join(repository, 'dist/conflint.js')
const sshd = '/usr/sbin/sshd'
const corpus = join(resolve(process.env.CONFLINT_SHARED ?? join(repository, '../shared')), 'corpus')

if (!existsSync(conflint)) {
  console.error('dist/conflint.js is not there: npm run build makes it')
  process.exit(2)
}

const directory = mkdtempSync(join(tmpdir(), 'conflint-bench-'))
try {
  const { start, small } = startUp()
  growth('Match blocks', start, small, [10, 100, 1000], (count) => file(`blocks-${count}`, withBlocks(count)))
  growth('lines', start, small, [100, 1000, 10_000], (count) => file(`lines-${count}`, withLines(count)))
  growth('included files', start, small, [10, 100, 1000], included)
  throughput()
} finally {
  rmSync(directory, { recursive: true, force: true })
}

/** The smallest run, against Node by itself and against the daemon's own test. */
function startUp() {
  const path = file('small', 'PermitRootLogin no\nPasswordAuthentication no\nX11Forwarding no\n')
  const daemon = existsSync(sshd) && spawnSync(sshd, ['-t', '-f', path]).status === 0
  const times = medians({
    'node -e 0': [process.execPath, '-e', '0'],
    'conflint FILE': judge(path),
    ...(daemon && { 'sshd -t -f FILE': [sshd, '-t', '-f', path] }),
  })
  const start = times.get('node -e 0')
  console.log('Start-up: a file of three lines')
  for (const [name, time] of times) console.log(row(name, time, start))
  if (!daemon) console.log('  (no sshd that could be asked)')
  return { start, small: times.get('conflint FILE') }
}

/** How the time grows with one thing; the last column is the time over that of a file of three lines, for each of it. */
function growth(what, start, small, counts, make) {
  const times = medians(Object.fromEntries(counts.map((count) => [count, judge(make(count))])))
  console.log(`\n${what}`)
  for (const [count, time] of times) {
    const each = ((time - small) / Number(count)).toFixed(3)
    console.log(`${row(count, time, start)}   ${each} ms for each above a small file`)
  }
}

/** One process over all real files. */
function throughput() {
  const folder = join(corpus, 'sshd')
  if (!existsSync(folder)) {
    console.log('\nReal files: the corpus is not here')
    return
  }
  const files = readdirSync(folder).map((name) => join(folder, name))
  const begin = performance.now()
  spawnSync(process.execPath, [conflint, '--dialect', 'sshd', ...files], { stdio: 'ignore' })
  const seconds = (performance.now() - begin) / 1000
  console.log(
    `\nReal files: ${files.length} in ${seconds.toFixed(2)} s, ${Math.round(files.length / seconds)} a second`,
  )
}

function included(count) {
  const folder = join(directory, `included-${count}.d`)
  const { main, files } = withIncludes(count, folder)
  mkdirSync(folder)
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text)
  return file(`includes-${count}`, main)
}

function file(name, text) {
  const path = join(directory, name)
  writeFileSync(path, text)
  return path
}

function judge(path) {
  return [process.execPath, conflint, '--dialect', 'sshd', path]
}

function row(name, time, start) {
  const above = time - start
  return `  ${String(name).padEnd(16)} ${time.toFixed(0).padStart(6)} ms   ${(time / start).toFixed(1).padStart(5)} × node -e 0   ${above.toFixed(0).padStart(6)} ms above it`
}
