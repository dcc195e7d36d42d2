import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRecords } from '../../../../src/dialects/pure-ftpd/puredb/comparison.ts'
import { hashOf, readDatabase } from '../../../../src/dialects/pure-ftpd/puredb/database.ts'
import { readPasswdText } from '../../../../src/dialects/pure-ftpd/puredb/passwd-text.ts'
import { fieldCount } from '../../../../src/dialects/pure-ftpd/puredb/record.ts'
import { memory } from '../../../../src/host/memory.ts'
import { program, temporaryFolder } from '../../../oracle/pure-ftpd-daemon.ts'
import { CONF, native, quantity } from '../support.ts'

const HASH = '$6$salt$hash'

describe('pureftpd.passwd', () => {
  it('has eighteen fields', () => {
    const text = `joe:${HASH}:1500:1600:Joe:/home/joe/./:1024:2048:1:5:3:10:1000000:10.0.0.1:10.0.0.2:10.0.0.0/8:1.2.3.4:0900-1700\n`
    const [joe] = readPasswdText(text).accounts
    expect(joe).toMatchObject({
      login: 'joe',
      uid: 1500,
      gid: 1600,
      hash: 'sha512',
      line: 1,
      fields: {
        gecos: 'Joe',
        home: '/home/joe/./',
        uploadBandwidth: '1024',
        downloadBandwidth: '2048',
        uploadRatio: '1',
        downloadRatio: '5',
        sessions: '3',
        quotaFiles: '10',
        quotaSize: '1000000',
        allowedLocal: '10.0.0.1',
        deniedLocal: '10.0.0.2',
        allowedClients: '10.0.0.0/8',
        deniedClients: '1.2.3.4',
        times: '0900-1700',
      },
    })
    expect(joe && fieldCount(joe)).toBe(18)
  })

  it('keeps what mkdb keeps', () => {
    const { accounts, skipped } = readPasswdText(
      `# note\n\nnocolon\nempty:\n:${HASH}:1:1::/\n joe:${HASH}:x:1::/\r\n`,
    )
    expect(accounts.map(({ login, line, uid }) => [login, line, uid])).toEqual([
      ['', 5, 1],
      [' joe', 6, undefined],
    ])
    expect(skipped).toEqual([
      { line: 3, text: 'nocolon' },
      { line: 4, text: 'empty:' },
    ])
  })

  it('ends a line at its first carriage return, as mkdb does', () => {
    const { accounts, skipped } = readPasswdText(`joe:${HASH}\r:1500:1500::/\nann\r:${HASH}:1500\n`)
    expect(accounts.map(({ login, record }) => [login, record])).toEqual([['joe', HASH]])
    expect(skipped).toEqual([{ line: 2, text: 'ann' }])
  })

  it('takes a line that is longer than the buffer of mkdb for several', () => {
    const networks = '10.0.0.0/8,'.repeat(200)
    const { accounts } = readPasswdText(`joe:${HASH}:1500:1500::/srv/joe/./::::::::::${networks}::\nann:x\n`)
    expect(accounts.map(({ login, record, line }) => [login.length, record.length, line])).toEqual([
      [3, 2042, 1],
      [203, 1, 1],
      [3, 1, 2],
    ])
  })
})

/** A database as mkdb makes it, for tests that must not depend on the program. */
function database(records: readonly (readonly [string, string])[]): Uint8Array {
  const encode = (text: string) => new TextEncoder().encode(text)
  const entries = records.map(([login, record]) => ({ key: encode(login), value: encode(record) }))
  const buckets = Array.from({ length: 256 }, (_, slot) =>
    entries.filter(({ key }) => (hashOf(key) & 255) === slot).sort((a, b) => hashOf(a.key) - hashOf(b.key)),
  )
  let position = 4 + 257 * 4 + buckets.reduce((sum, bucket) => sum + (bucket.length * 8 || 4), 0)
  const places = new Map(
    entries.map((entry) => {
      const place = position
      position += 8 + entry.key.length + entry.value.length
      return [entry, place]
    }),
  )
  const bytes = new Uint8Array(position)
  const view = new DataView(bytes.buffer)
  bytes.set(encode('PDB2'))
  let index = 4 + 257 * 4
  for (const [slot, bucket] of buckets.entries()) {
    view.setUint32(4 + slot * 4, index)
    for (const entry of bucket) {
      view.setUint32(index, hashOf(entry.key))
      view.setUint32(index + 4, places.get(entry) ?? 0)
      index += 8
    }
    if (bucket.length === 0) index += 4
  }
  view.setUint32(4 + 256 * 4, index)
  for (const [{ key, value }, place] of places) {
    view.setUint32(place, key.length)
    bytes.set(key, place + 4)
    view.setUint32(place + 4 + key.length, value.length)
    bytes.set(value, place + 8 + key.length)
  }
  return bytes
}

const record = (uid: number) => `${HASH}:${uid}:1000::/home/./::::::::::::`

