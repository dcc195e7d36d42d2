import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { effective, type LintOptions, lint, memory, overlay, parse, report } from '../../src/index.ts'
import { readFacts, readRule, runRule } from '../../src/read.ts'
import { conflint } from '../cli/conflint.ts'

const repository = join(import.meta.dirname, '../..')

/** All findings as `file:line rule severity`. */
function found(input: Parameters<typeof lint>[0], options: LintOptions = {}): string[] {
  return lint(input, options).findings.map(
    ({ file, range, rule, severity }) => `${file}:${range.start.line} ${rule} ${severity}`,
  )
}

const shadowed = 'PermitRootLogin no\nPermitRootLogin yes\n'

describe('what is given', () => {
  test('the text of a file, which stands in its usual place', () => {
    expect(found(shadowed)).toEqual(['/etc/ssh/sshd_config:2 sshd/shadowed-setting warning'])
    expect(found('MinUID 1000\nMinUID 2000\nNoAnonymous yes\n')).toEqual([
      '/etc/pure-ftpd.conf:1 pure-ftpd/overridden-setting warning',
    ])
  })

  test('files as in a repository: a main file with its drop-ins is one configuration', () => {
    expect(
      found({
        sshd_config: 'Include /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication no\n',
        'sshd_config.d/50-cloud-init.conf': 'PasswordAuthentication yes\n',
      }),
    ).toEqual(['sshd_config:2 sshd/shadowed-setting error'])
  })

  test('a drop-in by itself: promises that its own lines break', () => {
    const promise = '# conflint: intent key-only, no-password, mfa\nPasswordAuthentication yes\n'
    expect(found({ 'sshd_config.d/50-staff.conf': promise }).sort()).toEqual([
      'sshd_config.d/50-staff.conf:2 sshd/intent-key-only error',
      'sshd_config.d/50-staff.conf:2 sshd/intent-mfa error',
      'sshd_config.d/50-staff.conf:2 sshd/intent-no-password error',
    ])
  })

  test('files of several hosts, and what is no configuration', () => {
    expect(
      found({
        'web/etc/ssh/sshd_config': shadowed,
        'db/etc/ssh/sshd_config': shadowed,
        'README.md': '# Hosts\n',
      }),
    ).toEqual([
      'db/etc/ssh/sshd_config:2 sshd/shadowed-setting warning',
      'web/etc/ssh/sshd_config:2 sshd/shadowed-setting warning',
    ])
  })

  test("Debian's directory for pure-ftpd", () => {
    expect(
      found({
        'etc/pure-ftpd/conf/MinUID': '100\n',
        'etc/pure-ftpd/conf/Umask': 'many\n',
        'etc/pure-ftpd/conf/NoAnonymous': 'yes\n',
      }),
    ).toEqual(['etc/pure-ftpd/conf/Umask:1 pure-ftpd/invalid-value error'])
  })

  test('a template by its literal lines', () => {
    expect(found({ 'templates/sshd_config.j2': `Port {{ port }}\n${shadowed}` })).toEqual([
      'templates/sshd_config.j2:3 sshd/shadowed-setting warning',
    ])
  })

  test('a host', () => {
    const host = overlay(memory({ '/etc/ssh/sshd_config': shadowed }), memory({}))
    expect(found(host)).toEqual(['/etc/ssh/sshd_config:2 sshd/shadowed-setting warning'])
  })

  test('nothing: there is nothing to say', () => {
    expect(lint('', { dialect: 'sshd' })).toEqual({
      version: 1,
      tool: { name: 'conflint', version: expect.any(String) },
      findings: [],
      summary: { error: 0, warning: 0, info: 0, files: 1 },
    })
  })
})

test('more kinds of connections than can be examined: the report says so', () => {
  const blocks = [...Array(300).keys()].map((number) => {
    const line = ['PasswordAuthentication no', `ForceCommand /bin/${number}`, 'MaxAuthTries 2'][number % 3]
    return `Match Group g${number}*\n${line}\n`
  })
  expect(lint(blocks.join('')).summary.incomplete).toEqual(['/etc/ssh/sshd_config'])
  expect(lint(shadowed).summary.incomplete).toBeUndefined()
})

