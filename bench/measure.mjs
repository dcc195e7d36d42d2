import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'

/** How often each command runs. */
const runs = Number(process.env.CONFLINT_RUNS ?? 11)

/**
 * Runs commands in turns, so that whatever else the machine does hits all of them alike.
 * @param commands name to program with arguments
 * @returns name to milliseconds, the median of all runs
 */
export function medians(commands) {
  const times = new Map(Object.keys(commands).map((name) => [name, []]))
  for (let run = 0; run <= runs; run++) {
    for (const [name, command] of Object.entries(commands)) {
      const time = milliseconds(command)
      // The first run fills caches.
      if (run > 0) times.get(name).push(time)
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]))
}

/** The memory that a Node program takes at most, in bytes. */
export function peakMemory([program, ...args]) {
  const tell = fileURLToPath(new URL('tell-memory.mjs', import.meta.url))
  const { output } = spawnSync(program, ['--import', tell, ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  return Number(output[3]) * 1024
}

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function milliseconds([program, ...args]) {
  const start = performance.now()
  const { error } = spawnSync(program, args, { stdio: 'ignore' })
  if (error) throw error
  return performance.now() - start
}
