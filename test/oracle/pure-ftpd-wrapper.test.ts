import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { optionVector, pureFtpd, refusal } from '../../src/dialects/pure-ftpd/index.ts'
import { live } from '../../src/host/live.ts'
import { askDaemon, buildInterposer, program, REQUIRED, temporaryFolder } from './pure-ftpd-daemon.ts'
import { type GeneratedTree, trees } from './pure-ftpd-trees.ts'
import { askWrapper, inPairs, relocate } from './pure-ftpd-wrapper.ts'

const wrapper = program('pure-ftpd-wrapper')
const daemon = program('pure-ftpd')
const gcc = program('gcc')
const possible = Boolean(wrapper && daemon && gcc)
const RUNS = Number(process.env.CONFLINT_RUNS ?? (REQUIRED ? 400 : 40))

describe.skipIf(!possible)("Debian's pure-ftpd-wrapper, and 1.0.50 behind it", () => {
  const folder = temporaryFolder(possible)
  afterAll(folder.remove)
  const etc = join(folder.path, 'e')
  const script = join(folder.path, 'wrapper')
  const interposer = possible && gcc ? buildInterposer(gcc, folder.path) : ''
  if (possible && wrapper) relocate(wrapper, script, etc)

  it(`make the same of ${RUNS} generated trees`, { timeout: 600_000 }, async () => {
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(trees, async (tree) => {
        write(tree, etc)
        const config = pureFtpd.resolve(etc, live({ accounts: false }), {
          version: '1.0.50',
          features: FEATURES,
        })
        const refused = refusal(config)
        const reasons = config.problems.map((problem) => problem.daemon?.trimEnd())
        const answer = await askWrapper(script)
        if (answer.options === undefined) {
          expect(reasons).toContain(answer.error)
          return
        }
        const vector = optionVector(config)
        expect(vector.toSorted()).toEqual(inPairs(answer.options).toSorted())
        const links = (options: readonly string[]) => options.filter((option) => option.startsWith('-l '))
        expect(links(vector)).toEqual(links(inPairs(answer.options)))
        const { status, words } = await askDaemon(daemon ?? '', interposer, answer.options, folder.path)
        if (status === 0) {
          accepted++
          expect(refused).toBeUndefined()
        } else if (status !== null) expect(reasons.map(inAscii)).toContain(inAscii(words))
        else expect(refused?.words).toContain('without end')
      }),
      { numRuns: RUNS },
    )
    expect(accepted).toBeGreaterThan(RUNS / 8)
    expect(accepted).toBeLessThan(RUNS * 0.8)
  })
})

/** The daemon writes bytes; conflint writes characters. */
function inAscii(words = ''): string {
  return words.replace(/[\u0080-\uffff]+/g, '?')
}

/** What Debian's plain package has compiled in. */
const FEATURES = [
  ...['altlog', 'cookie', 'extauth', 'pam', 'peruserlimits', 'puredb', 'quotas', 'ratios', 'standalone'],
  ...['throttling', 'tls', 'uploadscript', 'virtualhosts'],
]

function write({ files, links, folders }: GeneratedTree, etc: string): void {
  rmSync(etc, { recursive: true, force: true })
  for (const path of folders) mkdirSync(join(etc, path), { recursive: true })
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(etc, path)), { recursive: true })
    writeFileSync(join(etc, path), content.replaceAll('@', etc))
  }
  for (const [path, target] of Object.entries(links))
    symlinkSync(target.replaceAll('@', etc), join(etc, path))
}
