import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const required = process.env.CONFLINT_REQUIRE_ORACLE === '1'
const present = spawnSync('pre-commit', ['--version']).status === 0
const repository = join(import.meta.dirname, '../..')

test('pre-commit is here', () => {
  if (required) expect(present).toBe(true)
})

describe.skipIf(!present)('the real pre-commit, with this repository as the hook repository', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conflint-pre-commit-'))
  const environment = { ...process.env, PRE_COMMIT_HOME: join(folder, 'cache'), NO_COLOR: '1' }
  const project = join(folder, 'project')
  const git = (directory: string, ...given: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...given], {
      cwd: directory,
      env: environment,
    })

  beforeAll(() => {
    const hooks = join(folder, 'hooks')
    git(folder, 'clone', '-q', repository, hooks)
    const revision = git(hooks, 'rev-parse', 'HEAD').toString().trim()
    mkdirSync(project)
    git(project, 'init', '-q')
    put(
      '.pre-commit-config.yaml',
      `repos:\n  - repo: ${hooks}\n    rev: ${revision}\n    hooks:\n      - id: conflint\n`,
    )
    put('roles/ssh/files/etc/ssh/sshd_config', 'Include /etc/ssh/sshd_config.d/*.conf\nUsePAM yes\n')
  }, 300_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  function put(path: string, text: string): void {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), text)
    git(project, 'add', '.')
  }

  function run() {
    const { status, stdout } = spawnSync('pre-commit', ['run', '--all-files'], {
      cwd: project,
      env: environment,
      encoding: 'utf8',
    })
    return { status, stdout }
  }

  test('a good commit passes', () => {
    const { status, stdout } = run()
    expect(stdout).toMatch(/conflint\.+Passed/)
    expect(status).toBe(0)
  }, 300_000)

  test('a drop-in that contradicts the main file is refused, with a message that names both lines', () => {
    put(
      'roles/ssh/files/etc/ssh/sshd_config',
      'Include /etc/ssh/sshd_config.d/*.conf\nUsePAM yes\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n',
    )
    put('roles/ssh/files/etc/ssh/sshd_config.d/50-cloud-init.conf', 'PasswordAuthentication yes\n')
    const { status, stdout } = run()
    expect(status).toBe(1)
    expect(stdout).toContain('sshd/shadowed-setting')
    expect(stdout).toContain('50-cloud-init.conf')
    expect(stdout).toContain('3 | PasswordAuthentication no')
    expect(stdout.match(/sshd\/shadowed-setting/g)).toHaveLength(1)
  })
})