describe('what is wanted', () => {
  test('severities, by id and by pattern', () => {
    expect(found(shadowed, { rules: { 'sshd/*': 'error', 'sshd/shadowed-setting': 'info' } })).toEqual([
      '/etc/ssh/sshd_config:2 sshd/shadowed-setting info',
    ])
    expect(found(shadowed, { rules: { 'shadowed-setting': 'off' } })).toEqual([])
  })

  test('the version', () => {
    const text = 'PerSourcePenalties yes\nPort 22\n'
    expect(found(text, { openssh: 'debian-12' })).toEqual([
      '/etc/ssh/sshd_config:1 sshd/unknown-keyword error',
    ])
    expect(found(text, { openssh: '9.8' })).toEqual([])
  })

  test('comments count, or not', () => {
    const text = 'PermitRootLogin no\n# conflint-ignore shadowed-setting: known\nPermitRootLogin yes\n'
    expect(found(text)).toEqual([])
    expect(found(text, { comments: false })).toEqual(['/etc/ssh/sshd_config:3 sshd/shadowed-setting warning'])
    expect(found('Port 22\n# conflint-ignore shadowed-setting: gone\nPermitRootLogin yes\n')).toEqual([
      '/etc/ssh/sshd_config:2 conflint/unused-suppression info',
    ])
  })

  test('intents', () => {
    const text = 'Match Group sftponly\n  ForceCommand none\n  DisableForwarding yes\n'
    expect(found(text, { intents: [{ for: { group: 'sftponly' }, intent: 'sftp-only' }] })).toContain(
      '/etc/ssh/sshd_config:2 sshd/intent-sftp-only error',
    )
  })

  test('facts, as an object and read from text', () => {
    const facts = {
      accounts: [{ name: 'ubuntu', uid: 1000, home: '/home/ubuntu', groups: ['ubuntu'], locked: true }],
    }
    const text = 'UsePAM no\nPasswordAuthentication no\n'
    expect(found(text, { facts })).toContain('/etc/ssh/sshd_config:1 sshd/pam-off-with-locked-account error')
    expect(found(text, { facts: readFacts(JSON.stringify(facts)) })).toEqual(found(text, { facts }))
  })

  test("rules of one's own, with their examples", () => {
    const rule = readRule(`
id: sshd/no-agent-forwarding
title: Agents are not forwarded here
severity: error
confidence: certain
when: { AllowAgentForwarding: yes }
message: 'AllowAgentForwarding is {AllowAgentForwarding}; set it to no.'
why: The policy says so.
remedies:
  - title: Switch it off
    set: { AllowAgentForwarding: no }
    fix: safe
examples:
  - bad: |
      AllowAgentForwarding yes
  - bad: |
      Port 22
  - good: |
      AllowAgentForwarding no
`)
    expect(runRule(rule).map(({ fault }) => fault)).toEqual([undefined, undefined, undefined])
    const { findings } = lint('AllowAgentForwarding yes\nPort 22\n', { ownRules: [rule] })
    expect(findings).toMatchObject([
      {
        rule: 'sshd/no-agent-forwarding',
        message: 'AllowAgentForwarding is yes; set it to no.',
        fixes: [{ safe: true }],
      },
    ])
    expect(findings[0]).not.toHaveProperty('url')
  })

  test('what is not there is told, with what was meant', () => {
    const complaints = [
      () => lint('hello'),
      () => lint({ 'notes.txt': 'hello' }),
      () => lint({}),
      () => lint({ sshd_config: '' }, { path: 'sshd_confg' }),
      () => lint(shadowed, { openssh: 'debian12' }),
      () => lint(shadowed, { pureFtpd: '1.0' }),
      () => lint(shadowed, { rules: { 'shadowed-seting': 'off' } }),
      () => lint(shadowed, { intents: [{ for: 'all', intent: 'sftponly' }] }),
      () => lint(shadowed, { intents: [{ for: { usr: 'bob' }, intent: 'sftp-only' }] }),
      () => readFacts('{ "accounts": 3 }'),
      () => Reflect.apply(report, undefined, [shadowed, { format: 'jsn' }]),
      () => Reflect.apply(report, undefined, [shadowed, { format: 'toString' }]),
      () => Reflect.apply(lint, undefined, [shadowed, { profile: 'hardning' }]),
      () => Reflect.apply(lint, undefined, [shadowed, { dialect: 'ssh' }]),
      () => Reflect.apply(lint, undefined, [shadowed, { reader: 'ruby' }]),
      () => Reflect.apply(parse, undefined, [shadowed, { dialect: 'ssh' }]),
      () => Reflect.apply(lint, undefined, []),
      () => Reflect.apply(lint, undefined, [null]),
      () => Reflect.apply(lint, undefined, [{ sshd_config: 3 }]),
      () => Reflect.apply(effective, undefined, []),
      () => lint('-----BEGIN OPENSSH PRIVATE KEY-----\n', { dialect: 'sshd' }),
    ].map((call) => {
      try {
        return String(call())
      } catch (error) {
        return String(error)
      }
    })
    expect(complaints).toMatchInlineSnapshot(`
      [
        "ConflintError: the text does not tell whether it is for sshd or for pure-ftpd; say dialect",
        "ConflintError: neither name nor content of notes.txt tells whether it is for sshd or for pure-ftpd; say dialect",
        "ConflintError: none of the files is one of sshd or pure-ftpd by its name or content; say path and dialect",
        "ConflintError: sshd_confg is not among the files",
        "ConflintError: openssh is a version such as 9.2, or a distribution such as debian-12, not "debian12"; did you mean debian-12?",
        "ConflintError: pureFtpd is a version such as 1.0.50, not "1.0"",
        "ConflintError: there is no rule shadowed-seting; did you mean sshd/shadowed-setting?",
        "ConflintError: there is no intent sftponly; did you mean sftp-only?",
        "ConflintError: intents: there is no criterion usr; there are user, group, host, address, localaddress, localport, rdomain",
        "ConflintError: facts:1: accounts: expected array, found 3",
        "ConflintError: format is one of text, oneline, json, jsonl, sarif, html, github, gitlab, junit, checkstyle, not "jsn"; did you mean json?",
        "ConflintError: format is one of text, oneline, json, jsonl, sarif, html, github, gitlab, junit, checkstyle, not "toString"",
        "ConflintError: profile is one of conflicts, hardening, all, not "hardning"; did you mean hardening?",
        "ConflintError: dialect is one of sshd, pure-ftpd, not "ssh"; did you mean sshd?",
        "ConflintError: reader is one of native, perl, python, debian, not "ruby"",
        "ConflintError: dialect is one of sshd, pure-ftpd, not "ssh"; did you mean sshd?",
        "ConflintError: the input is none: it is the text of a file, files by path as texts or bytes, or a host",
        "ConflintError: the input is none: it is the text of a file, files by path as texts or bytes, or a host",
        "ConflintError: the input is none: it is the text of a file, files by path as texts or bytes, or a host",
        "ConflintError: the input is none: it is the text of a file, files by path as texts or bytes, or a host",
        "ConflintError: /etc/ssh/sshd_config is a key or a certificate, and no configuration",
      ]
    `)
  })
})

