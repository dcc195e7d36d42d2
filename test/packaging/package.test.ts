import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { directoryWith } from '../cli/directory.ts'

const repository = join(import.meta.dirname, '../..')
const inRepository = (path: string) => readFileSync(join(repository, path), 'utf8')
const built = existsSync(join(repository, 'dist/library/index.js'))

describe.skipIf(!built)('the package', () => {
  const [{ files }]: [{ files: { path: string; size: number; mode: number }[] }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: repository,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  const paths = files.map(({ path }) => path)

  test('holds the program, the library, the manual, and nothing of the workshop', () => {
    const places = new Set(paths.map((path) => path.replace(/\/.*/, '')))
    expect([...places].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'man',
      'package.json',
    ])
    expect(paths).toContain('dist/conflint.js')
    expect(paths).toContain('man/conflint.1')
    expect(paths.filter((path) => /\.map$|\.test\.|(^|\/)node_modules\//.test(path))).toEqual([])
    expect(files.find(({ path }) => path === 'dist/conflint.js')?.mode).toBe(0o755)
  })

  test('every door of package.json is there', () => {
    const { exports: doors, bin, man } = JSON.parse(inRepository('package.json'))
    const targets = Object.values<string | Record<string, string>>(doors).flatMap((door) =>
      typeof door === 'string' ? [door] : Object.values(door),
    )
    for (const target of [...targets, bin.conflint, man]) expect(paths).toContain(target.replace(/^\.\//, ''))
  })

  test('names the licences of all that is bundled', () => {
    expect(paths).toContain('dist/THIRD-PARTY-LICENCES.txt')
    const licences = inRepository('dist/THIRD-PARTY-LICENCES.txt')
    for (const name of ['ajv', 'yaml', 'yargs', 'ansis', 'diff']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d[^ ]* \\(.+\\)$`, 'm'))
    }
    // Nothing of the development gets in.
    expect(licences).not.toMatch(/^(rolldown|vitest|typescript|fast-check|@biomejs)/m)
  })

  test('its declarations are complete for whoever checks them', () => {
    const directory = directoryWith({
      'use.ts': `import { conflint, lint, sshdParse } from 'conflint'
import * as layers from 'conflint/layers'
import * as read from 'conflint/read'
export const all = [conflint, lint, sshdParse, layers, read]
`,
      'package.json': '{ "type": "module" }',
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          module: 'nodenext',
          target: 'es2023',
          lib: ['es2023', 'dom'],
          strict: true,
          noEmit: true,
          types: [],
        },
        include: ['use.ts'],
      }),
    })
    execFileSync('mkdir', [join(directory, 'node_modules')])
    for (const name of ['unified', 'vfile', 'vfile-message', '@types'])
      symlinkSync(join(repository, 'node_modules', name), join(directory, 'node_modules', name))
    symlinkSync(repository, join(directory, 'node_modules/conflint'))
    const compiler = join(repository, 'node_modules/typescript/bin/tsc')
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', directory], { encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  test('the bill of materials names what is bundled and what npm installs, and no tools', () => {
    const bill = JSON.parse(
      execFileSync(process.execPath, ['scripts/sbom.mjs'], { cwd: repository, encoding: 'utf8' }),
    )
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'conflint' } } })
    const names: string[] = bill.components.map(({ name }: { name: string }) => name)
    expect(names).toEqual(expect.arrayContaining(['ajv', 'yaml', 'yargs', 'unified', 'vfile']))
    expect(names).not.toContain('vitest')
    expect(bill.components.every(({ hashes }: { hashes?: unknown[] }) => hashes?.length)).toBe(true)
  })
})
