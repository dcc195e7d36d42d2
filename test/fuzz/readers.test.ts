import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitsGlob } from '../../src/cli/configuration/glob.ts'
import { pureFtpd } from '../../src/dialects/pure-ftpd/index.ts'
import { readDatabase } from '../../src/dialects/pure-ftpd/puredb/database.ts'
import { makeDatabase } from '../../src/dialects/pure-ftpd/puredb/make-database.ts'
import { readPasswdText } from '../../src/dialects/pure-ftpd/puredb/passwd-text.ts'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { accountsFromFiles } from '../../src/host/account-files.ts'
import { parseFacts } from '../../src/host/parse-facts.ts'
import { looksLikeSnapshot, parseSnapshot } from '../../src/host/parse-snapshot.ts'
import { loadRule } from '../../src/rules/load.ts'
import { decodeBytes } from '../../src/syntax/bytes.ts'
import { printRoot } from '../../src/syntax/print.ts'
import { parsePureFtpd } from '../../src/syntax/pure-ftpd.ts'
import { parseSshd } from '../../src/syntax/sshd.ts'
import { fuzz, TIMEOUT } from './budget.ts'
import { spoilt, spoiltText } from './mutations.ts'
import { passwdSeeds, pureFtpdSeeds, pureFtpdWords, ruleSeeds, sshdSeeds, sshdWords } from './seeds.ts'

describe('whatever the bytes', { timeout: TIMEOUT }, () => {
  test('an sshd_config parses, and prints as it was', async () => {
    const openssh = fc.constantFrom('7.4', '8.6', '8.7', '9.2', '9.9p1', '10.0')
    await fuzz(fc.tuple(spoilt(sshdSeeds, sshdWords), openssh), ([bytes, version]) => {
      const { text } = decodeBytes(bytes)
      expect(printRoot(parseSshd(text, { openssh: version }))).toBe(text)
    })
  })

  test('a pure-ftpd.conf parses, and prints as it was', async () => {
    await fuzz(spoilt(pureFtpdSeeds, pureFtpdWords), (bytes) => {
      const { text } = decodeBytes(bytes)
      expect(printRoot(parsePureFtpd(text))).toBe(text)
    })
  })

  test('a PureDB database is readable or broken', async () => {
    const users = 'anna:$6$x:1001:1001::/srv/anna/./::::::::::::\nbob:$2a$y:1002:1002::/srv/bob::::::::::::\n'
    const many = Array.from({ length: 300 }, (_, number) => `u${number}:x:1:1::/:::::::::::::\n`).join('')
    const seeds = [users, many, ''].map(makeDatabase)
    await fuzz(spoilt(seeds, ['PDB2', '\0\0\0\u0004', '\u00ff\u00ff\u00ff\u00ff']), (bytes) => {
      const database = readDatabase(bytes)
      expect(
        'accounts' in database || ['too-short', 'not-a-database', 'damaged'].includes(database.broken),
      ).toBe(true)
    })
  })

  test('passwd files of PureDB and of the system have accounts or none', async () => {
    const system = spoiltText([
      'root:x:0:0:root:/root:/bin/bash\nbob:!:1000:1000::/home/bob:/bin/sh\n+@nis\n',
    ])
    const groups = spoiltText([
      'root:x:0:\nbob:x:1000:\nsftp:x:1001:bob,root\n',
      'passwd: files systemd\ngroup: [SUCCESS=continue] files ldap\n',
    ])
    await fuzz(fc.tuple(spoiltText(passwdSeeds), system, groups), ([virtual, passwd, other]) => {
      for (const { login } of readPasswdText(virtual).accounts) expect(login).not.toContain('\n')
      const { account, accounts, shells } = accountsFromFiles((path) =>
        path === '/etc/passwd' ? passwd : other,
      )
      accounts()
      shells()
      for (const name of ['bob', 'constructor', '__proto__', '']) account(name)
    })
  })
})

describe('whatever the text', { timeout: TIMEOUT }, () => {
  const facts = [
    '{"accounts":[{"name":"bob","uid":1000,"gid":1000,"home":"/home/bob","shell":"/bin/sh","groups":["bob"]}],"files":{"/etc/ssh":{"mode":"0755"}},"shells":["/bin/sh"]}',
    'accounts:\n  - name: bob\n    uid: 1000\nfiles:\n  /srv: { owner: root, mode: "0755" }\n',
  ]

  test('facts and snapshots are read, or their fault is told', async () => {
    const snapshot =
      '{"conflint-snapshot":1,"host":"web","configurations":["/etc/ssh/sshd_config"],"files":{"/etc/ssh/sshd_config":{"text":"Port 22\\n"}}}'
    await fuzz(spoiltText([...facts, snapshot]), (text) => {
      const read = parseFacts(text)
      if ('line' in read) expect(read.message).not.toBe('')
      if (looksLikeSnapshot(text)) parseSnapshot(text)
    })
  })

  test('a rule is loaded, or its mistakes are told', async () => {
    const words = [
      'when:',
      'all:',
      'any:',
      'not:',
      'below:',
      'examples:',
      'message: "{x}"',
      'id: sshd/x',
      '- *a',
      '&a',
      '!!js/function x',
      '? ',
      '%YAML 1.1\n---\n',
    ]
    await fuzz(spoiltText(ruleSeeds, words), (text) => {
      const loaded = loadRule(text, 'rule.yaml', [sshd, pureFtpd])
      if ('errors' in loaded) expect(loaded.errors.length).toBeGreaterThan(0)
    })
  })

  test('a pattern for files fits, or does not', async () => {
    const pieces = fc.constantFrom(
      '*',
      '**',
      '**/',
      '/',
      'a',
      'b',
      '?',
      '[a-b]',
      '[!a]',
      '[',
      ']',
      '{',
      '}',
      ',',
      '{a,b}',
      '\\',
      '.',
      '(',
      '+',
      '^',
      '$',
    )
    const pattern = fc.array(pieces, { maxLength: 40 }).map((list) => list.join(''))
    const path = fc
      .array(fc.constantFrom('a', 'b', '/', '.', 'ab'), { maxLength: 60 })
      .map((list) => list.join(''))
    await fuzz(fc.tuple(path, pattern), ([path, pattern]) => {
      expect(typeof fitsGlob(path, pattern)).toBe('boolean')
    })
  })
})