describe('the same as on the command line', () => {
  const cases = ['scan-upload', 'sftp-server', 'ftp-users', 'stock/debian-12']
  test.each(cases)('fixtures/%s', async (name) => {
    const folder = join(repository, 'fixtures', name)
    const files = Object.fromEntries(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(repository, path), new Uint8Array(readFileSync(path))]),
    )
    for (const profile of ['conflicts', 'all'] as const) {
      const { out } = await conflint(repository, [
        '--format',
        'json',
        '--profile',
        profile,
        folder.slice(repository.length + 1),
      ])
      expect(lint(files, { profile })).toEqual(JSON.parse(out))
      expect(report(files, { profile, format: 'json' })).toEqual(out)
    }
  })
})

test('a report in another format', () => {
  expect(report(shadowed, { format: 'oneline' })).toMatchInlineSnapshot(`
    "/etc/ssh/sshd_config:2:1: warning: PermitRootLogin yes has no effect: the first PermitRootLogin counts, which is "no" in line 1; remove one of the lines. [sshd/shadowed-setting]
    "
  `)
  expect(JSON.parse(report(shadowed, { format: 'sarif' }))).toMatchObject({ version: '2.1.0' })
})

test('a report does not change the file that it speaks of, and two calls give the same', () => {
  const files = Object.freeze({ 'etc/ssh/sshd_config': shadowed })
  expect(lint(files)).toEqual(lint(files))
})
