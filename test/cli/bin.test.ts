import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { directoryWith } from './directory.ts'

const program = join(import.meta.dirname, '../../dist/conflint.js')

describe.skipIf(!existsSync(program))('the built program', () => {
  const sshd_config = 'Subsystem sftp internal-sftp\nPermitRootLogn no\n'

  function call(argv: readonly string[], input = '') {
    const directory = directoryWith({ sshd_config })
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
      cwd: directory,
      input,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '' },
    })
    return { status, stdout, stderr }
  }

  test('reads files and standard input, and tells the outcome by its exit status', () => {
    for (const answer of [
      call(['--format=oneline', 'sshd_config']),
      call(['--format=oneline', '-'], sshd_config),
    ]) {
      expect(answer).toMatchObject({ status: 1, stderr: '' })
      expect(answer.stdout).toMatch(/^(sshd_config|<stdin>):2:1: error: .*\[sshd\/unknown-keyword\]\n$/)
    }
    expect(call(['--format=oneline', '-'], 'Subsystem sftp internal-sftp\n')).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    })
    expect(call(['absent'])).toEqual({ status: 3, stdout: '', stderr: 'conflint: absent does not exist\n' })
    expect(call(['--absent'])).toMatchObject({ status: 2, stdout: '' })
  })

  test('does not mind a reader that has seen enough', () => {
    const directory = directoryWith({ sshd_config: `${sshd_config}${'PermitRootLogn no\n'.repeat(5000)}` })
    const command = `"${process.execPath}" "${program}" --format text sshd_config 2>errors | head -n 1 >first; cat errors`
    expect(execFileSync('sh', ['-c', command], { cwd: directory, encoding: 'utf8' })).toBe('')
  })

  test('reads neither YAML nor schemas for a check', () => {
    const parts = readdirSync(join(dirname(program), 'parts'))
    const check = parts
      .filter((name) => /^check-/.test(name))
      .map((name) => join(dirname(program), 'parts', name))
    expect(check).toHaveLength(1)
    const loaded = closure([program, ...check])
    expect(loaded.size).toBeGreaterThan(1)
    for (const file of loaded) expect(readFileSync(file, 'utf8')).not.toMatch(/strictTypes|lineCounter/)
  })
})

/** The files that are loaded before anything is asked for. */
function closure(files: readonly string[], seen = new Set<string>()): Set<string> {
  for (const file of files) {
    if (seen.has(file)) continue
    seen.add(file)
    const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import)"(\.[^"]+)"/g)
    closure(
      [...imports].map(([, name = '']) => join(dirname(file), name)),
      seen,
    )
  }
  return seen
}
