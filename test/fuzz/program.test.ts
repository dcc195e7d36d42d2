import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { makeDatabase } from '../../src/dialects/pure-ftpd/puredb/make-database.ts'
import { formats } from '../../src/report/formats.ts'
import { conflint } from '../cli/conflint.ts'
import { fuzz, TIMEOUT } from './budget.ts'
import { spoilt, spoiltText } from './mutations.ts'
import { passwdSeeds, pureFtpdSeeds, pureFtpdWords, ruleSeeds, sshdSeeds, sshdWords } from './seeds.ts'

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'conflint-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What stands outside of the tree, and in files of secrets; no report may show any of it. */
const SECRET = 'sEcReTsEcReT'
const outside = join(folder, 'outside.conf')
writeFileSync(outside, `${SECRET} yes\nBanner ${SECRET}\n`)
const secrets = {
  'etc/passwd':
    'root:x:0:0:root:/root:/bin/bash\nbob:x:1000:1000::/home/bob:/bin/false\nanna:x:1001:1001::/srv/anna:/bin/sh\n',
  'etc/shadow': `root:$6$${SECRET}:19000:0:99999:7:::\nbob:!$6$${SECRET}:19000::::::\nanna:$1$${SECRET}:::::::\n`,
  'etc/pure-ftpd/pureftpd.passwd': `bob:$6$${SECRET}:1000:1000::/home/bob/./:::::::::::::\nroot:${SECRET}:0:0::/:::::::::::::\nanna:$2a$${SECRET}:x:y::z:a:b:c:d:e:f:g:h:i:j:k:l\n`,
}

type Files = Readonly<Record<string, string | Uint8Array>>

function lay(files: Files): string {
  const directory = join(folder, 'tree')
  rmSync(directory, { recursive: true, force: true })
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), content)
  }
  return directory
}

/** Everything below a directory, with contents and times. */
function stateOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => {
    const path = join(directory, name)
    const stats = statSync(path)
    return stats.isFile() ? `${name} ${stats.mtimeMs} ${readFileSync(path, 'latin1')}` : name
  })
}

/** Control characters, and those that hide text or turn it around; what a terminal would obey. */
const OBEYED = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/u

/** The daemon's own form and patches are exact, and no reports. */
const EXACT = ['effective', '--diff']

async function harmless(directory: string, argv: readonly string[]): Promise<void> {
  const before = stateOf(directory)
  const { status, out, error, written } = await conflint(directory, argv)
  expect([0, 1, 2, 3]).toContain(status)
  expect(error).not.toContain('internal error')
  for (const text of [
    ...(EXACT.some((word) => argv.includes(word)) ? [] : [out]),
    error,
    ...Object.values(written),
  ]) {
    expect(OBEYED.exec(text)).toBeNull()
    expect(text).not.toContain(SECRET)
  }
  expect(stateOf(directory)).toEqual(before)
}

const format = fc.constantFrom(...Object.keys(formats)).map((name) => `--format=${name}`)
const options = fc.array(
  fc.oneof(
    format,
    fc.constantFrom(
      '--quiet',
      '--verbose',
      '--no-inline',
      '--profile=all',
      '--print-config',
      '--fail-on=never',
      '--agent-keys=9',
    ),
    fc.constantFrom(
      '--openssh=7.4',
      '--openssh=8.4',
      '--openssh=debian-12',
      '--pure-ftpd=1.0.36',
      '--reader=perl',
      '--reader=python',
      '--reader=debian',
    ),
  ),
  { maxLength: 3 },
)

const sshdText = spoilt(sshdSeeds, [...sshdWords, outside, `Include ${outside}`])
const pureFtpdText = spoilt(pureFtpdSeeds, [
  ...pureFtpdWords,
  outside,
  '/etc/pure-ftpd/pureftpd.pdb',
  '/etc/shadow',
  '/etc/passwd',
])

