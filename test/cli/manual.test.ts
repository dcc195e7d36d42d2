import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandLines, spellings } from '../../src/cli/command-lines.ts'
import { manual } from '../../src/cli/manual.ts'
import { VERSION } from '../../src/judgement/version.ts'

const page = manual(VERSION)

test('conflint(1) is not stale (node scripts/build.mjs --docs writes it)', () => {
  expect(readFileSync(join(import.meta.dirname, '../../man/conflint.1'), 'utf8')).toBe(page)
})

describe.skipIf(spawnSync('groff', ['--version']).status !== 0)('as man shows it', () => {
  const { stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-rLL=100n', '-P-cbou'], {
    input: page,
    encoding: 'utf8',
  })

  test('without warnings', () => {
    expect(stderr).toBe('')
  })

  test('with every command, option and example', () => {
    const text = stdout.replaceAll('−', '-').replaceAll('‐', '-').replaceAll(/\s+/g, ' ')
    for (const { options, describe, examples } of commandLines) {
      expect(text).toContain(`${describe}.`)
      for (const [name, option] of Object.entries(options))
        expect(text).toContain(spellings(name, option).join(', '))
      for (const [example] of examples) expect(text).toContain(example.replace('$0', 'conflint'))
    }
  })
})
