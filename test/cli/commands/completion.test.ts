import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { bashCompletion } from '../../../src/cli/completion/bash.ts'
import { completedCommands } from '../../../src/cli/completion/model.ts'
import { conflint } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const commands = completedCommands()
const isThere = (shell: string) => spawnSync(shell, ['--version']).status === 0

/** What bash offers at the end of a line; a word for itself ends with a blank. */
function inBash(line: string, directory = directoryWith({})): string[] {
  // Readline takes words apart at = and :, too.
  const words = line.split(/([\s=:])/).filter((word) => word.trim() !== '')
  const open = /\s$/.test(line) ? [...words, ''] : words
  const script = `${bashCompletion(commands)}
conflint() { printf 'sshd/one  warning  One\\nsshd/two  error  Two\\n'; }
COMP_WORDS=(${open.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${open.length - 1}
_conflint; printf '%s\\n' "\${COMPREPLY[@]}"
`
  const output = execFileSync('bash', ['--norc', '-c', script], { cwd: directory, encoding: 'utf8' })
  return output
    .split('\n')
    .filter((word) => word !== '')
    .sort()
}

describe.skipIf(!isThere('bash'))('bash', () => {
  test.each([
    ['conflint eff', ['effective']],
    ['conflint --prof', ['--profile']],
    ['conflint --profile ', ['all', 'conflicts', 'hardening']],
    ['conflint --profile=', ['all', 'conflicts', 'hardening']],
    ['conflint --profile=h', ['hardening']],
    ['conflint check --fail-on e', ['error']],
    ['conflint --format=s', ['sarif']],
    ['conflint effective --format ', ['json', 'text']],
    ['conflint effective --profile ', []],
    ['conflint explain sshd/t', ['sshd/two']],
    ['conflint completion ', ['bash', 'fish', 'zsh']],
    ['conflint --openssh ', []],
  ])('%s', (line, expected) => {
    expect(inBash(line)).toEqual(expected)
  })

  test('files and directories', () => {
    const directory = directoryWith({ sshd_config: '', 'image/etc/ssh/sshd_config': '' })
    expect(inBash('conflint ss', directory)).toEqual(['sshd_config'])
    expect(inBash('conflint --root ', directory)).toEqual(['image'])
    expect(inBash('conflint why image/etc/ssh/', directory)).toEqual(['image/etc/ssh/sshd_config'])
  })

  test('all options of a command', () => {
    for (const { name, options } of commands) {
      const names = options.flatMap((option) => option.names)
      expect(inBash(`conflint ${name} -`)).toEqual([...names, '--help', '--version'].sort())
    }
  })
})

describe.each(['bash', 'zsh', 'fish'] as const)('the script for %s', (shell) => {
  test('names every command and every option, and what an option takes', async () => {
    const { out, status } = await conflint(directoryWith({}), ['completion', shell])
    expect(status).toBe(0)
    for (const { name, options } of commands) {
      expect(out).toContain(name)
      for (const option of options.flatMap(({ names }) => names))
        expect(out).toContain(
          shell === 'fish'
            ? option
                .replace(/^--/, '-l ')
                .replace(/^-(?=\w( |$))/, '-s ')
                .slice(3)
            : option,
        )
    }
    for (const word of ['hardening', 'junit', 'pure-ftpd', 'unsafe']) expect(out).toContain(word)
  })

  test.skipIf(!isThere(shell))('is one that the shell reads', async () => {
    const { out } = await conflint(directoryWith({}), ['completion', shell])
    expect(spawnSync(shell, ['-n'], { input: out, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    })
  })
})

test('another shell is refused', async () => {
  expect(await conflint(directoryWith({}), ['completion', 'tcsh'])).toMatchObject({
    status: 2,
    error: 'conflint: completion is for bash, zsh, fish, not for tcsh\n',
  })
})
