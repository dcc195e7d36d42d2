import { describe, expect, test } from 'vitest'
import { DUMP_LINES } from '../../../src/dialects/sshd/dump/lines.ts'
import { findTarget, RELEASES } from '../../../src/dialects/sshd/index.ts'
import { KEYWORD_NAMES } from '../../../src/dialects/sshd/keywords/lookup.ts'
import { KEYWORDS } from '../../../src/dialects/sshd/keywords/table.ts'
import { configOf, dumped } from './config-of.ts'

describe('versions', () => {
  test.each([
    ['9.2', '9.2', 'permissive'],
    ['OpenSSH_8.4p1', '8.4p1', 'permissive'],
    ['debian-12', '9.2', 'debian'],
    ['ubuntu-24.04', '9.6', 'debian'],
    ['rhel-9', '8.7', 'red-hat'],
    ['rhel-9.4', '8.7', 'red-hat'],
    ['Ubuntu-22.10', '9.0', 'debian'],
    ['alpine-3.16', '9.0', 'alpine'],
    ['9.6/portable', '9.6', 'portable'],
  ])('%s is OpenSSH %s, built as %s', (name, version, build) => {
    expect(findTarget(name)).toMatchObject({ version, build: { name: build } })
  })

  test('what is no version is none', () => {
    expect(['x', '9', 'debian-99', '9.2/x'].map(findTarget)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test.each(RELEASES)('%s prints every keyword that it has, once', (version) => {
    const config = configOf('', version)
    const printed = DUMP_LINES.map(({ keyword }) => keyword)

    expect(config.refusal).toBeUndefined()
    expect(dumped(config, [...KEYWORD_NAMES]).length).toBeGreaterThan(70)
    expect(KEYWORD_NAMES.filter((name) => !printed.includes(name) && !('vendor' in KEYWORDS[name]))).toEqual([
      'UsePrivilegeSeparation',
    ])
  })

  test('the keyword is printed as that version does', () => {
    const lines = (version: string) =>
      dumped(configOf('', version), ['port', 'MaxAuthTries', 'MACs']).map((line) => line.split(' ')[0])

    expect(lines('9.9')).toEqual(['port', 'maxauthtries', 'macs'])
    expect(lines('10.4')).toEqual(['port', 'MaxAuthTries', 'Macs'])
    expect(lines('10.6')).toEqual(['Port', 'MaxAuthTries', 'Macs'])
  })
})
