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

describe('what must be found in the fixtures', () => {
  const fixtures = readdirSync(join(repository, 'fixtures')).filter((name) => name !== 'stock')

  test.each(fixtures)('%s', async (name) => {
    const { status, stdout, stderr } = run(`fixtures/${name}`)
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    await expect(stdout).toMatchFileSnapshot(`fixtures/${name}.txt`)
  })
})
