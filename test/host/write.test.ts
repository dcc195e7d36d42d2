import { spawn } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'rolldown'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { replaceFiles } from '../../src/host/write.ts'

const folder = mkdtempSync(join(tmpdir(), 'conflint-write-'))
const tree = join(folder, 'tree')
const one = join(tree, 'sshd_config')
const two = join(tree, '10-local.conf')
const bytes = (text: string) => new TextEncoder().encode(text)

beforeEach(() => {
  rmSync(tree, { recursive: true, force: true })
  mkdirSync(tree)
  writeFileSync(one, 'old\n')
  writeFileSync(two, 'old too\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

test('contents change, the mode stays, and nothing else is left behind', () => {
  chmodSync(one, 0o640)
  replaceFiles(
    new Map([
      [one, bytes('new\n')],
      [two, bytes('new too\n')],
    ]),
  )
  expect(readFileSync(one, 'utf8')).toBe('new\n')
  expect(readFileSync(two, 'utf8')).toBe('new too\n')
  expect(statSync(one).mode & 0o7777).toBe(0o640)
  expect(readdirSync(tree).sort()).toEqual(['10-local.conf', 'sshd_config'])
})

test('a copy of the old file, where one is wanted', () => {
  replaceFiles(new Map([[one, bytes('new\n')]]), '~')
  expect(readFileSync(`${one}~`, 'utf8')).toBe('old\n')
})

test('a symbolic link stays, and what it points to is replaced', () => {
  const link = join(tree, 'link')
  symlinkSync('sshd_config', link)
  replaceFiles(new Map([[link, bytes('new\n')]]))
  expect(readlinkSync(link)).toBe('sshd_config')
  expect(readFileSync(one, 'utf8')).toBe('new\n')
})

test('when one file cannot be written, none is', () => {
  expect(() =>
    replaceFiles(
      new Map([
        [one, bytes('new\n')],
        [join(tree, 'missing'), bytes('x')],
      ]),
    ),
  ).toThrow()
  expect(readFileSync(one, 'utf8')).toBe('old\n')
  expect(readdirSync(tree).sort()).toEqual(['10-local.conf', 'sshd_config'])
})

test('killed at any moment, each file is the old one or the new one', async () => {
  const script = join(folder, 'loop.mjs')
  const source = join(folder, 'source.mjs')
  writeFileSync(
    source,
    `import { replaceFiles } from ${JSON.stringify(join(import.meta.dirname, '../../src/host/write.ts'))}
      for (let turn = 0; ; turn++) replaceFiles(new Map([[${JSON.stringify(one)}, Buffer.alloc(100000, turn % 2 ? 'a' : 'b')]]))`,
  )
  await build({ input: source, platform: 'node', output: { file: script } })
  writeFileSync(one, 'a'.repeat(100000))
  for (let round = 0; round < 15; round++) {
    const writer = spawn(process.execPath, [script], { stdio: 'ignore' })
    await new Promise((resolve) => setTimeout(resolve, 60 + round * 7))
    writer.kill('SIGKILL')
    await new Promise((resolve) => writer.once('exit', resolve))
    expect(readFileSync(one, 'utf8')).toMatch(/^(a{100000}|b{100000})$/)
  }
})