describe('whatever the files, conflint tells its findings or why it cannot, and touches nothing', {
  timeout: TIMEOUT,
}, () => {
  test('a tree of sshd', async () => {
    const calls = fc.constantFrom(
      ['etc/ssh'],
      ['--root', '.'],
      ['etc/ssh/sshd_config'],
      ['etc/ssh/sshd_config.d/1.conf'],
      ['--root', '.', '/etc/ssh/sshd_config'],
      ['--as', 'etc/ssh/sshd_config.d/0.conf', 'new.conf'],
      ['--dialect', 'sshd', 'new.conf'],
      ['--diff', '--root', '.'],
    )
    await fuzz(
      fc.tuple(sshdText, sshdText, sshdText, calls, options),
      async ([main, one, two, call, more]) => {
        const directory = lay({
          ...secrets,
          'etc/ssh/sshd_config': main,
          'etc/ssh/sshd_config.d/1.conf': one,
          'etc/ssh/sshd_config.d/2.conf': two,
          'new.conf': two,
        })
        await harmless(directory, [...more, ...call])
      },
    )
  })

  test('questions about a tree of sshd', async () => {
    const calls = fc.constantFrom(
      ['effective', 'etc/ssh/sshd_config'],
      ['effective', '--why', 'etc/ssh/sshd_config', '-C', 'user=bob,addr=10.0.0.1'],
      ['effective', '--format', 'json', '--root', '.', 'etc/ssh'],
      ['why', 'etc/ssh/sshd_config', 'PasswordAuthentication'],
      ['diff', 'etc/ssh/sshd_config', 'new.conf'],
      ['diff', '--format', 'json', 'new.conf', 'etc/ssh/sshd_config'],
    )
    await fuzz(fc.tuple(sshdText, sshdText, calls), async ([main, other, call]) => {
      const directory = lay({
        ...secrets,
        'etc/ssh/sshd_config': main,
        'etc/ssh/sshd_config.d/1.conf': other,
        'new.conf': other,
      })
      await harmless(directory, call)
    })
  })

  test('a tree of pure-ftpd', async () => {
    const calls = fc.constantFrom(
      ['etc/pure-ftpd'],
      ['--root', '.'],
      ['etc/pure-ftpd/pure-ftpd.conf'],
      ['effective', 'etc/pure-ftpd/pure-ftpd.conf'],
      ['effective', '--why', 'etc/pure-ftpd'],
      ['--diff', '--root', '.'],
      ['why', 'etc/pure-ftpd/pure-ftpd.conf', 'MinUID'],
      ['diff', 'etc/pure-ftpd/pure-ftpd.conf', 'etc/pure-ftpd'],
    )
    const names = fc.constantFrom('MinUID', 'PureDB', 'TLS', 'constructor', 'NoAnonymous', 'x\u001b[31m')
    const passwd = fc.oneof(fc.constant(secrets['etc/pure-ftpd/pureftpd.passwd']), spoiltText(passwdSeeds))
    const database = spoilt([makeDatabase('bob:x:1000:1000::/home/bob/./:::::::::::::\n')])
    await fuzz(
      fc.tuple(pureFtpdText, passwd, database, fc.tuple(names, pureFtpdText), calls, options, fc.boolean()),
      async ([main, passwd, database, [name, value], call, more, debian]) => {
        const directory = lay({
          ...secrets,
          'etc/pure-ftpd/pure-ftpd.conf': main,
          'etc/pure-ftpd/pureftpd.passwd': passwd,
          'etc/pure-ftpd/pureftpd.pdb': database,
          ...(debian && {
            [`etc/pure-ftpd/conf/${name}`]: value.subarray(0, 200),
            'etc/pure-ftpd/auth/50pure': '/etc/pure-ftpd/pureftpd.pdb\n',
          }),
        })
        await harmless(
          directory,
          call[0]?.startsWith('e') || call[0] === '--root'
            ? [...(call[0] === 'effective' ? [] : more), ...call]
            : call,
        )
      },
    )
  })

  test('configuration, rules, facts, baselines and snapshots', async () => {
    const configuration = spoiltText(
      [
        'profile: all\nrules:\n  - sshd/*: info\n  - rule.yaml\noverrides:\n  - files: ["etc/**", "!x"]\n    rules: { "sshd/shadowed-setting": off }\nbaseline: base.json\n',
        'extends: other.yaml\nopenssh: 9.2\nagent-keys: 3\nfail-on: error\nintents:\n  - intent: key-only\n    for: { group: sftp }\n',
      ],
      [
        'extends: .conflint.yaml',
        'extends: /etc/shadow',
        'rules: [etc/shadow]',
        'intents:',
        'overrides:',
        'reader: debian',
        `baseline: ${outside}`,
      ],
    )
    const rule = spoiltText(ruleSeeds)
    const facts = spoiltText([
      '{"accounts":[{"name":"bob","uid":1000}],"files":{"/etc/ssh":{"mode":"0755"}}}',
    ])
    const base = spoiltText([
      '{"version":1,"findings":[{"rule":"sshd/syntax","file":"etc/ssh/sshd_config","fingerprint":"x","lines":[1]}]}',
    ])
    const snapshot = spoiltText([
      '{"conflint-snapshot":1,"host":"web","configurations":["/etc/ssh/sshd_config"],"files":{"/etc/ssh/sshd_config":{"text":"Port 22\\n"}}}',
    ])
    const calls = fc.constantFrom(
      ['etc/ssh'],
      ['--facts', 'facts.json', 'etc/ssh'],
      ['--baseline', 'base.json', 'etc/ssh'],
      ['host.json'],
      ['test', 'rule.yaml'],
      ['--print-config', '--format=json', 'etc/ssh'],
      ['--config', 'etc/shadow', 'etc/ssh'],
      ['--facts', 'etc/shadow', 'etc/ssh'],
      ['test', 'etc/shadow'],
      ['rules'],
      ['--baseline', 'etc/shadow', 'etc/ssh'],
      ['--dialect', 'sshd', 'etc/shadow'],
    )
    await fuzz(
      fc.tuple(configuration, rule, facts, base, snapshot, calls),
      async ([configuration, rule, facts, base, snapshot, call]) => {
        const directory = lay({
          ...secrets,
          '.conflint.yaml': configuration,
          'other.yaml': 'profile: all\n',
          'rule.yaml': rule,
          'facts.json': facts,
          'base.json': base,
          'host.json': snapshot,
          'etc/ssh/sshd_config': 'Port 22\nPort 22\nMaxAuthTries 2\n',
        })
        await harmless(directory, call)
      },
    )
  })

  test('--fix changes the files that were read, and no others', async () => {
    await fuzz(
      fc.tuple(sshdText, sshdText, fc.constantFrom('--fix', '--fix=unsafe')),
      async ([main, one, fix]) => {
        const directory = lay({
          ...secrets,
          'etc/ssh/sshd_config': main,
          'etc/ssh/sshd_config.d/1.conf': one,
        })
        const before = stateOf(directory).filter((line) => !line.startsWith('etc/ssh/sshd_config'))
        const { status, error } = await conflint(directory, [fix, '--root', '.'])
        expect([0, 1, 3]).toContain(status)
        expect(error).not.toContain('internal error')
        expect(stateOf(directory).filter((line) => !line.startsWith('etc/ssh/sshd_config'))).toEqual(before)
      },
    )
  })
})
