import { describe, expect, test } from 'vitest'
import { progress } from '../../../src/cli/terminal/progress.ts'
import { styleOf, type Terminal } from '../../../src/cli/terminal/terminal.ts'
import { pageUrl } from '../../../src/judgement/page-url.ts'
import { conflint } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const sshd_config = 'Subsystem sftp internal-sftp\nPermitRootLogn no\nX11Forwarding no\nX11Forwarding yes\n'

describe('a program that validates a file and shows only standard error, as Ansible does', () => {
  const oneLine = /^sshd_config:2:1: error: .* \[sshd\/unknown-keyword\]\nsshd_config:4:1: warning: .*\n$/
  const as = '--as=sshd_config'

  test('gets what makes conflint fail, one line each', async () => {
    const directory = directoryWith({ new: sshd_config })
    const { error, out, status } = await conflint(directory, [as, 'new'])
    expect(error).toMatch(oneLine)
    expect(out).toContain('1 error, 1 warning in 1 file')
    expect(status).toBe(1)
    const { error: errorsOnly } = await conflint(directory, [as, '--fail-on=error', 'new'])
    expect(errorsOnly.split('\n')).toHaveLength(2)
    expect((await conflint(directory, [as, '--fail-on=never', 'new'])).error).toBe('')
  })

  test('also without --as, where Ansible keeps its files', async () => {
    const file = '.ansible/tmp/ansible-tmp-1700000000.1-2-3/source'
    const { error } = await conflint(directoryWith({ [file]: sshd_config }), [file])
    expect(error.split('\n')).toHaveLength(3)
  })

  test('and no more than it can show', async () => {
    const directory = directoryWith({ new: sshd_config + 'Foo bar\n'.repeat(30) })
    const lines = (await conflint(directory, [as, 'new'])).error.split('\n')
    expect(lines).toHaveLength(22)
    expect(lines[20]).toBe('… and 12 more')
  })

  test.each([
    ['a format is given', [as, '--format=text'], {}],
    ['nobody validates', [], {}],
    ['somebody is watching', [as], { interactive: true }],
    ['somebody sees standard error', [as], { errorInteractive: true }],
  ])('but not where %s', async (_, argv, terminal) => {
    const directory = directoryWith({ sshd_config })
    expect((await conflint(directory, [...argv, 'sshd_config'], { terminal })).error).toBe('')
  })
})

describe('GitHub', () => {
  test('gets a job summary, where it wants one', async () => {
    const directory = directoryWith({ sshd_config })
    const environment = { GITHUB_STEP_SUMMARY: '/github/summary.md' }
    const { written } = await conflint(directory, ['--format=github', 'sshd_config'], { environment })
    expect(written['/github/summary.md']).toMatchInlineSnapshot(`
      "### conflint

      1 error, 1 warning in 1 file.

      |  | where |  | rule |
      | --- | --- | --- | --- |
      | error | \`sshd_config:2\` | sshd does not start: OpenSSH 10.6 knows no keyword PermitRootLogn; did you mean PermitRootLogin? | \`sshd/unknown-keyword\` |
      | warning | \`sshd_config:4\` | X11Forwarding yes has no effect: the first X11Forwarding counts, which is "no" in line 3; remove one of the lines. | \`sshd/shadowed-setting\` |

      "
    `)
    expect((await conflint(directory, ['--format=text', 'sshd_config'], { environment })).written).toEqual({})
    expect((await conflint(directory, ['--format=github', 'sshd_config'])).written).toEqual({})
  })
})

test('several reports at once, each in its own file', async () => {
  const directory = directoryWith({ sshd_config })
  const formats = ['sarif', 'gitlab', 'junit', 'checkstyle', 'github', 'json', 'jsonl', 'oneline', 'text']
  const { written, out, status } = await conflint(directory, [
    ...formats.map((name) => `--format=${name}=${name}.out`),
    'sshd_config',
  ])
  expect(Object.keys(written).map((file) => file.slice(directory.length + 1))).toEqual(
    formats.map((name) => `${name}.out`),
  )
  expect({ out, status }).toEqual({ out: '', status: 1 })
  for (const text of Object.values(written)) expect(text.endsWith('\n')).toBe(true)
})

test('SARIF says what could not be judged', async () => {
  const directory = directoryWith({ sshd_config })
  const { out, status } = await conflint(directory, ['--format=sarif', 'sshd_config', 'absent'])
  const [{ invocations, results }] = JSON.parse(out).runs
  expect(status).toBe(3)
  expect(results).toHaveLength(2)
  expect(invocations).toEqual([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', message: { text: 'absent does not exist' } }],
    },
  ])
})

