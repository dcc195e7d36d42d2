import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { conflint } from './commands.mjs'
import { line, megabytes, milliseconds, title } from './print.mjs'

/**
 * Fleets whose snapshots come through a pipe while they are made. Growth is that of the time of all processors, which
 * other programs disturb less.
 */
export async function measure() {
  const above = `time and processor time above that for one host; ${availableParallelism()} processors`
  await judged(1, 1)
  const one = await judged(1, 1)
  title(`Hosts, one of ten different: ${above}`)
  line('1', figures(one))
  let before
  for (const hosts of [100, 1000, 10_000]) {
    const found = aboveOne(await judged(hosts, hosts / 10), one)
    const times = before === undefined ? undefined : found.processors / before
    const growing = times === undefined ? '' : `   ${times.toFixed(1).padStart(5)} × the one before`
    const wanted = times === undefined ? [] : [{ words: 'at most 11 × the one before', met: times <= 11 }]
    line(hosts, figures(found) + growing, target(wanted))
    before = found.processors
  }
  const many = Number(process.env.CONFLINT_HOSTS ?? 100_000)
  title(`Hosts, one of a hundred different: ${above}`)
  const found = aboveOne(await judged(many, many / 100), one)
  const busy = 0.8 * Math.min(availableParallelism(), 2)
  const wanted = [
    { words: 'under 300 MB', met: found.memory < 300 * 2 ** 20 },
    { words: `${busy} processors busy`, met: found.busy >= busy },
  ]
  line(many, figures(found), target(wanted))
}

function aboveOne(found, one) {
  return { ...found, time: found.time - one.time, processors: found.processors - one.processors }
}

function target(wanted) {
  if (wanted.length === 0) return undefined
  return { words: wanted.map(({ words }) => words).join(', '), met: wanted.every(({ met }) => met) }
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
