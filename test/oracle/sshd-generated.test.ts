import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memory } from '../../src/host/memory.ts'
import { withNullDevice } from '../../src/host/null-device.ts'
import { ask } from './sshd-answers.ts'
import { hasSshd, installedTarget, oracleRequired, SshdOracle, SYSTEM_FILES } from './sshd-daemon.ts'
import { type Question, questions } from './sshd-generator.ts'

/** How many trees are made; CONFLINT_ORACLE_RUNS says otherwise. */
const RUNS = Number(process.env.CONFLINT_ORACLE_RUNS ?? (oracleRequired ? 3000 : 300))

/** The same trees each time; CONFLINT_ORACLE_SEED makes others. */
const SEED = Number(process.env.CONFLINT_ORACLE_SEED ?? 92)

describe.skipIf(!hasSshd && !oracleRequired)('the installed sshd agrees on generated trees', () => {
  let oracle: SshdOracle | undefined
  let version: string

  beforeAll(() => {
    version = installedTarget()
    oracle = new SshdOracle()
  }, 60_000)

  afterAll(() => oracle?.close())

  test(`${RUNS} trees`, { timeout: 60_000 + RUNS * 400 }, async () => {
    await fc.assert(
      fc.asyncProperty(questions(version), async (question) => {
        expect(await answersOf(question, version)).toEqual(await oracleAnswers(oracle, question))
      }),
      { numRuns: RUNS, seed: SEED },
    )
  })
})

/** The folder has the same name for both, since messages and paths repeat it. */
const FOLDER = 'tree'

async function oracleAnswers(oracle: SshdOracle | undefined, { files, links, connections }: Question) {
  if (!oracle) throw new Error('there is no sshd to ask')
  oracle.place(placed(files))
  oracle.link(placed(links))
  const answers = []
  for (const connection of connections) {
    answers.push(await oracle.ask(`/etc/ssh/${FOLDER}/sshd_config`, connection))
  }
  oracle.remove(FOLDER)
  return answers
}

function answersOf({ files, links, connections }: Question, version: string) {
  const given = withNullDevice(
    memory({ ...inEtc(placed(files)), ...SYSTEM_FILES }, { links: inEtc(placed(links)) }),
  )
  const host: typeof given = {
    ...given,
    file(path) {
      const known = given.file(path)
      return typeof known === 'object' ? known : 'missing'
    },
  }
  return connections.map((connection) => ask(`/etc/ssh/${FOLDER}/sshd_config`, host, version, connection))
}

function inEtc(placed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(placed).map(([path, text]) => [`/etc/ssh/${path}`, text]))
}

function placed(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${FOLDER}/${path}`, text.replaceAll('@D', FOLDER)]),
  )
}
