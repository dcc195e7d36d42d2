import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { conflint, found } from '../conflint.ts'
import { directoryWith } from '../directory.ts'
import { clean, hosts, main, misspelt, shadowed, snapshot } from './hosts.ts'

describe('hosts with the same finding', () => {
  test('are one finding for people, with one of them in full', async () => {
    const files = Object.fromEntries(
      hosts(100).map((host) => [`hosts/${host}.json`, snapshot(host, misspelt)]),
    )
    const { out, status, error } = await conflint(directoryWith(files), ['hosts'])
    expect({ status, error }).toEqual({ status: 1, error: '' })
    expect(out).toMatchInlineSnapshot(`
      "error: sshd does not start: OpenSSH 10.6 knows no keyword PermitRootLogn; did
             you mean PermitRootLogin?
        sshd/unknown-keyword
        on all 100 hosts: web1, web10, web100, web11, web12 and 95 more.

        web1:/etc/ssh/sshd_config
          2 | PermitRootLogn no
            | ^^^^^^^^^^^^^^^^^
            | /etc/ssh/sshd_config: line 2: Bad configuration option: PermitRootLogn

        To do: Correct the spelling, or remove the line.

           Or: Judge for the version that the host really runs.
               Use \`--openssh VERSION\`, such as \`--openssh 9.2\` or \`--openssh
               debian-12\`.

      Hosts, worst first:
        1 error  100 hosts: web1, web10, web100, web11, web12 and 95 more

      100 errors in 100 files of 100 hosts
      conflint explain sshd/unknown-keyword says why; so for every rule.
      "
    `)
  })

  test('the most urgent first, then what concerns most; hosts from the worst on', async () => {
    const lines = [
      ...hosts(3).map((host) => snapshot(host, shadowed)),
      snapshot('db1', misspelt),
      snapshot('db2', `${misspelt}X11Forwarding no\nX11Forwarding yes\n`),
      snapshot('mail', clean),
    ]
    const { out } = await conflint(directoryWith({ 'all.ndjson': lines.join('\n') }), ['all.ndjson'])
    expect(out).toMatchInlineSnapshot(`
      "error: sshd does not start: OpenSSH 10.6 knows no keyword PermitRootLogn; did
             you mean PermitRootLogin?
        sshd/unknown-keyword
        on 2 of 6 hosts: db1, db2.

        db1:/etc/ssh/sshd_config
          2 | PermitRootLogn no
            | ^^^^^^^^^^^^^^^^^
            | /etc/ssh/sshd_config: line 2: Bad configuration option: PermitRootLogn

        To do: Correct the spelling, or remove the line.

           Or: Judge for the version that the host really runs.
               Use \`--openssh VERSION\`, such as \`--openssh 9.2\` or \`--openssh
               debian-12\`.

      warning: X11Forwarding yes has no effect: the first X11Forwarding counts, which
               is "no" in line 2; remove one of the lines.
        sshd/shadowed-setting
        on 4 of 6 hosts: web1, web2, web3, db2.

        web1:/etc/ssh/sshd_config
          2 | X11Forwarding no
            | ^^^^^^^^^^^^^^^^ wins
          3 | X11Forwarding yes
            | ^^^^^^^^^^^^^^^^^

        To do: Remove the line that has no effect.

           Or: Put the line that shall win into a drop-in that is read earlier.
               Drop-ins are read in byte order, so \`10-local.conf\` wins against
               \`50-cloud-init.conf\`.

      Hosts, worst first:
        1 error, 1 warning  db2
        1 error             db1
        1 warning           3 hosts: web1, web2, web3

      2 errors, 4 warnings in 6 files of 6 hosts; 1 host without findings
      conflint explain sshd/unknown-keyword says why; so for every rule.
      "
    `)
  })

  test('other lines make no other finding; other values do, of which a few are shown', async () => {
    const lines = hosts(6).map((host, index) =>
      snapshot(host, `${'# comment\n'.repeat(index)}${clean}Port ${index < 2 ? 'none' : `x${index}`}\n`),
    )
    const { out } = await conflint(directoryWith({ 'all.ndjson': lines.join('\n') }), ['-q', 'all.ndjson'])
    expect(out.match(/^error: .*/gm)).toEqual([
      expect.stringContaining('none'),
      expect.stringContaining('x2'),
      expect.stringContaining('x3'),
      expect.stringContaining('in 2 more forms: on 2 of 6 hosts: web5, web6'),
    ])
    const verbose = await conflint(directoryWith({ 'all.ndjson': lines.join('\n') }), ['-v', 'all.ndjson'])
    expect(verbose.out.match(/^error: .*/gm)).toHaveLength(5)
  })
})

