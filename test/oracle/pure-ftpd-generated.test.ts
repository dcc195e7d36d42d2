import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { optionVector, pureFtpd, refusal } from '../../src/dialects/pure-ftpd/index.ts'
import { memory } from '../../src/host/memory.ts'
import {
  askDaemon,
  buildInterposer,
  type DaemonAnswer,
  program,
  REQUIRED,
  temporaryFolder,
} from './pure-ftpd-daemon.ts'
import { type GeneratedFiles, nativeFiles } from './pure-ftpd-files.ts'

const daemon = program('pure-ftpd')
const gcc = program('gcc')
const possible = Boolean(daemon && gcc)
const RUNS = Number(process.env.CONFLINT_RUNS ?? (REQUIRED ? 1600 : 120))

describe.skipIf(!possible)('the installed pure-ftpd, which is 1.0.50', () => {
  const folder = temporaryFolder(possible)
  afterAll(folder.remove)
  const interposer = possible && gcc ? buildInterposer(gcc, folder.path) : ''

  it(`makes the same of ${RUNS} generated files`, { timeout: 600_000 }, async () => {
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(nativeFiles, async (files) => {
        write(files, folder.path)
        const entry = join(folder.path, 'pure-ftpd.conf')
        const answer = await askDaemon(daemon ?? '', interposer, [entry], folder.path)
        expect(conflint(files, folder.path)).toEqual(inWords(answer))
        if (answer.status === 0) accepted++
      }),
      { numRuns: RUNS },
    )
    // Files that are all refused at their first line would prove little.
    expect(accepted).toBeGreaterThan(RUNS / 8)
    expect(accepted).toBeLessThan(RUNS * 0.8)
  })
})

function write({ conf, includes }: GeneratedFiles, folder: string): void {
  for (const [name, bytes] of Object.entries({ 'pure-ftpd.conf': conf, ...includes })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
}

function conflint({ conf, includes }: GeneratedFiles, folder: string) {
  const paths = Object.entries({ 'pure-ftpd.conf': conf, ...includes })
  const host = memory(Object.fromEntries(paths.map(([name, bytes]) => [join(folder, name), bytes])))
  const options = { version: '1.0.50', reader: 'native', features: DEBIAN_FEATURES } as const
  const config = pureFtpd.resolve(join(folder, 'pure-ftpd.conf'), host, options)
  const refused = refusal(config)
  if (refused?.words.includes('without end')) return { hangs: true }
  return {
    vector: refused?.stage === 'file' ? [] : optionVector(config),
    words: comparable(refused?.words ?? ''),
  }
}

/** What Debian's plain package has compiled in (`pure-ftpd -h` lists the options). */
const DEBIAN_FEATURES = [
  ...['altlog', 'cookie', 'extauth', 'pam', 'peruserlimits', 'puredb', 'quotas', 'ratios', 'standalone'],
  ...['throttling', 'tls', 'uploadscript', 'virtualhosts'],
]

function inWords({ status, vector, words }: DaemonAnswer) {
  if (status === null) return { hangs: true }
  return { vector, words: comparable(words) }
}

/** The daemon writes bytes; conflint writes characters. */
function comparable(words: string): string {
  return words
    .replace(/[\u0080-\uffff]+/g, '?')
    .replace(/^421 (?=Configuration error$)/, '')
    .trimEnd()
}
