import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Arguments, all } from '../../src/cli/arguments.ts'
import { commandLines } from '../../src/cli/command-lines.ts'
import { parse } from '../../src/cli/parse.ts'
import { plainCall } from '../../src/cli/plain-call.ts'
import { silentTerminal } from '../../src/cli/terminal/silent-terminal.ts'

const names = Object.keys(commandLines[0]?.options ?? {})
const words = fc.oneof(
  fc.constantFrom(...names, 'no-such').map((name) => `--${name}`),
  fc
    .tuple(
      fc.constantFrom(...names),
      fc.constantFrom('json', '', '0', '-1', 'a b', "'x'", 'true', '[1]', 'a=b'),
    )
    .map(([name, value]) => `--${name}=${value}`),
  fc.constantFrom(
    'a',
    'check',
    'rules',
    '-',
    '--',
    '-q',
    '-v',
    '07',
    '1e3',
    '',
    'a b',
    '"x"',
    'x=y',
    '--path',
    '-5',
  ),
  fc.constantFrom(
    '/etc/ssh/sshd_config',
    '--no-quiet',
    '--__proto__',
    '--constructor',
    'json',
    'safe',
    'null',
  ),
)

/** What the command would see of these arguments. */
function seen(given: Arguments): Record<string, unknown> {
  const paths = [...all(given, 'path'), ...all(given, '--')]
  const options = names.map((name) => [name, given[name] === true ? true : all(given, name)])
  return { paths, ...Object.fromEntries(options) }
}

test('a call that is understood without yargs means what it means to yargs', async () => {
  let plain = 0
  await fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 5 }), async (argv) => {
      const call = plainCall(argv)
      if (call === undefined) return
      plain += 1
      const parsed = await parse(argv, silentTerminal('/'))
      if (!('given' in parsed)) throw new Error(`yargs prints ${parsed.output}`)
      expect(seen(call.given)).toEqual(seen(parsed.given))
      expect(call.command).toBe(parsed.command)
    }),
    { numRuns: 500 },
  )
  expect(plain).toBeGreaterThan(50)
})

test.each([
  [['sshd_config']],
  [['check', 'etc/ssh']],
  [['--format', 'json', '--as', '/etc/ssh/sshd_config', 'new.conf']],
  [['--format=oneline', '--format=sarif=report.sarif', '--quiet', '-']],
])('%j needs no yargs', (argv) => {
  expect(plainCall(argv)).toBeDefined()
})

test.each([[['--help']], [['effective', 'sshd_config']], [['--fix', 'sshd_config']], [['--format']]])(
  '%j is for yargs',
  (argv) => {
    expect(plainCall(argv)).toBeUndefined()
  },
)
