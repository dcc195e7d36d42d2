import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { isPureFtpd } from '../../src/dialects/pure-ftpd/config.ts'
import { optionVector, pureFtpd, refusal } from '../../src/dialects/pure-ftpd/index.ts'
import type { Host } from '../../src/host/host.ts'
import { configOfExample } from '../../src/rules/examples.ts'
import { dialectOf } from '../../src/rules/rule.ts'
import { type ExampleFix, fixesOnExamples, fixingRules } from '../fix/example-fixes.ts'
import { askDaemon, buildInterposer, program, temporaryFolder } from './pure-ftpd-daemon.ts'
import { askWrapper, inPairs, relocate } from './pure-ftpd-wrapper.ts'

const VERSION = '1.0.50'
/** What the installed build cannot be asked about. */
const LACKING = ['MySQLConfigFile', 'LDAPConfigFile', 'PGSQLConfigFile', 'Bonjour']

const daemon = program('pure-ftpd')
const wrapper = program('pure-ftpd-wrapper')
const gcc = program('gcc')
const possible = Boolean(daemon && wrapper && gcc)
const rules = possible ? fixingRules.filter((rule) => dialectOf(rule) === 'pure-ftpd') : []
const byRule = rules.map((rule) => ({
  rule,
  fixes: fixesOnExamples(rule, VERSION).filter(({ proven }) => proven),
}))

describe.skipIf(!possible)('what the installed pure-ftpd says of fixes', () => {
  const folder = temporaryFolder(possible)
  const root = join(folder.path, 'r')
  const script = join(folder.path, 'wrapper')
  const interposer = gcc ? buildInterposer(gcc, folder.path) : ''
  if (wrapper) relocate(wrapper, script, join(root, 'etc/pure-ftpd'))
  afterEach(() => rmSync(root, { recursive: true, force: true }))
  afterAll(folder.remove)

  for (const { rule, fixes } of byRule) {
    if (fixes.length === 0) test.skip(`${rule.id}: this version has nothing to fix there`, () => undefined)
    for (const fix of fixes) {
      const reason = reasonToSkip(fix)
      if (reason) test.skip(`${fix.name}: ${reason}`, () => undefined)
      else test(fix.name, () => confirm(fix))
    }
  }

  async function confirm({ example, host, proven }: ExampleFix): Promise<void> {
    if (!proven) throw new Error('only what is proven is asked about')
    const before = await ask(example, host)
    const after = await ask(example, proven.host)
    expect(after.refused).toBeUndefined()
    if (before.refused !== undefined) return
    const { keywords } = proven.plan
    expect(after.vector.filter((option) => !after.from(option, keywords))).toEqual(
      before.vector.filter((option) => !before.from(option, keywords)),
    )
  }

  /** The options that the daemon gets; each run must agree with conflint about them. */
  async function ask(example: ExampleFix['example'], host: Host) {
    const config = configOfExample(example, pureFtpd, host)
    if (!isPureFtpd(config)) throw new Error('a configuration of pure-ftpd')
    place(config.sources, host)
    const isTree = config.reader === 'debian'
    const built = isTree ? await askWrapper(script) : { options: [join(root, config.entry)] }
    const { status, vector, words } = await askDaemon(
      daemon ?? '',
      interposer,
      built.options ?? [],
      folder.path,
    )
    const options = (isTree ? inPairs(vector) : vector).map((option) => option.replaceAll(root, ''))
    const refused = refusal(config)
    expect(status === 0).toBe(refused === undefined)
    // The init script, which is not asked here, adds the one that sends the server into the background.
    const expected = optionVector(config).filter((option) => !(isTree && option === '-B'))
    if (!refused) expect(options.toSorted()).toEqual(expected.toSorted())
    return {
      vector: options,
      refused: refused && words,
      from: (option: string, keywords: ReadonlySet<string>) =>
        config.options.some(({ text, line }) => text === option && line && keywords.has(line.row.name)),
    }
  }

  /** Files at their paths below the folder; what they say of one another's paths, likewise. */
  function place(sources: readonly { path: string; text: string }[], host: Host): void {
    for (const { path, text } of sources) {
      const target = join(root, path)
      mkdirSync(dirname(target), { recursive: true })
      const placed = sources.reduce(
        (all, other) => all.replaceAll(` ${other.path}`, ` ${root}${other.path}`),
        text,
      )
      writeFileSync(target, placed)
    }
    const directory = join(root, 'etc/pure-ftpd')
    if (!Array.isArray(host.list('/etc/pure-ftpd'))) return
    for (const name of ['conf', 'auth']) mkdirSync(join(directory, name), { recursive: true })
  }
})

function reasonToSkip({ before, example }: ExampleFix): string | undefined {
  if (example.reader === 'perl' || example.reader === 'python') return 'an old script reads the file'
  const lacking = before.settings.find(({ keyword }) => LACKING.includes(keyword))
  return lacking && `the installed build knows no ${lacking.keyword}`
}