describe('where snapshots are found', () => {
  const one = snapshot('one', misspelt)
  const two = snapshot('two', misspelt)
  const pretty = (text: string) => JSON.stringify(JSON.parse(text), undefined, 2)

  test.each([
    ['NDJSON', `${one}\n${two}\n`],
    ['NDJSON with blank lines, CRLF and a byte order mark', `\uFEFF${one}\r\n\r\n${two}`],
    ['printed over several lines', `${pretty(one)}\n${pretty(two)}\n`],
    ['an array', JSON.stringify([JSON.parse(one), JSON.parse(two)])],
    ['an array, as jq prints it', JSON.stringify([JSON.parse(one), JSON.parse(two)], undefined, 1)],
  ])('several in one: %s', async (_, text) => {
    const findings = ['one', 'two'].map((host) => `${host}:${main}:2 sshd/unknown-keyword`)
    const directory = directoryWith({ 'all.json': text })
    expect(found(await conflint(directory, ['--format', 'json', 'all.json']))).toEqual(findings)
    expect(found(await conflint(directory, ['--format', 'json', '-'], { input: text }))).toEqual(findings)
  })

  test('in directories below, beside other JSON, and beside configurations', async () => {
    const directory = directoryWith({
      'fleet/eu/one.json': one,
      'fleet/us/two.jsonl': two,
      'fleet/package.json': '{"name":"x"}',
      'fleet/empty.json': '',
      'fleet/image/etc/ssh/sshd_config': misspelt,
      'fleet/node_modules/x.json': one,
    })
    expect(found(await conflint(directory, ['--format', 'json', 'fleet']))).toEqual([
      'fleet/image/etc/ssh/sshd_config:2 sshd/unknown-keyword',
      `one:${main}:2 sshd/unknown-keyword`,
      `two:${main}:2 sshd/unknown-keyword`,
    ])
  })

  test.skipIf(process.platform === 'win32')('pipes and broken links are left alone', async () => {
    const directory = directoryWith({ 'fleet/one.json': one, 'two.json': two })
    execFileSync('mkfifo', [`${directory}/fleet/pipe.json`])
    symlinkSync('../two.json', `${directory}/fleet/link.json`)
    symlinkSync('absent', `${directory}/fleet/gone.json`)
    symlinkSync('..', `${directory}/fleet/up`)
    const answer = await conflint(directory, ['--format', 'json', 'fleet'])
    expect(found(answer).map((line) => line.split(':')[0])).toEqual(['one', 'two'])
    expect(answer.error).toBe('')
  })

  test('standard input that holds none is read as ever', async () => {
    const answer = await conflint(directoryWith({}), ['--format', 'json', '-'], { input: misspelt })
    expect(found(answer)).toEqual(['<stdin>:2 sshd/unknown-keyword'])
    const other = await conflint(
      directoryWith({ sshd_config: clean }),
      ['--format', 'json', 'sshd_config', '-'],
      {
        input: misspelt,
      },
    )
    expect(found(other)).toEqual(['<stdin>:2 sshd/unknown-keyword'])
  })
})

describe('what is no good snapshot is told by its name and line, and the others go on', () => {
  test('in NDJSON', async () => {
    const text = [
      snapshot('one', misspelt),
      '{"conflint-snapshot": 1, "host": "cut off',
      snapshot('two', misspelt),
      'no JSON',
      '',
      '{"conflint-snapshot": 2, "host": "new"}',
      snapshot('three', misspelt),
      '[1]',
    ].join('\n')
    const answer = await conflint(directoryWith({ 'all.ndjson': text }), ['--format', 'json', 'all.ndjson'])
    expect(answer.status).toBe(3)
    expect(answer.error.split('\n')).toEqual([
      expect.stringMatching(/^conflint: all\.ndjson:2: Unterminated string/),
      expect.stringMatching(/^conflint: all\.ndjson:4: Unexpected token/),
      expect.stringMatching(
        /^conflint: all\.ndjson:6: .*version 2, of which this conflint knows only version 1$/,
      ),
      expect.stringMatching(/^conflint: all\.ndjson:8: /),
      '',
    ])
    expect(found(answer).map((line) => line.split(':')[0])).toEqual(['one', 'three', 'two'])
  })

  test('in files, also where only one of its configurations cannot be judged', async () => {
    const directory = directoryWith({
      'a.json': snapshot('a', misspelt, { configurations: [main, '/gone'] }),
      'b.json': snapshot('b', misspelt, { configurations: [main, '/gone'] }),
      'c.json': snapshot('c', misspelt).slice(0, -20),
      'd.json': '{"conflint-snapshot":1,"host":"d","configurations":[],"files":{"relative":"missing"}}',
    })
    const { status, error, out } = await conflint(directory, ['--format', 'oneline', '.'])
    expect(status).toBe(3)
    expect(error.split('\n')).toEqual([
      'conflint: a:/gone is not in the snapshot',
      'conflint: b:/gone is not in the snapshot',
      expect.stringMatching(/^conflint: c\.json:1: /),
      expect.stringMatching(/^conflint: d\.json:1: .*absolute path/),
      '',
    ])
    expect(out.split('\n')).toHaveLength(3)
  })

  test('a record beyond all measure is left out, and not kept', async () => {
    const text = `${snapshot('one', misspelt)}\n{"conflint-snapshot":1,"x":"${'x'.repeat(17 * 1024 * 1024)}"}\n${snapshot('two', misspelt)}`
    const answer = await conflint(directoryWith({}), ['--format', 'json', '-'], { input: text })
    expect(answer.error).toBe('conflint: <stdin>:2: larger than 16 MiB\n')
    expect(found(answer)).toHaveLength(2)
  })
})

