import { describe, expect, test } from 'vitest'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { fixAll } from '../../src/fix/fix.ts'
import type { Judged } from '../../src/fix/prove.ts'
import type { Host } from '../../src/host/host.ts'
import { memory } from '../../src/host/memory.ts'
import { builtin } from '../../src/rules/builtin.ts'
import { lint } from '../../src/rules/lint.ts'

const entry = '/etc/ssh/sshd_config'
const { rules, laws } = await builtin('sshd')

function judge(host: Host): Judged {
  const config = sshd.resolve(entry, host, {})
  const parameters = { agentKeys: 5, assumedVersion: false }
  const options = { rules, laws, dialect: sshd, host, parameters, profile: 'conflicts' } as const
  const { findings, complete } = lint(config, options)
  return { config, findings, complete }
}

const bytes = (...parts: readonly (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : [part])))

function fixed(files: Record<string, Uint8Array>, path = entry): string {
  const host = memory(files)
  const after = fixAll(judge(host), host, judge, true).host.read(path)
  return after instanceof Uint8Array ? Buffer.from(after).toString('latin1') : 'no file'
}

describe('bytes that no fix is about stay as they are', () => {
  test('Latin-1', () => {
    const before = bytes('# f', 0xfc, 'r alle\nUsePrivilegeSeparation yes\nMaxAuthTries 0 # z', 0xe4, 'h\n')
    expect(fixed({ [entry]: before })).toBe('# f\xfcr alle\nMaxAuthTries 6 # z\xe4h\n')
  })

  test('UTF-8 beside a file in Latin-1', () => {
    const before = bytes('# für alle\nMaxAuthTries 0\nInclude /etc/ssh/more.conf\n')
    const files = { [entry]: before, '/etc/ssh/more.conf': bytes('# m', 0xf6, 'ge\n') }
    const after = bytes('# für alle\nMaxAuthTries 6\nInclude /etc/ssh/more.conf\n')
    expect(fixed(files)).toBe(Buffer.from(after).toString('latin1'))
  })

  test('line endings of both kinds, and a last line without one', () => {
    const before = bytes('Port 22\r\nPort 2222\nMatch User bob\r\n\tMaxAuthTries 0')
    expect(fixed({ [entry]: before })).toContain('Match User bob\r\n\tMaxAuthTries 6')
    expect(fixed({ [entry]: before })).toContain('Port 22\r\nPort 2222\n')
  })

  test('a file with a byte order mark, which sshd refuses, is fixed in the rest', () => {
    const before = bytes(0xef, 0xbb, 0xbf, 'Port 22\nMaxAuthTries 0\n')
    expect(fixed({ [entry]: before })).toContain('\xef\xbb\xbfPort 22\nMaxAuthTries 6\n')
  })
})
