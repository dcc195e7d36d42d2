import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { conflint, found } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const clean = 'Subsystem sftp internal-sftp\n'
const refused = `${clean}PermitRootLogn no\n`

describe('exit status and output', () => {
  test('nothing found', async () => {
    const directory = directoryWith({ sshd_config: clean })
    expect(await conflint(directory, ['sshd_config'])).toEqual({
      status: 0,
      out: 'No contradictions in 1 file\n',
      error: '',
      written: {},
    })
  })

  test('findings', async () => {
    const directory = directoryWith({ sshd_config: refused })
    const outcome = await conflint(directory, ['check', 'sshd_config', '--format', 'oneline'])
    expect(outcome.status).toBe(1)
    expect(outcome.error).toBe('')
    expect(outcome.out).toMatch(/^sshd_config:2:1: error: .*PermitRootLogin.* \[sshd\/unknown-keyword\]\n$/)
  })

  test.each([
    ['error', 0],
    ['warning', 1],
    ['never', 0],
  ])('--fail-on %s with a warning exits with %i', async (threshold, status) => {
    const directory = directoryWith({
      sshd_config: refused,
      '.conflint.yaml': 'rules:\n  sshd/unknown-keyword: warning\n',
    })
    const outcome = await conflint(directory, ['--fail-on', threshold, '--format=json', 'sshd_config'])
    expect(found(outcome)).toEqual(['sshd_config:2 sshd/unknown-keyword'])
    expect(outcome.status).toBe(status)
  })

  test('what cannot be read is told, and the rest is judged', async () => {
    const directory = directoryWith({ sshd_config: refused })
    const outcome = await conflint(directory, ['sshd_config', 'absent', '--format', 'json'])
    expect(outcome.status).toBe(3)
    expect(outcome.error).toBe('conflint: absent does not exist\n')
    expect(found(outcome)).toEqual(['sshd_config:2 sshd/unknown-keyword'])
  })

  test('several reports', async () => {
    const directory = directoryWith({ sshd_config: refused })
    const { out, written } = await conflint(directory, [
      '--format=oneline',
      '--format=json=report.json',
      'sshd_config',
    ])
    expect(out.split('\n')).toHaveLength(2)
    const { summary } = JSON.parse(written[join(directory, 'report.json')] ?? '')
    expect(summary).toEqual({ error: 1, warning: 0, info: 0, files: 1 })
  })

  test('colours only where they are asked for', async () => {
    const directory = directoryWith({ sshd_config: refused })
    const sequence = '\u001b['
    expect((await conflint(directory, ['sshd_config'])).out).not.toContain(sequence)
    const forced = await conflint(directory, ['sshd_config'], { environment: { FORCE_COLOR: '1' } })
    expect(forced.out).toContain(sequence)
  })
})