describe('the reports for programs', () => {
  const lines = [
    snapshot('b', `${misspelt}X11Forwarding no\nX11Forwarding yes\n`),
    snapshot('a-b', misspelt),
    snapshot('a', misspelt),
    snapshot('c', `${clean}# conflint-ignore sshd/unknown-keyword: known\nPermitRootLogn no\n`),
  ]
  const files = Object.fromEntries(lines.map((line, index) => [`${index}.json`, line]))

  test.each(['json', 'oneline', 'sarif', 'gitlab', 'junit', 'checkstyle', 'github'])(
    '%s says the same as for each host by itself',
    async (format) => {
      const directory = directoryWith(files)
      const together = await conflint(directory, ['--format', format, '.'])
      // With a root all inputs are judged together.
      const separate = await conflint(directory, ['--format', format, '--root=.', ...Object.keys(files)])
      expect(together.out.replace(/,\n\s*"hosts": 4/, '')).toBe(separate.out)
      expect(together.status).toBe(separate.status)
    },
  )

  test.each(['json', 'sarif'])('also where a baseline knows some of it: %s', async (format) => {
    const directory = directoryWith(files)
    const given = ['--format', format, '--baseline=known.json']
    const update = ['--baseline=known.json', '--update-baseline']
    const known = await conflint(directory, [...update, '.'])
    const path = `${directory}/known.json`
    expect(known.out).toContain('4 known findings are hidden by the baseline.')
    expect(known.written).toEqual(
      (await conflint(directory, [...update, '--root=.', ...Object.keys(files)])).written,
    )
    const baseline = JSON.parse(known.written[path] ?? '')
    const gone = { rule: 'sshd/x', file: `a:${main}`, lines: [], fingerprint: '0' }
    const elsewhere = { ...gone, file: `z:${main}` }
    writeFileSync(
      path,
      JSON.stringify({ ...baseline, findings: [...baseline.findings.slice(1, 3), gone, elsewhere] }),
    )
    const together = await conflint(directory, [...given, '.'])
    const separate = await conflint(directory, [...given, '--root=.', ...Object.keys(files)])
    expect(together.out.replace(/,\n\s*"hosts": 4/, '')).toBe(separate.out)
    expect(together.status).toBe(1)
    const text = await conflint(directory, ['--baseline=known.json', '.'])
    expect(text.out).toContain('2 known findings are hidden by the baseline; 1 of its entries is out of date')
    // What is known of a host that is not there now stays known.
    const [updated = ''] = Object.values((await conflint(directory, [...update, '.'])).written)
    expect(JSON.parse(updated).findings).toEqual([...baseline.findings, elsewhere])
  })

  test('JSON lines come host by host, in the order of the inputs, and name the host', async () => {
    const { out } = await conflint(directoryWith(files), ['--format', 'jsonl', '.'])
    const findings: { host: string; rule: string; file: string }[] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(findings.map(({ host, rule, file }) => [host, rule, file])).toEqual([
      ['b', 'sshd/unknown-keyword', `b:${main}`],
      ['b', 'sshd/shadowed-setting', `b:${main}`],
      ['a-b', 'sshd/unknown-keyword', `a-b:${main}`],
      ['a', 'sshd/unknown-keyword', `a:${main}`],
    ])
  })

  test('several at once, each in its file; the numbers count hosts', async () => {
    const formats = ['json', 'jsonl', 'text', 'oneline']
    const { written, out } = await conflint(directoryWith(files), [
      ...formats.map((name) => `--format=${name}=${name}.out`),
      '.',
    ])
    expect(out).toBe('')
    const texts = Object.values(written)
    expect(texts.map((text) => text !== '')).toEqual([true, true, true, true])
    expect(JSON.parse(texts.find((text) => text.startsWith('{\n')) ?? '').summary).toEqual({
      error: 3,
      warning: 1,
      info: 0,
      files: 4,
      hosts: 4,
    })
  })

  test('a host that comes twice is one host, with what was found in both', async () => {
    const twice = [lines[1], lines[1], snapshot('a-b', shadowed)].join('\n')
    const answer = await conflint(directoryWith({}), ['--format', 'json', '-'], { input: twice })
    expect(found(answer)).toEqual([
      `a-b:${main}:2 sshd/unknown-keyword`,
      `a-b:${main}:3 sshd/shadowed-setting`,
    ])
  })
})

describe('the configuration', () => {
  test('counts for the snapshots that it is for, also where they are alike', async () => {
    const directory = directoryWith({
      'new/one.json': snapshot('one', shadowed),
      'old/two.json': snapshot('two', shadowed),
      'old/three.json': snapshot('three', shadowed),
      '.conflint.yaml': 'overrides:\n  - files: old/*.json\n    rules:\n      sshd/shadowed-setting: off\n',
    })
    expect(found(await conflint(directory, ['--format', 'json', '.']))).toEqual([
      `one:${main}:3 sshd/shadowed-setting`,
    ])
  })
})
