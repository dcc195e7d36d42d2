import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '..')
const conflint = join(repository, 'dist/conflint.js')

/** Runs the built command line in the repository, as a user would. */
function run(...given: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [conflint, ...given], {
    cwd: repository,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  })
  return { status, stdout, stderr }
}

test('the command line is built', () => {
  expect(existsSync(conflint)).toBe(true)
})

describe('the stock files of distributions are silent', () => {
  test.each(readdirSync(join(repository, 'fixtures/stock')))('%s', (distribution) => {
    expect(run('--format', 'oneline', `fixtures/stock/${distribution}/etc/ssh`)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    })
  })
})

/** The versions that each stock file is shipped with, or may come to after an upgrade. */
const versions: Readonly<Record<string, string>> = {
  alpine: 'alpine-3.18,alpine-3.19,10.6',
  'debian-12': 'debian-11,debian-12,debian-13,debian-sid,10.6',
  fedora: 'fedora-40,fedora-41,fedora-42,fedora-43,10.6',
  macos: '9.6,9.8,10.0,10.6',
  'rhel-9': 'rhel-9,alma-9,rocky-9,rhel-10,10.6',
  'ubuntu-24.04': 'ubuntu-22.04,ubuntu-24.04,ubuntu-25.10,10.6',
  upstream: '8.7,9.2,9.9,10.0,10.6',
}

describe('and so they are for the versions that they are shipped with', () => {
  test.each(readdirSync(join(repository, 'fixtures/stock')))('%s', (distribution) => {
    const judged = versions[distribution] ?? ''
    const stock = `fixtures/stock/${distribution}/etc/ssh`
    expect(run('--format', 'oneline', '--fail-on', 'info', '--openssh', judged, stock)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    })
  })
})

describe('what must be found in the fixtures', () => {
  const fixtures = readdirSync(join(repository, 'fixtures')).filter((name) => name !== 'stock')

  test.each(fixtures)('%s', async (name) => {
    const { status, stdout, stderr } = run(`fixtures/${name}`)
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    await expect(stdout).toMatchFileSnapshot(`fixtures/${name}.txt`)
  })
})
