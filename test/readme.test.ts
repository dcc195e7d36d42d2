import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const repository = join(import.meta.dirname, '..')
const readme = join(repository, 'README.md')

/** A console block that shows one command and what it prints. */
const blocks = /```console\n\$ conflint (?<given>.*)\n(?<output>[\s\S]*?)```/g

function outputOf(given: string): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(repository, 'dist/conflint.js'), ...given.split(' ')],
    {
      cwd: repository,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, NO_COLOR: '1' },
    },
  )
  return stdout + stderr
}

test('the README shows what conflint really prints (CONFLINT_UPDATE_README=1 rewrites it)', () => {
  const text = readFileSync(readme, 'utf8')
  const actual = text.replace(
    blocks,
    (_, given: string) => `\`\`\`console\n$ conflint ${given}\n${outputOf(given)}\`\`\``,
  )
  if (process.env.CONFLINT_UPDATE_README === '1') writeFileSync(readme, actual)
  expect(actual.match(blocks)?.length).toBeGreaterThan(0)
  expect(readFileSync(readme, 'utf8')).toBe(actual)
})
