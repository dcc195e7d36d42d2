import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { TEMPLATE } from '../../../src/cli/commands/init.ts'
import schema from '../../../src/cli/configuration/configuration.schema.json' with { type: 'json' }
import { conflint, found } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const sshd_config = 'Subsystem sftp internal-sftp\nPermitRootLogn no\n'

async function severities(files: Record<string, string>, ...paths: string[]): Promise<string[]> {
  const outcome = await conflint(directoryWith(files), ['--format=json', ...paths])
  expect(outcome.error).toBe('')
  const { findings }: { findings: readonly { file: string; severity: string; rule: string }[] } = JSON.parse(
    outcome.out,
  )
  return findings.map(({ file, severity, rule }) => `${file} ${rule} ${severity}`)
}

describe('rules', () => {
  test('a pattern is for all that fit; what is said later counts more', async () => {
    const rules = 'rules:\n  sshd/*: off\n  unknown-*: info\n'
    expect(await severities({ '.conflint.yaml': rules, sshd_config }, 'sshd_config')).toEqual([
      'sshd_config sshd/unknown-keyword info',
    ])
  })

  test('a severity for one rule, or on, switches it on whatever the profile; one for many does not', async () => {
    const text = 'Subsystem sftp internal-sftp\n'
    const all = await severities(
      { sshd_config: text, '.conflint.yaml': 'profile: hardening\n' },
      'sshd_config',
    )
    const [one] = all.map((finding) => finding.split(' ')[1] ?? '')
    expect(all.length).toBeGreaterThan(1)
    const said = (rules: string) =>
      severities({ sshd_config: text, '.conflint.yaml': `rules: { ${rules} }\n` }, 'sshd_config')
    expect(await said(`${one}: error`)).toEqual([`sshd_config ${one} error`])
    expect(await said(`${one}: on`)).toEqual(all.slice(0, 1))
    expect(await said('sshd/*: error')).toEqual([])
    expect((await said('sshd/*: on')).length).toBeGreaterThanOrEqual(all.length)
  })

  test('a severity counts for all cases of a rule, and for what code finds', async () => {
    const text =
      'Subsystem sftp internal-sftp\nPasswordAuthentication no\nPasswordAuthentication yes\nFoo bar\n'
    const rules = 'rules: { sshd/*: info }\n'
    const found = await severities({ sshd_config: text, '.conflint.yaml': rules }, 'sshd_config')
    expect(found.length).toBeGreaterThan(1)
    expect(found.filter((finding) => !finding.endsWith(' info'))).toEqual([])
  })
})

describe('extends', () => {
  test('what a file says counts more than what it extends', async () => {
    const files = {
      sshd_config,
      '.conflint.yaml': 'extends: [common/a.yaml, common/b.yaml]\nrules: { sshd/unknown-keyword: info }\n',
      'common/a.yaml': 'fail-on: never\nrules: { sshd/unknown-keyword: off }\n',
      'common/b.yaml': 'extends: c.yaml\nrules: { sshd/unknown-keyword: warning }\n',
      'common/c.yaml': 'fail-on: info\n',
    }
    expect(await severities(files, 'sshd_config')).toEqual(['sshd_config sshd/unknown-keyword info'])
    expect((await conflint(directoryWith(files), ['sshd_config'])).status).toBe(1)
  })

  test('rules and patterns stay relative to the file that names them', async () => {
    const files = {
      'hosts/sshd_config': sshd_config,
      '.conflint.yaml': 'extends: common/a.yaml\n',
      'common/a.yaml': "overrides: [{ files: 'x/**', rules: { sshd/unknown-keyword: off } }]\n",
      'common/x/sshd_config': sshd_config,
    }
    expect(await severities(files, 'hosts', 'common')).toEqual([
      'hosts/sshd_config sshd/unknown-keyword error',
    ])
  })

  test.each([
    [
      { '.conflint.yaml': 'extends: .conflint.yaml\n' },
      '.conflint.yaml:1: extends goes round in a circle: .conflint.yaml extends .conflint.yaml',
    ],
    [
      {
        '.conflint.yaml': 'extends:\n- a.yaml\n',
        'a.yaml': 'profile: all\nextends: b.yaml\n',
        'b.yaml': 'extends: a.yaml\n',
      },
      'b.yaml:1: extends goes round in a circle: a.yaml extends b.yaml extends a.yaml',
    ],
    [{ '.conflint.yaml': 'extends: absent.yaml\n' }, 'absent.yaml does not exist'],
    [
      { '.conflint.yaml': 'extends: a.yaml\n', 'a.yaml': '\n\nprofil: all\n' },
      'a.yaml:3: profil: unknown name "profil"',
    ],
  ])('%j is refused', async (files, message) => {
    const outcome = await conflint(directoryWith({ ...files, sshd_config }), ['sshd_config'])
    expect(outcome).toMatchObject({ status: 2, out: '', error: expect.stringContaining(message) })
  })
})

