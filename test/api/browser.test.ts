import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const repository = join(import.meta.dirname, '../..')

/** The doors of the library, as they are published. */
const doors = Object.values(manifest.exports).flatMap((door) =>
  typeof door === 'object' ? [door.default] : [],
)

/** One file for a browser, made of a door of the library; and what of it only Node has. */
async function bundled(door: string): Promise<{ code: string; ofNode: readonly string[] }> {
  const ofNode: string[] = []
  const bundle = await rolldown({
    input: join(repository, door),
    platform: 'browser',
    cwd: repository,
    logLevel: 'silent',
    external(id) {
      if (isBuiltin(id)) ofNode.push(id)
      return false
    },
  })
  const { output } = await bundle.generate({ format: 'iife', name: 'conflint', codeSplitting: false })
  await bundle.close()
  return { code: output[0].code, ofNode: [...ofNode, ...output[0].imports] }
}

/** What every browser has, and nothing of Node. */
const web = () => createContext({ TextEncoder, TextDecoder, atob, btoa, URL })

test.each(doors)('%s imports nothing of Node', async (door) => {
  expect((await bundled(door)).ofNode).toEqual([])
})

test('it runs where there is no Node', async () => {
  const { code } = await bundled('dist/library/index.js')
  const answers: unknown = runInContext(
    `${code}
    JSON.stringify([
      typeof process, typeof require, typeof Buffer, typeof setTimeout,
      conflint.lint('PermitRootLogin no\\nPermitRootLogin yes\\n').findings.map(({ rule }) => rule),
      conflint.effective('MaxAuthTries 3\\nPort 22\\n', { dialect: 'sshd' }).get('MaxAuthTries'),
      conflint.diff('UsePAM no\\nPort 22\\n', 'UsePAM yes\\nPort 22\\n').settings.map(({ keyword }) => keyword),
      conflint.fix('AllowUsers a,b\\nPort 22\\n', { unsafe: true }).files,
      conflint.print(conflint.parse('MinUID 100\\n')),
      conflint.report('AllowUsers a,b\\nPort 22\\n', { colour: true }).includes('comma-in-access-list'),
      conflint.report('AllowUsers a,b\\nPort 22\\n', { format: 'sarif' }).includes('comma-in-access-list'),
    ])`,
    web(),
  )
  expect(JSON.parse(String(answers))).toEqual([
    'undefined',
    'undefined',
    'undefined',
    'undefined',
    ['sshd/shadowed-setting'],
    3,
    ['UsePAM'],
    { '/etc/ssh/sshd_config': 'AllowUsers a b\nPort 22\n' },
    'MinUID 100\n',
    true,
    true,
  ])
})

test('rules are read there, too', async () => {
  const { code } = await bundled('dist/library/read.js')
  const answer: unknown = runInContext(
    `${code}
    try { conflint.readRule('id: sshd/x\\ntitle: X\\n', 'x.yaml') } catch (error) { error.message }`,
    web(),
  )
  expect(answer).toContain('x.yaml:1: ')
})

test('what imports Node is noticed', async () => {
  expect((await bundled('src/host/live.ts')).ofNode).toContain('node:fs')
})
