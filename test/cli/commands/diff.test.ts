import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const conflint = join(import.meta.dirname, '../../../dist/conflint.js')
const folder = mkdtempSync(join(tmpdir(), 'conflint-diff-'))
const file = 'etc/ssh/sshd_config'

function git(...given: string[]): void {
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...given], {
    cwd: folder,
  })
}

function put(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function run(...given: string[]) {
  return runIn('.', ...given)
}

function runIn(directory: string, ...given: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [conflint, 'diff', ...given], {
    cwd: join(folder, directory),
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}

beforeAll(() => {
  git('init', '-q')
  put(file, 'Include /etc/ssh/sshd_config.d/*.conf\nUsePAM yes\nMatch User bob\n  X11Forwarding no\n')
  put('docs/about.txt', 'Nothing to configure.\n')
  put('hosts/a/sshd_config', 'Port 22\n')
  put('hosts/b/sshd_config', 'Port 22\n')
  put(`${file}.d/50-cloud-init.conf`, 'PasswordAuthentication yes\nX11Forwarding yes\n')
  git('add', '.')
  git('commit', '-q', '-m', 'before')
})
afterAll(() => rmSync(folder, { recursive: true }))

test('comments and order without effect show nothing', () => {
  put(
    file,
    '# new\nInclude /etc/ssh/sshd_config.d/*.conf\n\nusepam yes\nMatch User bob\n  X11Forwarding no\n',
  )
  expect(run('--exit-code', 'HEAD:', file)).toEqual({
    status: 0,
    output: 'No connection gets anything different.\n',
  })
})

test('what changes against a revision, with its drop-ins, for whom, and who is shut out', () => {
  put(
    file,
    'UsePAM yes\nKbdInteractiveAuthentication no\nPasswordAuthentication no\nMatch User bob\n  X11Forwarding no\n',
  )
  const { status, output } = run('--exit-code', 'HEAD:', file)
  expect(status).toBe(1)
  expect(output).toContain('can no longer log in with password')
  expect(output).toContain(
    'PasswordAuthentication: yes → no\n  for everybody\n  before: etc/ssh/sshd_config.d/50-cloud-init.conf:1\n  after:  etc/ssh/sshd_config:3',
  )
  expect(output).toContain('X11Forwarding: yes → no\n  for everybody for whom no Match block says otherwise')
})

describe('the path behind a revision is what git show takes', () => {
  test.each([
    ['.', 'HEAD:', 'etc/ssh'],
    ['.', 'HEAD:etc/ssh', 'etc/ssh'],
    ['.', 'HEAD:etc', file],
    ['.', 'HEAD:./etc/ssh', file],
    ['.', 'HEAD:etc/ssh', 'HEAD~0:'],
    ['etc', 'HEAD:etc/ssh/sshd_config', 'ssh/sshd_config'],
    ['etc', 'HEAD:', 'ssh'],
    ['etc', 'HEAD:', '.'],
    ['etc', 'HEAD:./ssh/sshd_config', 'HEAD:'],
    ['hosts/a', 'HEAD:../../etc/ssh/sshd_config', 'HEAD:etc/ssh'],
    ['hosts', 'HEAD:', join(folder, file)],
  ])('in %s: %s beside %s', (directory, ...sides) => {
    git('checkout', '-q', '.')
    expect(runIn(directory, ...sides)).toEqual({
      status: 0,
      output: 'No connection gets anything different.\n',
    })
  })

  test('from the top of the repository', () => {
    expect(runIn('etc', 'HEAD:ssh/sshd_config', 'ssh/sshd_config')).toEqual({
      status: 3,
      output: 'conflint: ssh/sshd_config does not exist in HEAD\n',
    })
  })

  test('REVISION: alone asks the repository of the other path', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'conflint-elsewhere-'))
    writeFileSync(join(elsewhere, 'sshd_config'), 'Port 22\n')
    expect(run('HEAD:', join(elsewhere, 'sshd_config'))).toEqual({
      status: 2,
      output: `conflint: ${elsewhere} is in no git repository\n`,
    })
    rmSync(elsewhere, { recursive: true })
  })
})

test('who is left is not among everybody', () => {
  put('old/sshd_config', 'UsePAM yes\n')
  put('one/sshd_config', 'UsePAM yes\nAllowUsers bob\n')
  put('none/sshd_config', 'UsePAM yes\nMaxAuthTries 0\n')
  expect(run('old', 'one').output).toContain(
    'LOGIN LOST: everybody whom no Match block or access list names: can no longer log in (AllowUsers)\n',
  )
  expect(run('old', 'none').output).toContain('LOGIN LOST: everybody: can no longer log in (MaxAuthTries)\n')
})

test('both sides from git', () => {
  expect(run('--exit-code', `HEAD:${file}`, `HEAD:${file}`).status).toBe(0)
})

test.each([
  ['nonsense:', 'conflint: git knows no revision nonsense\n'],
  ['HEAD:etc/ssh/nothing', 'conflint: etc/ssh/nothing does not exist in HEAD\n'],
  ['HEAD:docs', 'conflint: HEAD:docs holds no sshd_config and no pure-ftpd.conf\n'],
  [
    'HEAD:hosts',
    'conflint: HEAD:hosts holds several configurations; say which: HEAD:hosts/a/sshd_config, HEAD:hosts/b/sshd_config\n',
  ],
])('%s', (revision, complaint) => {
  const { status, output } = run(revision, file)
  expect(status).toBeGreaterThanOrEqual(2)
  expect(output).toBe(complaint)
})
