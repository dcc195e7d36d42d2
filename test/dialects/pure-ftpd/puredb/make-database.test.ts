import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDatabase } from '../../../../src/dialects/pure-ftpd/puredb/database.ts'
import { makeDatabase } from '../../../../src/dialects/pure-ftpd/puredb/make-database.ts'

const field = fc.stringMatching(/^[a-z0-9./$]{0,12}$/)
const passwd = fc
  .array(fc.tuple(fc.stringMatching(/^[a-zA-Z0-9.-]{1,10}$/), field, field), { maxLength: 60 })
  .map((lines) => lines.map((fields) => `${fields.join(':')}:1001:/home/x\n`).join(''))

test('a database holds the records of its text, in order', () => {
  fc.assert(
    fc.property(passwd, (text) => {
      const database = readDatabase(makeDatabase(text))
      const records = 'accounts' in database ? database.accounts : []
      expect(records.map(({ login, record }) => `${login}:${record}\n`).join('')).toBe(text)
    }),
  )
})

const required = process.env.CONFLINT_REQUIRE_ORACLE === '1'
test.skipIf(!required && spawnSync('pure-pw', []).error !== undefined)(
  'pure-pw mkdb makes the same bytes',
  () => {
    const directory = mkdtempSync(join(tmpdir(), 'conflint-'))
    const [text, database] = [join(directory, 'u.passwd'), join(directory, 'u.pdb')]
    fc.assert(
      fc.property(passwd, (content) => {
        writeFileSync(text, content)
        execFileSync('pure-pw', ['mkdb', database, '-f', text])
        expect(Buffer.from(makeDatabase(content))).toEqual(readFileSync(database))
      }),
      { numRuns: 30 },
    )
    rmSync(directory, { recursive: true, force: true })
  },
)
