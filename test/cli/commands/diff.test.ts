import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

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
  const { status, stdout, stderr } = spawnSync(process.execPath, [conflint, 'diff', ...given], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}

beforeAll(() => {
  git('init', '-q')
  put(file, 'Include /etc/ssh/sshd_config.d/*.conf\nUsePAM yes\nMatch User bob\n  X11Forwarding no\n')
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
  ['HEAD:etc/ssh/nothing', 'conflint: etc/ssh/nothing does not exist\n'],
])('%s', (revision, complaint) => {
  const { status, output } = run(revision, file)
  expect(status).toBeGreaterThanOrEqual(2)
  expect(output).toBe(complaint)
})