test('--quiet and --verbose', async () => {
  const directory = directoryWith({ sshd_config })
  const usual = await conflint(directory, ['--format=text', 'sshd_config'])
  const quiet = await conflint(directory, ['-q', '--format=text', 'sshd_config'])
  const verbose = await conflint(directory, ['-v', '--format=text', 'sshd_config'])
  expect(usual.out.startsWith(quiet.out)).toBe(true)
  expect(quiet.out).not.toContain('in 1 file')
  expect(verbose.out).toMatch(/\nRead for OpenSSH [\d.]+: sshd_config\n\n1 error, 1 warning in 1 file\n/)
  expect(await conflint(directory, ['-q', '-v', 'sshd_config'])).toMatchObject({
    status: 2,
    error: 'conflint: --quiet and --verbose contradict each other\n',
  })
})

describe('progress', () => {
  function shown(errorInteractive: boolean, total: number, wait: number): string {
    let text = ''
    let now = 1000
    const terminal = {
      errorInteractive,
      columns: 30,
      error: (piece: string) => {
        text += piece
      },
    }
    const bar = progress(terminal, total, () => now)
    for (let number = 1; number <= total; number += 1) {
      bar.at(number, `roles/\u001b${number}/templates/sshd_config.j2`)
      now += wait
    }
    bar.end()
    return text
  }

  test('shows the number and the name, and goes away', () => {
    expect(shown(true, 3, 500)).toBe('\r\u001b[K3/3 roles/?3/templates/sshd_c\r\u001b[K')
  })

  test.each([
    ['nobody watches', false, 3, 500],
    ['it does not take long', true, 3, 10],
    ['there is one input', true, 1, 5000],
  ])('not where %s', (_, interactive, total, wait) => {
    expect(shown(interactive, total, wait)).toBe('')
  })
})

describe('links', () => {
  test.each([
    [{ version: '1.2.3' }, 'docs/rules/sshd/x.md'],
    [
      { version: '1.2.3', repository: { url: 'git+https://github.com/o/r.git' } },
      'https://github.com/o/r/blob/v1.2.3/docs/rules/sshd/x.md',
    ],
    [
      { version: '1.2.3', repository: 'git+ssh://git@gitlab.com/o/r.git' },
      'https://gitlab.com/o/r/-/blob/v1.2.3/docs/rules/sshd/x.md',
    ],
    [
      { version: '1.2.3', homepage: 'https://example.org/conflint/#readme' },
      'https://example.org/conflint/docs/rules/sshd/x.md',
    ],
  ])('%j', (manifest, url) => {
    expect(pageUrl('sshd/x', manifest)).toBe(url)
  })

  test.each([
    [{}, true, false],
    [{ TERM_PROGRAM: 'WezTerm' }, true, true],
    [{ TERM_PROGRAM: 'WezTerm' }, false, false],
    [{ TERM_PROGRAM: 'WezTerm', TERM: 'dumb' }, true, false],
    [{ VTE_VERSION: '7200' }, true, true],
    [{ VTE_VERSION: '4800' }, true, false],
    [{ FORCE_HYPERLINK: '1' }, true, true],
    [{ FORCE_HYPERLINK: '0', VTE_VERSION: '7200' }, true, false],
    [{ VTE_VERSION: '7200', CI: 'true' }, true, false],
  ])('with %j, terminal %s: %s', (environment: Record<string, string>, interactive, links) => {
    const terminal: Pick<Terminal, 'environment' | 'interactive' | 'columns'> = {
      environment,
      interactive,
      columns: 80,
    }
    expect(styleOf(terminal).links).toBe(links)
  })

  test('rules of conflint have a page, rules of the user have none', async () => {
    const rule =
      'id: sshd/no-banner\ntitle: x\nseverity: warning\nconfidence: certain\nwhen: { Banner: none }\nmessage: x\nwhy: x\nremedies: []\nexamples: []\n'
    const directory = directoryWith({
      sshd_config,
      'rule.yaml': rule,
      '.conflint.yaml': 'rules: [rule.yaml]\n',
    })
    const { findings } = JSON.parse((await conflint(directory, ['--format=json', 'sshd_config'])).out)
    expect(findings.map(({ rule, url }: { rule: string; url?: string }) => [rule, url])).toEqual([
      ['sshd/unknown-keyword', 'docs/rules/sshd/unknown-keyword.md'],
      ['sshd/no-banner', undefined],
      ['sshd/shadowed-setting', 'docs/rules/sshd/shadowed-setting.md'],
    ])
  })
})

test('fixes are proven for the worst findings of a large file, and the others are counted', async () => {
  const block = (_: unknown, number: number) =>
    `Match User u${number}\n  X11Forwarding no\n  X11Forwarding yes\n  AllowTcpForwardng no\n`
  const text = Array.from({ length: 100 }, block).join('')
  const { out, error } = await conflint(directoryWith({ sshd_config: text }), [
    '--format=json',
    'sshd_config',
  ])
  const { findings } = JSON.parse(out)
  const withFix = findings.filter(({ fixes }: { fixes: unknown[] }) => fixes.length > 0)
  expect(withFix.length).toBeGreaterThan(0)
  expect(withFix.every(({ severity }: { severity: string }) => severity === 'error')).toBe(true)
  expect(error).toMatch(
    /^conflint: sshd_config is so large that the report leaves out whether \d+ findings can be fixed; /,
  )
})
