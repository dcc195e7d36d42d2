import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const repository = join(import.meta.dirname, '../..')
const pages = ['docs/api.md', 'README.md']

/** A block of TypeScript, and what stands below it as its output. */
const EXAMPLES = /```ts\n(?<code>[\s\S]*?)```(?:\n\n```text\n(?<output>[\s\S]*?)```)?/g

const examples = pages.flatMap((page) =>
  [...readFileSync(join(repository, page), 'utf8').matchAll(EXAMPLES)].map(({ groups = {} }, index) => ({
    page,
    name: `${page.replace(/\W/g, '-')}-${index + 1}`,
    code: groups.code ?? '',
    output: groups.output,
  })),
)

let consumer = ''

/** A project that has installed the package as npm would, from its tarball. */
beforeAll(() => {
  consumer = mkdtempSync(join(realpathSync(tmpdir()), 'conflint-consumer-'))
  const [{ filename }] = JSON.parse(npm('pack', '--json', '--ignore-scripts', '--pack-destination', consumer))
  mkdirSync(join(consumer, 'node_modules'))
  execFileSync('tar', ['-xzf', filename], { cwd: consumer })
  execFileSync('mv', ['package', 'node_modules/conflint'], { cwd: consumer })
  for (const name of dependenciesOf(Object.keys(manifest.dependencies)))
    cpSync(join(repository, 'node_modules', name), join(consumer, 'node_modules', name), { recursive: true })
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }\n')
  for (const { name, code } of examples) writeFileSync(join(consumer, `${name}.ts`), code)
  writeFileSync(join(consumer, 'types.ts'), TYPES)
}, 120_000)

afterAll(() => rmSync(consumer, { recursive: true, force: true }))

function npm(...argv: string[]): string {
  return execFileSync('npm', argv, { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

/** All that npm would install for these packages. */
function dependenciesOf(names: readonly string[], known = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    if (known.has(name)) continue
    known.add(name)
    const text = readFileSync(join(repository, 'node_modules', name, 'package.json'), 'utf8')
    const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(text)
    dependenciesOf(Object.keys(dependencies), known)
  }
  return known
}

/** What a compiler must know of the package. */
const TYPES = `
import { effective, lint, type Finding, type Report, type Unknown } from 'conflint'
import { sshd, type Dialect } from 'conflint/layers'
import { readRule } from 'conflint/read'

const report: Report = lint('')
const finding: Finding | undefined = report.findings[0]
export const line: number | undefined = finding?.range.start.line
export const tries: number | Unknown = effective('', { dialect: 'sshd' }).get('MaxAuthTries')
// @ts-expect-error there is no such keyword
effective('', { dialect: 'sshd' }).get('MaxAuthTrys')
// @ts-expect-error a number is no text
export const text: string = effective('', { dialect: 'sshd' }).get('MaxAuthTries')
// @ts-expect-error there is no such profile
lint('', { profile: 'everything' })
// @ts-expect-error nobody may change a finding
report.findings.push(finding)
export const dialect: Dialect = sshd
export const id: string = readRule('').id
`

test.each([
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
])('a strict TypeScript project with moduleResolution $moduleResolution compiles', (resolution) => {
  const config = join(consumer, `tsconfig.${resolution.moduleResolution}.json`)
  const compilerOptions = {
    ...resolution,
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    noEmit: true,
  }
  writeFileSync(config, JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const tsc = join(repository, 'node_modules/typescript/bin/tsc')
  expect(output(process.execPath, [tsc, '-p', config])).toBe('')
})

test.each(examples)(
  '$name runs, and prints what the page says',
  async ({ page, name, code, output: expected }) => {
    const bundle = await rolldown({
      input: join(consumer, `${name}.ts`),
      external: /^[^./]/,
      logLevel: 'silent',
    })
    await bundle.write({ file: join(consumer, `${name}.mjs`) })
    await bundle.close()
    const printed = output(process.execPath, [`${name}.mjs`])
    if (process.env.CONFLINT_UPDATE_README === '1' && expected !== undefined) {
      const text = readFileSync(join(repository, page), 'utf8')
      writeFileSync(
        join(repository, page),
        text.replace(
          `${code}\`\`\`\n\n\`\`\`text\n${expected}\`\`\``,
          () => `${code}\`\`\`\n\n\`\`\`text\n${printed}\`\`\``,
        ),
      )
    } else if (expected !== undefined) expect(printed).toBe(expected)
  },
)

test('every export of the package has a word in its page', () => {
  const page = readFileSync(join(repository, 'docs/api.md'), 'utf8')
  const index = readFileSync(join(repository, 'src/index.ts'), 'utf8')
  const functions = [...index.matchAll(/^export \{([^}]*)\}/gm)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => !name.startsWith('type '))
  expect(functions.length).toBeGreaterThan(10)
  expect(functions.filter((name) => !page.includes(name))).toEqual([])
})

test('all that package.json promises is in the package', () => {
  const promised = Object.values(manifest.exports).flatMap((door) =>
    typeof door === 'string' ? [door] : [door.types, door.default],
  )
  for (const path of [...promised, manifest.bin.conflint, manifest.man])
    expect(readFileSync(join(consumer, 'node_modules/conflint', path)).length).toBeGreaterThan(0)
})

/** What a program prints, be it right or wrong. */
function output(program: string, argv: readonly string[]): string {
  try {
    return execFileSync(program, argv, {
      cwd: consumer,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    return error instanceof Error && 'stdout' in error && 'stderr' in error
      ? `${error.stdout}${error.stderr}`
      : String(error)
  }
}
