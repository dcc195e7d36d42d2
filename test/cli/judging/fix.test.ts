import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'

const conflint = join(import.meta.dirname, '../../../dist/conflint.js')
const folder = mkdtempSync(join(tmpdir(), 'conflint-fix-'))
const file = join(folder, 'sshd_config')
const text =
  'UsePrivilegeSeparation yes\r\nMaxAuthTries 3 # tight\r\nMatch User bob\r\n    X11Forwarding no\r\n'

function run(...given: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [conflint, ...(given.includes('--format') ? [] : ['--format', 'oneline']), ...given],
    { cwd: folder, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  writeFileSync(file, text)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('--fix applies what is safe, keeps line endings, and reports what is left', () => {
  const { status, stdout, stderr } = run('--fix', 'sshd_config')
  expect(readFileSync(file, 'utf8')).toBe(text.replace('UsePrivilegeSeparation yes\r\n', ''))
  expect(stdout).toMatch(/^sshd_config:1:1: warning: .* \[sshd\/max-auth-tries-below-agent-keys\]\n$/)
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr:
      'conflint: 1 fix written\nconflint: 1 fix may change what was meant, and was not written; --fix=unsafe writes it as well\n',
  })
})

test('--fix=unsafe applies the others, too, and --backup keeps the old file', () => {
  expect(run('--fix=unsafe', '--backup', '.old', 'sshd_config')).toEqual({
    status: 0,
    stdout: '',
    stderr: 'conflint: 2 fixes written\n',
  })
  expect(readFileSync(file, 'utf8')).toContain('MaxAuthTries 10 # tight\r\n')
  expect(readFileSync(`${file}.old`, 'utf8')).toBe(text)
})

test('--diff shows what --fix would write, and writes nothing', () => {
  const { stdout } = run('--diff', 'sshd_config')
  expect(stdout).toContain('--- a/sshd_config\n+++ b/sshd_config\n')
  expect(stdout).toContain('-UsePrivilegeSeparation yes')
  expect(stdout).not.toContain('MaxAuthTries 10')
  expect(readFileSync(file, 'utf8')).toBe(text)
  expect(readdirSync(folder)).toEqual(['sshd_config'])
})

test('--fix says so where there are only fixes that may change what was meant', () => {
  writeFileSync(file, 'AllowUsers alice,bob\nPermitRootLogin no\nPermitRootLogin yes\n')
  expect(run('--fix', 'sshd_config').stderr).toBe(
    'conflint: 2 fixes may change what was meant, and were not written; --fix=unsafe writes them as well\n',
  )
  expect(run('--diff', 'sshd_config').stderr).toBe(
    'conflint: 2 fixes may change what was meant, and were not shown; --diff --fix=unsafe shows them as well\n',
  )
  expect(run('--diff', '--fix=unsafe', 'sshd_config')).toMatchObject({ stderr: '' })
  expect(run('--fix=unsafe', 'sshd_config')).toMatchObject({
    status: 0,
    stderr: 'conflint: 2 fixes written\n',
  })
  expect(run('--fix', 'sshd_config')).toMatchObject({ status: 0, stderr: '' })
})

test('what a comment suppresses is not fixed, and the rest is', () => {
  const ignored = '# conflint-ignore sshd/deprecated-keyword: the vendor wants it\nRSAAuthentication no\n'
  writeFileSync(file, `${ignored}UsePrivilegeSeparation yes\n`)
  const [finding] = JSON.parse(run('--format', 'json', 'sshd_config').stdout).findings
  expect(finding.fixes).toEqual([
    {
      title: 'Remove the line',
      safe: true,
      edits: [
        {
          file: 'sshd_config',
          range: { start: { line: 3, column: 1 }, end: { line: 4, column: 1 } },
          text: '',
        },
      ],
    },
  ])
  run('--fix', 'sshd_config')
  expect(readFileSync(file, 'utf8')).toBe(ignored)
})