describe('overrides', () => {
  const hosts = { 'old/sshd_config': sshd_config, 'new/sshd_config': sshd_config }

  test('rules for the findings in some files', async () => {
    const yaml =
      "overrides:\n  - files: ['*/sshd_config', '!new/**']\n    rules: { sshd/unknown-keyword: info }\n"
    expect(await severities({ ...hosts, '.conflint.yaml': yaml }, '.')).toEqual([
      'new/sshd_config sshd/unknown-keyword error',
      'old/sshd_config sshd/unknown-keyword info',
    ])
  })

  test('a drop-in may be judged by other rules than the rest of its tree', async () => {
    const files = {
      'etc/ssh/sshd_config': `Include /etc/ssh/sshd_config.d/*.conf\n${sshd_config}`,
      'etc/ssh/sshd_config.d/vendor.conf': 'Foo bar\n',
      '.conflint.yaml':
        "overrides: [{ files: 'etc/ssh/sshd_config.d/*', rules: { sshd/unknown-keyword: off } }]\n",
    }
    expect(await severities(files, 'etc/ssh')).toEqual(['etc/ssh/sshd_config sshd/unknown-keyword error'])
  })

  test('versions, profile and threshold for some inputs', async () => {
    const penalties = 'Subsystem sftp internal-sftp\nPerSourcePenalties authfail:30s\n'
    const yaml = "overrides: [{ files: 'old/**', openssh: 9.10 }, { files: 'old/**', openssh: '9.2' }]\n"
    const files = { 'old/sshd_config': penalties, 'new/sshd_config': penalties, '.conflint.yaml': yaml }
    expect(await severities(files, '.')).toEqual(['old/sshd_config sshd/unknown-keyword error'])
    const lenient = "overrides: [{ files: 'old', fail-on: never }, { files: 'old/**', fail-on: never }]\n"
    expect((await conflint(directoryWith({ ...hosts, '.conflint.yaml': lenient }), ['old'])).status).toBe(0)
    expect(
      (await conflint(directoryWith({ ...hosts, '.conflint.yaml': lenient }), ['old', 'new'])).status,
    ).toBe(1)
  })

  test('what kind of file it is', async () => {
    const files = {
      'x.txt': '# nothing\n',
      '.conflint.yaml': "overrides: [{ files: '*.txt', dialect: sshd }]\n",
    }
    expect((await conflint(directoryWith(files), ['x.txt'])).status).toBe(0)
  })
})

describe('mistakes are told with file, line and what was expected', () => {
  test.each([
    [
      'rules:\n  sshd/*: of\n',
      '.conflint.yaml:2: rules["sshd/*"]: expected one of error, warning, info, off, on, found "of"',
    ],
    ['rules: { sshd/unknwn-*: off }\n', '.conflint.yaml:1: there is no rule sshd/unknwn-*'],
    ['overrides:\n  - rules: {}\n', '.conflint.yaml:2: overrides[0]: "files" is missing'],
    ['overrides:\n  - files: a\n    openssh: eleven\n', '.conflint.yaml:3: openssh is a version such as 9.2'],
    [
      'overrides:\n  - files: a\n    rules:\n      sshd/x: off\n',
      '.conflint.yaml:4: there is no rule sshd/x',
    ],
    ['agent-keys: -1\n', '.conflint.yaml:1: agent-keys: must be >= 0, found -1'],
    ['baseline: [a]\n', '.conflint.yaml:1: baseline: expected string, found ["a"]'],
    ['- profile\n', '.conflint.yaml:1: expected object, found ["profile"]'],
  ])('%j', async (text, message) => {
    const outcome = await conflint(directoryWith({ '.conflint.yaml': text, sshd_config }), ['sshd_config'])
    expect(outcome).toMatchObject({ status: 2, out: '', error: expect.stringContaining(message) })
  })
})