describe('where an input stands', () => {
  const tree = {
    'etc/ssh/sshd_config': `Include /etc/ssh/sshd_config.d/*.conf\n${clean}`,
    'etc/ssh/sshd_config.d/50-cloud.conf': 'PermitRootLogn no\n',
  }
  const expected = ['etc/ssh/sshd_config.d/50-cloud.conf:1 sshd/unknown-keyword']

  test.each([
    ['the main file', ['etc/ssh/sshd_config']],
    ['its directory', ['etc/ssh']],
    ['a directory above', ['.']],
    ['a drop-in', ['etc/ssh/sshd_config.d/50-cloud.conf']],
    ['all files of a tree', ['etc/ssh/sshd_config.d/50-cloud.conf', 'etc/ssh/sshd_config']],
    ['a root', ['--root', '.']],
    ['a path below a root', ['--root', '.', '/etc/ssh/sshd_config']],
  ])('%s leads to the same tree, judged once', async (_, paths) => {
    const outcome = await conflint(directoryWith(tree), ['--format', 'json', ...paths])
    expect(found(outcome).map((line) => line.replace(/^.*conflint-cli-[^/]*\//, ''))).toEqual(expected)
    expect(outcome.status).toBe(1)
  })

  test('names are absolute where the user names an absolute path', async () => {
    const directory = directoryWith(tree)
    const outcome = await conflint(directory, ['--format', 'json', join(directory, 'etc/ssh/sshd_config')])
    expect(found(outcome)).toEqual(expected.map((line) => join(directory, line)))
  })

  test('a drop-in that its main file does not include is judged by itself', async () => {
    const directory = directoryWith({ sshd_config: clean, 'sshd_config.d/a.conf': refused })
    expect(found(await conflint(directory, ['--format=json', 'sshd_config.d/a.conf']))).toEqual([
      'sshd_config.d/a.conf:2 sshd/unknown-keyword',
    ])
    expect(found(await conflint(directory, ['--format=json', 'sshd_config']))).toEqual([])
  })

  test('what a lone drop-in leaves to defaults is not held against it', async () => {
    const directory = directoryWith({ 'sshd_config.d/a.conf': 'Port 22\n', sshd_config_alone: 'Port 22\n' })
    const hardening = ['--profile=hardening', '--format=json']
    expect(found(await conflint(directory, [...hardening, 'sshd_config_alone']))).not.toEqual([])
    expect(found(await conflint(directory, [...hardening, 'sshd_config.d/a.conf']))).toEqual([])
  })

  test('an Include that leads out of a copy says nothing', async () => {
    const directory = directoryWith({
      sshd_config: 'Include /etc/ssh/sshd_config.d/*.conf /etc/pam.d/*\nPort 22\n',
    })
    expect(await conflint(directory, ['sshd_config'])).toMatchObject({ status: 0, error: '' })
  })

  test('--as puts a new file into the tree', async () => {
    const directory = directoryWith({ ...tree, new: 'Prot 22\n' })
    const as = ['--format=json', '--as', 'etc/ssh/sshd_config.d/10-first.conf']
    for (const outcome of [
      await conflint(directory, [...as, 'new']),
      await conflint(directory, [...as, '-'], { input: 'Prot 22\n' }),
      await conflint(directory, [
        '--format=json',
        '--root=.',
        '--as=/etc/ssh/sshd_config.d/10-first.conf',
        'new',
      ]),
    ]) {
      const lines = found(outcome).map((line) => line.replace(/^.*conflint-cli-[^/]*\//, ''))
      expect(lines).toEqual(['etc/ssh/sshd_config.d/10-first.conf:1 sshd/unknown-keyword', ...expected])
    }
  })

  test('standard input is recognized by its content, or by --dialect', async () => {
    const directory = directoryWith({})
    expect(found(await conflint(directory, ['--format=json', '-'], { input: refused }))).toEqual([
      '<stdin>:2 sshd/unknown-keyword',
    ])
    const unclear = await conflint(directory, ['-'], { input: '# nothing\n' })
    expect(unclear.status).toBe(3)
    expect(unclear.error).toContain('say --dialect sshd or --dialect pure-ftpd')
    expect((await conflint(directory, ['--dialect', 'sshd', '-'], { input: '# nothing\n' })).status).toBe(0)
  })
})

describe('what conflint is called with', () => {
  test.each([
    [['--formt', 'json', 'sshd_config'], 2, 'there is no option --formt; did you mean --format?'],
    [['--format', 'jsn', 'sshd_config'], 2, 'did you mean json?'],
    [
      ['--profile', 'al', 'sshd_config'],
      2,
      '--profile is one of conflicts, hardening, all, not "al"; did you mean all?',
    ],
    [['--agent-keys', 'six', 'sshd_config'], 2, '--agent-keys is a whole number, not "six"'],
    [
      ['--openssh', '3.4', 'sshd_config'],
      2,
      '--openssh is 7.4 or newer, not "3.4": conflint knows no older release',
    ],
    [['--openssh', '9.2,7.3p1', 'sshd_config'], 2, '--openssh is 7.4 or newer, not "7.3p1"'],
    [['--openssh', 'nine', 'sshd_config'], 2, '--openssh is a version such as 9.2'],
    [['--openssh', 'debain-12', 'sshd_config'], 2, 'did you mean debian-12?'],
    [['--pure-ftpd', '1', 'sshd_config'], 2, '--pure-ftpd is a version such as 1.0.50, not "1"'],
    [['--root', 'absent', 'sshd_config'], 2, '--root absent is no directory'],
    [['--root'], 2, '--root needs a value'],
    [['--facts', 'absent', 'sshd_config'], 2, 'absent does not exist'],
    [
      ['--facts', 'facts.json', 'sshd_config'],
      2,
      'facts.json:2: accounts[0].uid: expected integer, found "x"',
    ],
    [['--as', 'x', 'sshd_config', 'y'], 2, '--as takes exactly one PATH'],
    [['--config', 'absent', 'sshd_config'], 2, 'absent does not exist'],
    [['--config', 'nowhere/absent', 'sshd_config'], 2, 'conflint: nowhere/absent: '],
    [[], 2, 'say which file or directory to check'],
    [[''], 2, 'a path is empty, as by a variable that is not set; name a file'],
    [['sshd_config', ''], 2, 'a path is empty'],
    [['--', ''], 2, 'a path is empty'],
    [['effective', ''], 2, 'a path is empty'],
    [['why', '', 'Port'], 2, 'a path is empty'],
    [['diff', 'sshd_config', ''], 2, 'a path is empty'],
    [['test', ''], 2, 'a path is empty'],
    [['init', ''], 2, 'a path is empty'],
    [['loop'], 3, 'conflint: loop has too many symbolic links\n'],
    [['--as', 'sshd_config', 'loop'], 3, 'conflint: loop has too many symbolic links\n'],
    [['sshd_confg'], 3, 'sshd_confg does not exist; did you mean sshd_config?'],
    [['chek'], 2, 'chek does not exist; did you mean the command check?'],
    [['chekc', 'sshd_config'], 2, 'chekc does not exist; did you mean the command check?'],
    [['effectiv', 'sshd_config'], 2, 'effectiv does not exist; did you mean the command effective?'],
    [['chekc', 'sshd_config', 'fleet.ndjson'], 2, 'did you mean the command check?'],
    [['--jobs', '0', 'sshd_config'], 2, '--jobs is a whole number from 1 on, not "0"'],
    [['--jobs', 'x', 'sshd_config'], 2, '--jobs is a whole number from 1 on, not "x"'],
    [['explain', 'Port', 'more'], 2, 'explain takes one argument; "more" is one too many'],
    [['rules', 'more'], 2, 'rules takes no argument; "more" is one too many'],
    [['rules', '--', 'more'], 2, 'rules takes no argument; "more" is one too many'],
    [['completion', 'bash', 'more'], 2, 'completion takes one argument; "more" is one too many'],
    [['init', '.', 'more'], 2, 'init takes one argument; "more" is one too many'],
    [['why', 'sshd_config', 'Port', 'more'], 2, 'why takes 2 arguments; "more" is one too many'],
    [['effective', 'sshd_config', 'more'], 2, 'effective takes one argument; "more" is one too many'],
    [['diff', 'sshd_config', 'sshd_config', 'more'], 2, 'diff takes 2 arguments; "more" is one too many'],
    [['empty'], 3, 'empty holds no sshd_config and no pure-ftpd.conf'],
  ])('%j', async (argv, status, message) => {
    const directory = directoryWith({
      sshd_config: clean,
      'facts.json': '{ "accounts": [\n  { "name": "bob", "uid": "x" }\n] }\n',
      'empty/README': '',
      'fleet.ndjson': '{"format":"conflint-snapshot"}\n{"format":"conflint-snapshot"}\n',
    })
    symlinkSync('loop', join(directory, 'loop'))
    const outcome = await conflint(directory, argv)
    expect(outcome).toMatchObject({ status, out: '', error: expect.stringContaining(message) })
    expect(outcome.error).toMatch(/^conflint: .*\n$/)
  })

  test('--help and --version', async () => {
    const directory = directoryWith({})
    const help = await conflint(directory, ['--help'])
    expect(help).toMatchObject({ status: 0, error: '' })
    for (const word of ['effective', 'explain', '--as', '--agent-keys', 'conflint /etc/ssh/sshd_config']) {
      expect(help.out).toContain(word)
    }
    expect((await conflint(directory, ['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test('what begins with a dash follows --', async () => {
    const directory = directoryWith({ '-sshd_config': refused })
    expect((await conflint(directory, ['--dialect=sshd', '--', '-sshd_config'])).status).toBe(1)
  })
})

describe('.conflint.yaml', () => {
  const sshd_config = refused

  test('counts for all inputs below it, and the command line counts more', async () => {
    const directory = directoryWith({ '.conflint.yaml': 'fail-on: never\n', 'a/b/sshd_config': sshd_config })
    expect((await conflint(directory, ['a/b/sshd_config'])).status).toBe(0)
    expect((await conflint(directory, ['--fail-on=warning', 'a/b/sshd_config'])).status).toBe(1)
  })

  test('changes severities and switches rules off', async () => {
    const severity = async (rules: string) => {
      const directory = directoryWith({ '.conflint.yaml': rules, sshd_config })
      const { findings } = JSON.parse((await conflint(directory, ['--format=json', 'sshd_config'])).out)
      return findings.map((finding: { severity: string }) => finding.severity)
    }
    expect(await severity('rules:\n  sshd/unknown-keyword: warning\n')).toEqual(['warning'])
    expect(await severity('rules:\n  sshd/unknown-keyword: off\n')).toEqual([])
    expect(await severity('rules:\n  - sshd/unknown-keyword: info\n')).toEqual(['info'])
  })

  test('names rule files of the user', async () => {
    const rule = `id: sshd/no-banner
title: Every server shows the banner
severity: warning
confidence: certain
when: { Banner: none }
message: This server shows no banner.
why: Company policy.
remedies: [{ title: Set it, set: { Banner: /etc/issue.net } }]
references: []
examples:
  - bad: |
      Port 22
  - good: |
      Banner /etc/issue.net
`
    const directory = directoryWith({
      '.conflint.yaml': 'rules: [rules]\n',
      'rules/no-banner.yaml': rule,
      'hosts/sshd_config': clean,
    })
    expect(found(await conflint(directory, ['--format=json', 'hosts/sshd_config']))).toEqual([
      'hosts/sshd_config:1 sshd/no-banner',
    ])
    expect(await conflint(directory, ['test', 'rules'])).toMatchObject({
      status: 0,
      out: 'ok     sshd/no-banner (2 examples)\n1 rule, 2 examples: all as they should be\n',
    })
  })

  test('the rules that conflint comes with pass their own test, which knows their intents', async () => {
    const shipped = ['sshd/unknown-intent.yaml', 'intents'].map((name) =>
      join(import.meta.dirname, '../../../rules', name),
    )
    for (const paths of [shipped, shipped.slice(0, 1)]) {
      const { status, out } = await conflint(directoryWith({}), ['test', ...paths])
      expect(out.split('\n').filter((line) => !line.startsWith('ok '))).toEqual([
        expect.stringMatching(/examples: all as they should be$/),
        '',
      ])
      expect(status).toBe(0)
    }
  })

  test.each([
    [
      'rules:\n  sshd/unknown-keywrd: off\n',
      '.conflint.yaml:2: there is no rule sshd/unknown-keywrd; did you mean sshd/unknown-keyword?',
    ],
    ['profile: al\n', '.conflint.yaml:1: profile: expected one of conflicts, hardening, all, found "al"'],
    ['fail_on: error\n', '.conflint.yaml:1: fail_on: unknown name "fail_on"; did you mean fail-on?'],
    [
      'colour: never\n',
      '.conflint.yaml:1: colour: unknown name "colour"; known are extends, rules, agent-keys,',
    ],
    ['openssh: eleven\n', '.conflint.yaml:1: openssh is a version such as 9.2'],
    ['openssh: 6.9\n', '.conflint.yaml:1: openssh is 7.4 or newer, not "6.9"'],
    ['a: [\n', '.conflint.yaml:2:'],
    ['openssh: 99\n', '.conflint.yaml:1: openssh is a version such as 9.2'],
    ["\npure-ftpd: '1'\n", '.conflint.yaml:2: pure-ftpd is a version such as 1.0.50'],
    ['rules: [absent.yaml]\n', 'conflint: .conflint.yaml:1: absent.yaml does not exist\n'],
    ['rules:\n  - sshd_config\n  - absent\n', 'conflint: .conflint.yaml:3: absent does not exist\n'],
    ['\nextends: nope.yaml\n', 'conflint: .conflint.yaml:2: nope.yaml does not exist\n'],
    ['extends:\n  - a.yaml\n', 'conflint: .conflint.yaml:2: a.yaml does not exist\n'],
    [
      '\nbaseline: nope.json\n',
      'conflint: .conflint.yaml:2: the baseline nope.json does not exist; --update-baseline writes it\n',
    ],
  ])('%j is refused', async (text, message) => {
    const directory = directoryWith({ '.conflint.yaml': text, sshd_config })
    expect(await conflint(directory, ['sshd_config'])).toMatchObject({
      status: 2,
      out: '',
      error: expect.stringContaining(message),
    })
  })
})