test('without --fix nothing is ever written', () => {
  run('sshd_config')
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test.each([
  [['--backup', '.old', 'sshd_config'], '--backup needs --fix'],
  [['--fix=all', 'sshd_config'], '--fix is one of safe, unsafe, not "all"'],
  [
    ['--fix', '--backup', '../x', 'sshd_config'],
    '--backup is added to the name of a file, so it holds no slash: "../x"',
  ],
])('%j', (given, complaint) => {
  const { status, stderr } = run(...given)
  expect({ status, stderr }).toEqual({ status: 2, stderr: `conflint: ${complaint}\n` })
})

describe('with --as, the input is mended and the file in whose place it is judged stays', () => {
  const place = join(folder, 'img/etc/ssh/sshd_config')
  const candidate = join(folder, 'new')
  beforeEach(() => {
    mkdirSync(join(place, '..'), { recursive: true })
    writeFileSync(place, '# in use\nPort 22\n')
    writeFileSync(candidate, text)
  })

  test.each([
    [['--as', 'img/etc/ssh/sshd_config']],
    [['--root', 'img', '--as', '/etc/ssh/sshd_config']],
    [['--as', 'img/etc/ssh/sshd_config.d/../sshd_config']],
  ])('%j', (as) => {
    const { stdout } = run(...as, '--diff', '--fix', 'new')
    expect(stdout).toContain('--- a/new\n+++ b/new\n')
    expect(run(...as, '--fix', 'new').stderr).toContain('1 fix written')
    expect(readFileSync(candidate, 'utf8')).toBe(text.replace('UsePrivilegeSeparation yes\r\n', ''))
    expect(readFileSync(place, 'utf8')).toBe('# in use\nPort 22\n')
  })

  test('a part that the input includes is mended in the tree', () => {
    const part = join(folder, 'img/etc/ssh/sshd_config.d/a.conf')
    mkdirSync(join(part, '..'))
    writeFileSync(part, text)
    writeFileSync(candidate, 'Include /etc/ssh/sshd_config.d/*.conf\n')
    run('--root', 'img', '--as', '/etc/ssh/sshd_config', '--fix', 'new')
    expect(readFileSync(part, 'utf8')).toBe(text.replace('UsePrivilegeSeparation yes\r\n', ''))
    expect(readFileSync(candidate, 'utf8')).toBe('Include /etc/ssh/sshd_config.d/*.conf\n')
  })

  test.each([[['--fix', '-']], [['--fix=unsafe', '--root', 'img', '--as', '/etc/ssh/sshd_config', '-']]])(
    'nothing can be written to standard input: %j',
    (given) => {
      expect(run(...given)).toEqual({
        status: 2,
        stdout: '',
        stderr:
          'conflint: --fix cannot write to standard input; name the file, or see the fixes with --diff\n',
      })
      expect(readFileSync(place, 'utf8')).toBe('# in use\nPort 22\n')
    },
  )
})

test('absolute paths are named with one slash in a difference', () => {
  expect(run('--diff', file).stdout).toContain(`--- a${file}\n+++ b${file}\n`)
})

describe('what the baseline knows is not fixed, and the rest is', () => {
  const known = 'UsePrivilegeSeparation yes\nPermitRootLogin no\nPermitRootLogin yes\n'
  const baseline = ['--baseline', 'known.json']
  beforeEach(() => {
    writeFileSync(file, known)
    run(...baseline, '--update-baseline', 'sshd_config')
  })

  test('nothing is left to fix', () => {
    expect(run(...baseline, '--diff', '--fix=unsafe', 'sshd_config')).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    })
    expect(run(...baseline, '--fix=unsafe', 'sshd_config')).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(run(...baseline, '--update-baseline', '--fix', 'sshd_config').stderr).toBe('')
    expect(readFileSync(file, 'utf8')).toBe(known)
  })

  test('what is new, from another directory, too', () => {
    writeFileSync(file, `# moved\n${known}MaxAuthTries 3\n`)
    mkdirSync(join(folder, 'elsewhere'))
    const given = ['--baseline', '../known.json', '--fix=unsafe', '../sshd_config']
    const { stderr } = spawnSync(process.execPath, [conflint, ...given], {
      cwd: join(folder, 'elsewhere'),
      encoding: 'utf8',
    })
    expect(stderr).toBe('conflint: 1 fix written\n')
    expect(readFileSync(file, 'utf8')).toBe(`# moved\n${known}MaxAuthTries 10\n`)
  })

  test('the baseline that the configuration names', () => {
    writeFileSync(join(folder, '.conflint.yaml'), 'baseline: known.json\n')
    run('--fix=unsafe', 'sshd_config')
    expect(readFileSync(file, 'utf8')).toBe(known)
  })

  test('a baseline that is not there is told before anything is written', () => {
    expect(run('--baseline', 'nope.json', '--fix', 'sshd_config')).toMatchObject({ status: 2, stdout: '' })
    expect(readFileSync(file, 'utf8')).toBe(known)
  })
})