describe('the database', () => {
  it('gives the records in the order of the text', () => {
    const read = readDatabase(
      database([
        ['joe', record(1500)],
        ['ann', record(33)],
        ['joe', record(1)],
      ]),
    )
    expect('accounts' in read && read.accounts.map(({ login, uid }) => [login, uid])).toEqual([
      ['joe', 1500],
      ['ann', 33],
      ['joe', 1],
    ])
  })

  it.each([
    ['nothing', new Uint8Array(), 'too-short'],
    ['a text', new TextEncoder().encode(`joe:${record(1)}\n`), 'not-a-database'],
    ['the beginning of one', database([]).subarray(0, 1000), 'too-short'],
    ['a long text', new TextEncoder().encode('x'.repeat(5000)), 'not-a-database'],
  ])('is not %s', (_, bytes, broken) => {
    expect(readDatabase(bytes)).toEqual({ broken })
  })

  it('never makes the reader throw or run on', () => {
    const whole = database([
      ['joe', record(1500)],
      ['ann', record(33)],
    ])
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }), (changes) => {
        const bytes = whole.slice()
        for (const [index, value] of changes) bytes[index] = value
        const read = readDatabase(bytes)
        expect('broken' in read || read.accounts.length <= whole.length).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  const purePw = program('pure-pw')
  it.skipIf(!purePw)('of pure-pw mkdb holds what the text holds', () => {
    const folder = temporaryFolder()
    try {
      const login = fc.string({ unit: fc.constantFrom(...'abcdefgäß .-_#'), minLength: 1, maxLength: 8 })
      fc.assert(
        fc.property(fc.array(fc.tuple(login, fc.nat(3000)), { maxLength: 30 }), (users) => {
          const text = users.map(([name, uid]) => `${name}:${record(uid)}\n`).join('')
          writeFileSync(join(folder.path, 'u.passwd'), text)
          execFileSync(purePw ?? '', [
            'mkdb',
            join(folder.path, 'u.pdb'),
            '-f',
            join(folder.path, 'u.passwd'),
          ])
          const read = readDatabase(new Uint8Array(readFileSync(join(folder.path, 'u.pdb'))))
          const expected = readPasswdText(text).accounts.map(({ login, record }) => [login, record])
          expect('accounts' in read && read.accounts.map(({ login, record }) => [login, record])).toEqual(
            expected,
          )
        }),
        { numRuns: 60 },
      )
    } finally {
      folder.remove()
    }
  })
})

describe('text and database', () => {
  it('are compared by login', () => {
    const text = readPasswdText(`joe:${record(1500)}\nnew:${record(1501)}\nann:${record(34)}\n`)
    const read = readDatabase(
      database([
        ['joe', record(1500)],
        ['ann', record(33)],
        ['old', record(1)],
      ]),
    )
    const found = compareRecords(text.accounts, 'accounts' in read ? read.accounts : [])
    expect(found.missing.map(({ login }) => login)).toEqual(['new'])
    expect(found.extra.map(({ login }) => login)).toEqual(['old'])
    expect(found.differing.map(({ text }) => text.login)).toEqual(['ann'])
  })
})

describe('quantities', () => {
  const conf = 'PureDB /etc/pureftpd.pdb\nMinUID 1000\nNoAnonymous yes\n'
  const passwd = `joe:${record(1500)}\n# old\nann:${record(33)}\n`

  it('name the accounts below MinUID, with their lines and without their hashes', () => {
    const host = memory({ [CONF]: conf, '/etc/pureftpd.passwd': passwd })
    const { value, facts } = quantity('accounts-below-min-uid', native(conf, '1.0.54', host), host)
    expect(value).toEqual(['ann'])
    expect(facts).toEqual([{ keyword: 'ann', value: 'uid 33', file: '/etc/pureftpd.passwd', line: 3 }])
  })

  it('believe the database where both are there', () => {
    const pdb = database([
      ['joe', record(500)],
      ['ann', record(33)],
    ])
    const host = memory({ [CONF]: conf, '/etc/pureftpd.passwd': passwd, '/etc/pureftpd.pdb': pdb })
    const config = native(conf, '1.0.54', host)
    expect(quantity('accounts-below-min-uid', config, host)).toMatchObject({
      value: ['joe', 'ann'],
      facts: [
        { keyword: 'joe', value: 'uid 500', file: '/etc/pureftpd.pdb' },
        { keyword: 'ann', value: 'uid 33', file: '/etc/pureftpd.passwd', line: 3 },
      ],
    })
    expect(quantity('stale-database', config, host).value).toBe('yes')
  })

  it('do not know where nothing is known', () => {
    const host = memory({ [CONF]: conf })
    expect(quantity('accounts-below-min-uid', native(conf, '1.0.54', host), host).value).toBeTypeOf('symbol')
  })

  it('say who certainly cannot log in, and why', () => {
    const facts = { '/home': { type: 'directory' as const } }
    const host = memory({ [CONF]: conf, '/etc/pureftpd.passwd': passwd }, { facts })
    const refused = quantity('refused-virtual-accounts', native(conf, '1.0.54', host), host)
    expect(refused.value).toEqual(['ann'])
    expect(refused.facts).toEqual([
      {
        keyword: 'ann',
        value: "530 Sorry, but I can't trust you",
        note: 'the user id 33 of ann is below MinUID 1000',
      },
    ])
    expect(refused.lines.map(({ keyword }) => keyword)).toEqual(['PureDB', 'MinUID'])
  })
})
