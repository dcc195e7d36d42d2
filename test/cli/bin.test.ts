import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { directoryWith } from './directory.ts'

const program = join(import.meta.dirname, '../../dist/conflint.js')

describe.skipIf(!existsSync(program))('the built program', () => {
  const sshd_config = 'Subsystem sftp internal-sftp\nPermitRootLogn no\n'

  function call(argv: readonly string[], input = '', started = program) {
    const directory = directoryWith({ sshd_config })
    const { status, stdout, stderr } = spawnSync(process.execPath, [started, ...argv], {
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

  test('knows characters beyond ASCII: its parts are read as bytes, and hold none as they are', () => {
    const parts = join(dirname(program), 'parts')
    for (const name of readdirSync(parts).filter((file) => file.endsWith('.cjs')))
      expect(readFileSync(join(parts, name), 'utf8').search(/[^\0-\x7f]/), name).toBe(-1)
    expect(call(['--format=oneline', '-'], '\uFEFFPermitRootLogin no\n').stdout).toContain(
      '[sshd/file-damage]',
    )
  })

  test('loads neither yargs nor YAML nor schemas for a check', () => {
    const parts = join(dirname(program), 'parts')
    const used = readdirSync(join(parts, `${process.arch}-${process.versions.v8}`))
    expect(used).toContain('sshd.cjs')
    for (const heavy of ['yargs.cjs', 'yaml.cjs', 'ajv.cjs']) {
      expect(readdirSync(parts)).toContain(heavy)
      expect(used).not.toContain(heavy)
    }
  })

  test('does the same without bytecode, and with bytecode that does not fit', () => {
    const report = call(['--format=oneline', 'sshd_config'])
    for (const spoil of [
      (bytecode: string) => rmSync(bytecode, { recursive: true }),
      (bytecode: string) => writeFileSync(join(bytecode, 'program.cjs'), 'no bytecode'),
      (bytecode: string) => writeFileSync(join(bytecode, 'program.cjs'), ''),
    ]) {
      const copy = directoryWith({})
      cpSync(dirname(program), copy, { recursive: true })
      spoil(join(copy, 'parts', `${process.arch}-${process.versions.v8}`))
      expect(call(['--format=oneline', 'sshd_config'], '', join(copy, 'conflint.js'))).toEqual(report)
    }
  })
})
