import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installConflint } from './install.ts'

const required = process.env.CONFLINT_REQUIRE_ORACLE === '1'
const present = spawnSync('pre-commit', ['--version']).status === 0
const repository = join(import.meta.dirname, '../..')

test('pre-commit is here', () => {
  if (required) expect(present).toBe(true)
})

const folder = mkdtempSync(join(tmpdir(), 'conflint-pre-commit-'))
const hooks = join(folder, 'hooks')
const environment = {
  ...process.env,
  PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
  PRE_COMMIT_HOME: join(folder, 'cache'),
  NO_COLOR: '1',
}
afterAll(() => rmSync(folder, { recursive: true }))

function git(directory: string, ...given: string[]): string {
  return execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...given], {
    cwd: directory,
    env: environment,
    encoding: 'utf8',
  })
}

/** A repository of somebody who uses a hook. */
class Project {
  readonly #directory: string

  constructor(hook: string) {
    this.#directory = join(folder, `project-${hook}`)
    mkdirSync(this.#directory)
    git(this.#directory, 'init', '-q')
    const revision = git(hooks, 'rev-parse', 'HEAD').trim()
    this.put(
      '.pre-commit-config.yaml',
      `repos:\n  - repo: ${hooks}\n    rev: ${revision}\n    hooks:\n      - id: ${hook}\n`,
    )
  }

  put(path: string, text: string): void {
    const file = join(this.#directory, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    git(this.#directory, 'add', '.')
  }

  /** Takes all files but the configuration of pre-commit away. */
  clear(): void {
    git(this.#directory, 'rm', '-r', '-q', '-f', '--ignore-unmatch', 'roles', 'files', 'templates')
  }

  run() {
    const { status, stdout } = spawnSync('pre-commit', ['run', '--all-files'], {
      cwd: this.#directory,
      env: environment,
      encoding: 'utf8',
    })
    return { status, stdout }
  }
}

const main = 'roles/ssh/files/etc/ssh/sshd_config'
const include = 'Include /etc/ssh/sshd_config.d/*.conf\nUsePAM yes\n'

describe.skipIf(!present)('the real pre-commit, with this repository as the hook repository', () => {
  beforeAll(() => {
    git(folder, 'clone', '-q', repository, hooks)
    installConflint(folder)
  }, 300_000)

  describe.each(['conflint', 'conflint-system'])('the hook %s', (hook) => {
    let project: Project

    beforeAll(() => {
      project = new Project(hook)
    })

    test('a good commit passes', () => {
      project.put(main, include)
      const { status, stdout } = project.run()
      expect(stdout).toMatch(/conflint.*\.+Passed/)
      expect(status).toBe(0)
    }, 300_000)

    test('a drop-in that contradicts the main file is refused, with a message that names both lines', () => {
      project.put(main, `${include}PasswordAuthentication no\nKbdInteractiveAuthentication no\n`)
      project.put(`${main}.d/50-cloud-init.conf`, 'PasswordAuthentication yes\n')
      const { status, stdout } = project.run()
      expect(status).toBe(1)
      expect(stdout).toContain('sshd/shadowed-setting')
      expect(stdout).toContain('50-cloud-init.conf')
      expect(stdout).toContain('3 | PasswordAuthentication no')
      // Both arrive by themselves, and are one tree.
      expect(stdout).toMatch(/^1 error in 2 files$/m)
    })

    test('a template is judged by what it says literally', () => {
      project.clear()
      project.put(
        'roles/ssh/templates/sshd_config.j2',
        'Port {{ port }}\nUsePAM yes\nPermitRootLogin {{ root }}\n',
      )
      expect(project.run()).toMatchObject({ status: 0 })
      project.put(
        'roles/ssh/templates/sshd_config.j2',
        'Port {{ port }}\nUsePAM yes\nPermitRootLogn {{ root }}\n',
      )
      const { status, stdout } = project.run()
      expect(status).toBe(1)
      expect(stdout).toContain('roles/ssh/templates/sshd_config.j2')
      expect(stdout).toContain('sshd/unknown-keyword')
      expect(stdout).toContain('3 | PermitRootLogn {{ root }}')
    })

    test('other files do not matter', () => {
      project.clear()
      project.put('files/notes.conf', 'PermitRootLogn no\n')
      expect(project.run().stdout).toContain('(no files to check)Skipped')
    })
  })
})
