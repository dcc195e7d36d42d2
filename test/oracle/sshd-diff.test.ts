import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectionClasses } from '../../src/classes/classes.ts'
import { compare, compareConnection, type Difference } from '../../src/compare/compare.ts'
import { sameValue } from '../../src/compare/same-value.ts'
import type { Connection, Guard } from '../../src/dialects/dialect.ts'
import { holds, resolve, type SshdConfig } from '../../src/dialects/sshd/index.ts'
import { memory } from '../../src/host/memory.ts'
import {
  ACCOUNTS,
  hasSshd,
  installedTarget,
  oracleRequired,
  SshdOracle,
  SYSTEM_FILES,
} from './sshd-daemon.ts'
import { type Pair, pairs } from './sshd-pairs.ts'

/** How many pairs are compared; CONFLINT_ORACLE_PAIRS says otherwise. */
const PAIRS = Number(process.env.CONFLINT_ORACLE_PAIRS ?? (oracleRequired ? 500 : 60))

/** The same pairs each time; CONFLINT_ORACLE_SEED makes others. */
const SEED = Number(process.env.CONFLINT_ORACLE_SEED ?? 92)

/** Each connection costs two runs of sshd. */
const MOST_CONNECTIONS = 3

/** What sshd prints for a keyword also depends on these. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  port: ['listenaddress'],
  addressfamily: ['listenaddress'],
  challengeresponseauthentication: ['kbdinteractiveauthentication'],
  authorizedkeyscommand: ['authorizedprincipalscommand'],
}

describe.skipIf(!hasSshd && !oracleRequired)('what conflint diff says of generated changes', () => {
  let oracle: SshdOracle
  let version = ''
  /** Reported changes that sshd was asked about, and how often it refused to answer. */
  const count = { shown: 0, refused: 0 }

  beforeAll(() => {
    version = installedTarget()
    oracle = new SshdOracle()
  }, 60_000)

  afterAll(() => oracle.close())

  test(`${PAIRS} pairs`, { timeout: 60_000 + PAIRS * 2000 }, async () => {
    await fc.assert(
      fc.asyncProperty(pairs(version), async (pair) => {
        const { before, after } = configsOf(pair, version)
        fc.pre(!before.refusal && !after.refusal)
        oracle.place({ ...placed('before', pair.before), ...placed('after', pair.after) })
        try {
          await noneMissed(before, after)
          await allShown(before, after)
        } finally {
          oracle.remove('before')
          oracle.remove('after')
        }
      }),
      { numRuns: PAIRS, seed: SEED, maxSkipsPerRun: 20 },
    )
    console.info(`${count.shown} changes shown by their witness, ${count.refused} questions refused`)
    expect(count.shown).toBeGreaterThan(PAIRS / 4)
  })

  /** For each kind of connection: sshd prints exactly those keywords otherwise that conflint names for it. */
  async function noneMissed(before: SshdConfig, after: SshdConfig) {
    const { differences } = compare(before, after, after.host)
    const guards = [...before.guards, ...after.guards]
    for (const { witness, spec } of spread(connectionClasses(guards, after.host).classes)) {
      const printed = await printedOtherwise(witness, spec)
      if (printed === 'refused') continue
      const applies = (guard: Guard) => holds(guard, witness)
      const told = compareConnection(before, after, applies)
      expect(derivedFrom(told), `for ${spec}`).toEqual(expect.arrayContaining(printed))
      for (const { keyword, before, after } of told) {
        const reported = differences.some(
          (difference) =>
            difference.keyword === keyword &&
            sameValue(difference.before.value, before.value) &&
            sameValue(difference.after.value, after.value),
        )
        expect({ keyword, spec, reported }).toEqual({ keyword, spec, reported: true })
      }
    }
  }

  /** The witness of each reported change shows it. */
  async function allShown(before: SshdConfig, after: SshdConfig) {
    for (const { keyword, connectionClass } of spread(compare(before, after, after.host).differences)) {
      const { witness, spec } = connectionClass
      const printed = await printedOtherwise(witness, spec)
      if (printed === 'refused') continue
      count.shown++
      const lines = [keyword.toLowerCase(), ...(DERIVED[keyword.toLowerCase()] ?? [])]
      expect({ keyword, spec, shown: printed.some((name) => lines.includes(name)) }).toEqual({
        keyword,
        spec,
        shown: true,
      })
    }
  }

  /** The keywords, in lower case, whose lines differ between the two. */
  async function printedOtherwise({ user, groups }: Connection, spec: string): Promise<string[] | 'refused'> {
    oracle.setAccounts(user !== undefined && groups ? { ...ACCOUNTS, [user]: groups } : withoutUser(user))
    const old = await oracle.ask('/etc/ssh/before/sshd_config', spec)
    const now = await oracle.ask('/etc/ssh/after/sshd_config', spec)
    if ('error' in old || 'error' in now) {
      count.refused++
      return 'refused'
    }
    const [one, other] = [byKeyword(old.lines), byKeyword(now.lines)]
    return [...new Set([...one.keys(), ...other.keys()])].filter(
      (keyword) => one.get(keyword) !== other.get(keyword),
    )
  }
})

/** What is printed for each keyword, in lower case: its lines in their order. */
function byKeyword(lines: readonly string[]): Map<string, string> {
  const printed = new Map<string, string>()
  for (const line of lines) {
    // What a block sets to none is printed as it is spelt there, or at all, where the same is otherwise not printed.
    if (/^\S+ none$/i.test(line)) continue
    const keyword = line.split(' ', 1)[0]?.toLowerCase() ?? ''
    printed.set(keyword, `${printed.get(keyword) ?? ''}${line}\n`)
  }
  return printed
}

function withoutUser(user: string | undefined) {
  return Object.fromEntries(Object.entries(ACCOUNTS).filter(([name]) => name !== user || name === 'root'))
}

function derivedFrom(told: readonly Pick<Difference, 'keyword'>[]): string[] {
  return told.flatMap(({ keyword }) => {
    const name = keyword.toLowerCase()
    return [name, ...(DERIVED[name] ?? [])]
  })
}

/** As many as there is time for, from all over the list. */
function spread<Item>(items: readonly Item[]): readonly Item[] {
  const step = Math.max(1, Math.ceil(items.length / MOST_CONNECTIONS))
  return items.filter((_, index) => index % step === 0)
}

function configsOf({ before, after }: Pair, version: string) {
  const contents = { ...placed('before', before), ...placed('after', after) }
  const files = Object.entries(contents).map(([path, text]) => [`/etc/ssh/${path}`, text])
  const host = memory({ ...Object.fromEntries(files), ...SYSTEM_FILES })
  const read = (side: string) => resolve(`/etc/ssh/${side}/sshd_config`, host, { version })
  return { before: read('before'), after: read('after') }
}

function placed(side: string, files: Pair['before']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${side}/${path}`, text.replaceAll('@D', side)]),
  )
}
