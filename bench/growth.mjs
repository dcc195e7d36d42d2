import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge, nothing, withDirectory } from './commands.mjs'
import { entangled, ofAnyKind, withBlocks, withIncludes, withLines } from './configurations.mjs'
import { medians, peakMemory } from './measure.mjs'
import { line, megabytes, milliseconds, title } from './print.mjs'

/** How time and memory grow with one thing. Times are those above `node -e 0`. */
export async function measure() {
  await withDirectory(({ directory, write }) => {
    const small = write('small', 'PermitRootLogin no\n')
    const grow = (what, counts, make, targets) => {
      const paths = counts.map((count) => [count, make(count)])
      growth(what, small, paths, targets)
    }
    grow('Match blocks', [10, 100, 1000], (count) => write(`blocks-${count}`, withBlocks(count)), {
      most: { 100: 150 },
      times: 11,
    })
    grow('Match blocks of any kind', [10, 100, 1000], (count) => write(`any-${count}`, ofAnyKind(count)), {
      times: 11,
    })
    grow(
      'Entangled Match blocks',
      [10, 40, 100],
      (count) => write(`entangled-${count}`, entangled(count)),
      {},
    )
    grow('Lines', [100, 1000, 10_000], (count) => write(`lines-${count}`, withLines(count)), { times: 11 })
    grow('Included files', [10, 100, 1000], included, { times: 11 })

    function included(count) {
      const folder = join(directory, `included-${count}.d`)
      const { main, files } = withIncludes(count, folder)
      mkdirSync(folder)
      for (const [path, text] of Object.entries(files)) writeFileSync(path, text)
      return write(`includes-${count}`, main)
    }
  })
}

/**
 * @param small path of a file with next to nothing in it
 * @param paths of configurations by their sizes
 * @param most milliseconds above `node -e 0`, at most, by size
 * @param times how often the time of the size before, at most
 */
function growth(what, small, paths, { most = {}, times: most10 }) {
  const commands = paths.map(([count, path]) => [`${count} `, judge(path)])
  const times = medians({ nothing, small: judge(small), ...Object.fromEntries(commands) })
  title(`${what}: time above node -e 0 (${milliseconds(times.get('nothing')).trim()})`)
  const above = (name) => times.get(name) - times.get('nothing')
  line('a file of one line', milliseconds(above('small')))
  let before
  for (const [name, command] of commands) {
    const time = above(name)
    const figures = `${milliseconds(time)}   ${megabytes(peakMemory(command))} at most`
    const growing =
      before === undefined ? '' : `   ${(time / before).toFixed(1).padStart(5)} × the one before`
    line(name.trim(), figures + growing, target(time, before, most[name.trim()], most10))
    before = time
  }
}

function target(time, before, most, times) {
  const wanted = [
    ...(most === undefined ? [] : [{ words: `at most ${most} ms`, met: time <= most }]),
    ...(times === undefined || before === undefined
      ? []
      : [{ words: `at most ${times} × the one before`, met: time <= times * before }]),
  ]
  if (wanted.length === 0) return undefined
  return { words: wanted.map(({ words }) => words).join(', '), met: wanted.every(({ met }) => met) }
}
