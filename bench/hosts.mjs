import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { conflint } from './commands.mjs'
import { line, megabytes, milliseconds, title } from './print.mjs'

/**
 * Fleets whose snapshots come through a pipe while they are made; one of a hundred hosts differs from the others.
 * Growth is that of the time of all processors, which other programs disturb less.
 */
export async function measure() {
  const sizes = (process.env.CONFLINT_HOSTS ?? '100,1000,10000,100000').split(',').map(Number)
  title(
    `Hosts, 1 % of them different: time and processor time above that for one host; ${availableParallelism()} processors`,
  )
  await judged(1, 1)
  const small = await judged(1, 1)
  line('1', figures(small))
  let before
  for (const hosts of sizes) {
    const found = await judged(hosts, Math.max(hosts / 100, 1))
    const above = found.processors - small.processors
    const growing =
      before === undefined ? '' : `   ${(above / before.above).toFixed(1).padStart(5)} × the one before`
    line(
      hosts,
      `${figures({ ...found, time: found.time - small.time, processors: above })}${growing}`,
      target(hosts, found, above, before),
    )
    before = { above, hosts }
  }
}

function target(hosts, { memory, busy }, above, before) {
  const all = hosts >= 100_000
  const most = before ? 1.1 * (hosts / before.hosts) : Number.POSITIVE_INFINITY
  const wanted = [
    ...(before
      ? [{ words: `at most ${most.toFixed(0)} × the one before`, met: above <= most * before.above }]
      : []),
    ...(all
      ? [
          { words: 'under 300 MB', met: memory < 300 * 2 ** 20 },
          { words: 'all processors busy', met: busy > 0.8 * Math.min(availableParallelism(), 2) },
        ]
      : []),
  ]
  return wanted.length === 0
    ? undefined
    : { words: wanted.map(({ words }) => words).join(', '), met: wanted.every(({ met }) => met) }
}

function figures({ time, processors, memory, busy }) {
  return `${milliseconds(time)}   ${milliseconds(processors)}   ${megabytes(memory)} at most   ${busy.toFixed(1)} processors busy`
}

/** Judges a fleet: milliseconds, those of all processors, bytes, and how many processors were busy, without the program that makes the fleet. */
async function judged(hosts, distinct) {
  const script = (name) => fileURLToPath(new URL(name, import.meta.url))
  const begin = performance.now()
  const fleet = spawn(process.execPath, [script('fleet.mjs'), hosts, distinct], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const judge = spawn(process.execPath, ['--import', script('tell-usage.mjs'), conflint, '-'], {
    stdio: [fleet.stdout, 'ignore', 'inherit', 'pipe'],
  })
  // Only the two of them hold the pipe.
  fleet.stdout.destroy()
  let told = ''
  judge.stdio[3].setEncoding('utf8').on('data', (text) => {
    told += text
  })
  await new Promise((resolve) => judge.on('close', resolve))
  const time = performance.now() - begin
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(told)
  const processors = (userCPUTime + systemCPUTime) / 1000
  return { time, processors, memory: maxRSS * 1024, busy: processors / time }
}
