import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Pool } from '../../../src/cli/fleet/pool.ts'
import { directoryWith } from '../directory.ts'
import { clean, hosts, misspelt, shadowed, snapshot } from './hosts.ts'

const program = join(import.meta.dirname, '../../../dist/conflint.js')

/** Many different hosts, some of them broken. */
const fleet = hosts(60)
  .map((host, index) =>
    index % 17 === 5
      ? `{"conflint-snapshot": 1, "host": "${host}`
      : snapshot(
          host,
          `${index % 3 === 0 ? misspelt : index % 3 === 1 ? shadowed : clean}AcceptEnv V${index}\n`,
        ),
  )
  .join('\n')

describe.skipIf(!existsSync(program))('the built program', () => {
  test('says the same with any number of threads', () => {
    const directory = directoryWith({ 'all.ndjson': fleet })
    const answers = ['1', '2', '5'].map((jobs) => {
      const formats = ['jsonl', 'json=json', 'html=html', 'text=text', 'oneline=oneline']
      const given = ['all.ndjson', '--jobs', jobs, ...formats.map((format) => `--format=${format}`)]
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...given], {
        cwd: directory,
        encoding: 'utf8',
      })
      const files = ['json', 'html', 'text', 'oneline'].map((name) =>
        readFileSync(join(directory, name), 'utf8'),
      )
      return { status, stdout, stderr, files }
    })
    const [one] = answers
    expect(one?.status).toBe(3)
    expect(one?.stderr.match(/all\.ndjson:\d+/g)).toEqual(
      ['6', '23', '40', '57'].map((line) => `all.ndjson:${line}`),
    )
    expect(one?.stdout.split('\n')).toHaveLength(39)
    for (const answer of answers) expect(answer).toEqual(one)
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s: reports what was judged until then, and says so', async (signal, status) => {
    const directory = directoryWith({})
    const formats = ['--format=jsonl', '--format=text=text', '--format=json=json', '--format=html=html']
    const running = spawn(process.execPath, [program, ...formats, '-'], { cwd: directory })
    let [out, error] = ['', '']
    running.stderr.setEncoding('utf8').on('data', (text: string) => {
      error += text
    })
    // Standard input stays open.
    running.stdin.write(
      `${hosts(30)
        .map((host) => snapshot(host, shadowed))
        .join('\n')}\n`,
    )
    running.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      if (out.split('\n').length > 30) running.kill(signal)
    })
    const ended = await new Promise((resolve) => running.on('exit', resolve))
    expect({ ended, error }).toEqual({ ended: status, error: 'conflint: interrupted after 30 hosts\n' })
    expect(readFileSync(join(directory, 'text'), 'utf8')).toContain('30 hosts\ninterrupted after 30 hosts\n')
    expect(readFileSync(join(directory, 'html'), 'utf8')).toContain(
      'This run was interrupted after 30 hosts.',
    )
    expect(JSON.parse(readFileSync(join(directory, 'json'), 'utf8')).findings).toHaveLength(30)
  })
})

/** A thread that judges nothing: its answer is the text, unless that says otherwise. */
const pretender = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ number, snapshot: { text } }) => {
  if (text === 'exit') process.exit(7)
  if (text === 'throw') throw new Error('of its own accord')
  if (text === 'memory') for (const kept = []; ; ) kept.push(new Array(1e6).fill(kept.length))
  parentPort.postMessage({ number, verdict: { failure: text } })
})
`

describe('threads', () => {
  async function judged(texts: readonly string[], body = pretender, size = 2) {
    const pool = new Pool(join(directoryWith({ 'thread.cjs': body }), 'thread.cjs'), {}, size)
    try {
      const answers = await Promise.all(
        texts.map((text, index) => pool.judge({ text, path: '/x', given: 'x', line: index + 1 })),
      )
      return answers.map(({ verdict }) => ('failure' in verdict ? verdict.failure : ''))
    } finally {
      await pool.close()
    }
  }

  test('one that ends is told by what it judged, and replaced', async () => {
    expect(await judged(['a', 'exit', 'b', 'throw', 'c', 'd', 'memory', 'e'])).toEqual([
      'a',
      'x:2: the thread that judged it ended (exit status 7)',
      'b',
      'x:4: the thread that judged it ended (of its own accord)',
      'c',
      'd',
      expect.stringMatching(/^x:7: the thread that judged it ended \(.*memory limit/),
      'e',
    ])
  })

  test('where none can even start, that is told, and nobody waits', async () => {
    await expect(judged(hosts(50), 'require("./absent")')).rejects.toThrow(
      /no thread can judge \(Cannot find/,
    )
  })
})