describe('conflint init', () => {
  test('writes a file that changes nothing, and never over another', async () => {
    const directory = directoryWith({ sshd_config })
    const outcome = await conflint(directory, ['init'])
    expect(outcome).toMatchObject({
      status: 0,
      error: '',
      out: expect.stringContaining('.conflint.yaml is written'),
    })
    expect(outcome.written).toEqual({ [join(directory, '.conflint.yaml')]: TEMPLATE })
    writeFileSync(join(directory, '.conflint.yaml'), TEMPLATE)
    expect((await conflint(directory, ['--format=oneline', 'sshd_config'])).out).toMatch(
      /^sshd_config:2:1: error/,
    )
    expect(await conflint(directory, ['init'])).toMatchObject({
      status: 2,
      written: {},
      error: 'conflint: .conflint.yaml is there already, and stays as it is\n',
    })
    expect(await conflint(directory, ['init', 'absent'])).toMatchObject({
      status: 2,
      error: 'conflint: absent is no directory\n',
    })
  })

  test('all that it has in comments fits the schema, and names every setting', () => {
    const content = parse(TEMPLATE.replaceAll(/^#(?=[a-z]| {2})/gm, ''))
    const fits = new Ajv({ allowUnionTypes: true }).compile(schema)
    expect(fits(content), JSON.stringify(fits.errors)).toBe(true)
    const elsewhere = ['$schema', 'dialect', 'reader']
    expect([...Object.keys(content), ...elsewhere].sort()).toEqual(Object.keys(schema.properties).sort())
  })
})

test('--print-config shows what holds, and where it is said', async () => {
  const directory = directoryWith({
    'hosts/a/sshd_config': sshd_config,
    'common.yaml': 'profile: all\nagent-keys: 3\n',
    '.conflint.yaml': `extends: common.yaml
openssh: 9.2
rules:
  sshd/unknown-keyword: warning
intents:
  - for: { group: sftp, address: 10.0.0.0/8 }
    intent: [sftp-only, password-only]
overrides:
  - files: hosts/**
    fail-on: error
    rules:
      sshd/syntax: off
`,
  })
  const { out, status } = await conflint(directory, [
    '--print-config',
    '--agent-keys=7',
    'hosts/a/sshd_config',
  ])
  expect(status).toBe(0)
  expect(out).toMatchInlineSnapshot(`
    "# hosts/a/sshd_config
    profile: all                             # common.yaml:1
    fail-on: error                           # .conflint.yaml:10
    agent-keys: 7                            # --agent-keys
    dialect: sshd                            # recognized
    openssh: 9.2                             # .conflint.yaml:2
    rules:
      sshd/syntax: off                       # .conflint.yaml:12
      sshd/unknown-keyword: warning          # .conflint.yaml:4
    intents:
      Group sftp Address 10.0.0.0/8: sftp-only, password-only # .conflint.yaml:6
    "
  `)
  const json = await conflint(directory, ['--print-config', '--format=json', 'hosts'])
  expect(JSON.parse(json.out)).toMatchObject([
    { input: 'hosts/a/sshd_config', settings: { 'agent-keys': { value: 3, origin: 'common.yaml:2' } } },
  ])
})

test('an own rule may be set as others, and needs an id of its own', async () => {
  const rule = `id: sshd/unknown-keyword
title: x
severity: warning
confidence: certain
when: { Banner: none }
message: x
why: x
remedies: []
examples: []
`
  const files = { sshd_config, 'rule.yaml': rule, '.conflint.yaml': 'rules: [rule.yaml]\n' }
  const outcome = await conflint(directoryWith(files), ['sshd_config'])
  expect(outcome).toMatchObject({
    status: 2,
    error: 'conflint: two rules have the id sshd/unknown-keyword\n',
  })
  const renamed = {
    ...files,
    'rule.yaml': rule.replace('unknown-keyword', 'no-banner'),
    '.conflint.yaml': 'rules: [rule.yaml, { sshd/no-*: error, unknown-keyword: off }]\n',
  }
  expect(found(await conflint(directoryWith(renamed), ['--format=json', 'sshd_config']))).toEqual([
    'sshd_config:1 sshd/no-banner',
  ])
})
