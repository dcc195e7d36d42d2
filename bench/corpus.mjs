import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { performance } from 'node:perf_hooks'
import { memory } from 'conflint'
import { builtin, lint, pureFtpd, sshd as sshdDialect } from 'conflint/layers'
import { shared, sshd } from './commands.mjs'
import { median } from './measure.mjs'
import { line, title } from './print.mjs'

/** The folders of real configurations, and where their daemon would look for them. */
const folders = [
  { folder: 'sshd', dialect: sshdDialect, at: '/etc/ssh/sshd_config' },
  { folder: 'sshd-dropin', dialect: sshdDialect, at: '/etc/ssh/sshd_config' },
  { folder: 'template', dialect: sshdDialect, at: '/etc/ssh/sshd_config' },
  { folder: 'pureftpd', dialect: pureFtpd, at: '/etc/pure-ftpd.conf' },
  { folder: 'debian-dir', dialect: pureFtpd, at: '/etc/pure-ftpd', trees: true },
]

/** Rounds over everything before the first that counts, and rounds that count. */
const rounds = { warmUp: 5, counting: 11 }

/** How many real files a second, with all rules, against the daemon's own reading of one file a process. */
export async function measure() {
  const corpus = join(shared, 'corpus')
  title('Real files: all rules, in one process, warm')
  if (!existsSync(corpus)) return line('', 'the corpus is not here')
  const known = { sshd: await builtin('sshd'), 'pure-ftpd': await builtin('pure-ftpd') }
  const inputs = folders.flatMap(({ folder, dialect, at, trees }) =>
    readdirSync(join(corpus, folder)).map((name) => {
      const path = join(corpus, folder, name)
      const actual = folder === 'template' && name.toLowerCase().includes('ftpd') ? pureFtpd : dialect
      return { dialect: actual, at, files: () => (trees ? below(path, at) : { [at]: readFileSync(path) }) }
    }),
  )
  const round = (some) => {
    const begin = performance.now()
    for (const { dialect, at, files } of some) judge(dialect, at, files(), known[dialect.name])
    return performance.now() - begin
  }
  for (let i = 0; i < rounds.warmUp; i++) round(inputs)
  const time = median(Array.from({ length: rounds.counting }, () => round(inputs)))
  const ours = (inputs.length / time) * 1000
  line('conflint', `${ours.toFixed(0)} files a second (${inputs.length} in ${time.toFixed(0)} ms)`)
  if (!existsSync(sshd)) return line('sshd -T -f FILE', 'no sshd that could be asked')
  const paths = readdirSync(join(corpus, 'sshd')).map((name) => join(corpus, 'sshd', name))
  const begin = performance.now()
  for (const path of paths) spawnSync(sshd, ['-T', '-f', path], { stdio: 'ignore' })
  const theirs = (paths.length / (performance.now() - begin)) * 1000
  line('sshd -T -f FILE', `${theirs.toFixed(0)} files a second, one process a file`)
  line('ratio', `${(ours / theirs).toFixed(0)} ×`, { words: 'at least 40 ×', met: ours >= 40 * theirs })
}

function judge(dialect, at, files, { rules, laws }) {
  const host = memory(files)
  const config = dialect.resolve(at, host, {})
  const parameters = { agentKeys: 5, assumedVersion: true }
  return lint(config, { dialect, rules, laws, host, parameters, profile: 'all' })
}

/** The files of a tree, as they would lie at a place. */
function below(folder, at) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => {
        const path = join(parentPath, name)
        return [join(at, relative(folder, path)), readFileSync(path)]
      }),
  )
}
