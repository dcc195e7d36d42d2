import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { directoryWith } from '../cli/directory.ts'

const repository = join(import.meta.dirname, '../..')
const program = join(repository, 'dist/conflint.js')
const built = existsSync(program)

const files = {
  'ssh/sshd_config': 'Subsystem sftp internal-sftp\nPermitRootLogn no\n',
  'with blanks/sshd_config': 'Subsystem sftp internal-sftp\nX11Forwarding no\nX11Forwarding yes\n',
  'good/sshd_config': 'Subsystem sftp internal-sftp\n',
}

/** Runs a step of a pipeline as these sites do. */
function shell(script: string, directory: string, environment: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
    {
      cwd: directory,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', ...environment },
    },
  )
  return { status, stdout, stderr }
}

describe.skipIf(!built)('the GitHub Action', () => {
  const action = parse(readFileSync(join(repository, 'action.yml'), 'utf8'))
  const [build, lint] = action.runs.steps

  /** Runs the step that lints, with these inputs and the defaults. */
  function run(inputs: Record<string, string>) {
    const directory = directoryWith({ ...files, output: '' })
    const given: Record<string, string> = { ...inputs }
    for (const [name, input] of Object.entries<{ default: string }>(action.inputs))
      given[name] ??= input.default
    const fill = (text: string) =>
      text.replace(/\$\{\{ *([\w.-]+) *\}\}/g, (_, name: string) =>
        name === 'github.action_path' ? repository : (given[name.replace('inputs.', '')] ?? name),
      )
    const environment = Object.fromEntries(
      Object.entries<string>(lint.env).map(([name, text]) => [name, fill(text)]),
    )
    const answer = shell(lint.run, directory, { ...environment, GITHUB_OUTPUT: join(directory, 'output') })
    return { ...answer, directory, output: readFileSync(join(directory, 'output'), 'utf8') }
  }

  test('annotates what it finds, and fails', () => {
    const { status, stdout, output } = run({})
    expect(stdout).toMatch(/^::error file=ssh\/sshd_config,line=2,.*PermitRootLogn/m)
    expect({ status, output }).toEqual({ status: 1, output: 'status=1\n' })
  })

  test('paths stand on lines of their own; nothing of an input is a command', () => {
    const { status, stdout, stderr } = run({ paths: '\nwith blanks/sshd_config\n$(touch hacked); `id`\n' })
    expect(stdout).toContain('file=with blanks/sshd_config,line=3')
    expect(stderr).toBe('conflint: $(touch hacked); `id` does not exist\n')
    expect(status).toBe(3)
  })

  test('writes SARIF beside, and goes on where it is told to', () => {
    const { status, directory, output } = run({ paths: 'ssh', sarif: 'found.sarif', 'fail-on': 'never' })
    expect({ status, output }).toEqual({ status: 0, output: 'status=0\n' })
    const sarif = JSON.parse(readFileSync(join(directory, 'found.sarif'), 'utf8'))
    expect(sarif).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: 'sshd/unknown-keyword' }] }],
    })
  })

  test('every other input is an option', () => {
    const { stderr, status } = run({ paths: 'good', profile: 'strict' })
    expect(stderr).toContain('strict')
    expect(status).toBe(2)
    expect(run({ paths: 'good', openssh: 'debian-12', profile: 'conflicts', format: 'text' })).toMatchObject({
      status: 0,
      stdout: 'No contradictions in 1 file\n',
    })
  })

  test('does not build what is built', () => {
    expect(shell(build.run, repository, {})).toMatchObject({ status: 0, stdout: '' })
  })
})

describe.skipIf(!built)('the job for GitLab', () => {
  const { conflint: job, variables } = parse(
    readFileSync(join(repository, 'integrations/gitlab/conflint.yml'), 'utf8'),
  )

  /** Runs its script with an npx that has the package already. */
  function run(set: Record<string, string>) {
    const npx = `#!/bin/sh\necho "$2" >npx\nshift 3\ntest "$1" = conflint && shift && exec '${process.execPath}' '${program}' "$@"\n`
    const directory = directoryWith({ ...files, 'bin/npx': npx })
    chmodSync(join(directory, 'bin/npx'), 0o755)
    const PATH = `${join(directory, 'bin')}:${process.env.PATH}`
    const all = { ...variables, CONFLINT_PACKAGE: './conflint.tgz', ...set, PATH }
    return { ...shell(job.script.join('\n'), directory, all), directory }
  }

  test('asks no registry: without a tarball it says what is missing', () => {
    expect(run({ CONFLINT_PACKAGE: variables.CONFLINT_PACKAGE })).toMatchObject({
      status: 2,
      stderr: 'CONFLINT_PACKAGE must say where the tarball of conflint is\n',
    })
  })

  test('leaves a report for the merge request, shows it to people, and fails', () => {
    const { status, stdout, directory } = run({})
    expect(status).toBe(1)
    expect(stdout).toContain('sshd/unknown-keyword')
    const report = JSON.parse(readFileSync(join(directory, job.artifacts.reports.codequality), 'utf8'))
    expect(report).toContainEqual(
      expect.objectContaining({
        check_name: 'sshd/unknown-keyword',
        location: { path: 'ssh/sshd_config', lines: { begin: 2, end: 2 } },
      }),
    )
    expect(readFileSync(join(directory, 'npx'), 'utf8')).toBe('--package=./conflint.tgz\n')
    expect(job.artifacts.when).toBe('always')
  })

  test('takes paths and options from its variables', () => {
    const { status, stdout } = run({
      CONFLINT_PATHS: 'good ssh',
      CONFLINT_OPTIONS: '--fail-on never --openssh debian-12',
    })
    expect(status).toBe(0)
    expect(stdout).toMatch(/^1 error in 2 files$/m)
  })
})
