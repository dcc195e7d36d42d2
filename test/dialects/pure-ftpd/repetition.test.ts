import { describe, expect, it } from 'vitest'
import { effectiveValue } from '../../../src/dialects/pure-ftpd/index.ts'
import { UNKNOWN, type Unknown } from '../../../src/host/host.ts'
import { effective, native } from './support.ts'

describe('several lines of one directive', () => {
  it('the last value wins', () => {
    const config = native('MinUID 100\nMinUID 1000\n')
    expect(effective(config, 'MinUID')).toEqual({
      value: 1000,
      lines: [2],
      losers: ['1 last-value-wins 2'],
    })
  })

  it('the first ForcePassiveIP wins', () => {
    const config = native('ForcePassiveIP 1.2.3.4\nForcePassiveIP 5.6.7.8\n')
    expect(effective(config, 'ForcePassiveIP')).toEqual({
      value: '1.2.3.4',
      lines: [1],
      losers: ['2 first-value-wins 1'],
    })
  })

  it('no undoes nothing', () => {
    const config = native('NoAnonymous yes\nNoAnonymous no\n')
    expect(effective(config, 'NoAnonymous')).toEqual({
      value: 'yes',
      lines: [1],
      losers: ['2 false-undoes-nothing 1'],
    })
  })

  it('a lone no is where the value comes from', () => {
    expect(effective(native('NoAnonymous no\n'), 'NoAnonymous')).toEqual({
      value: 'no',
      lines: [1],
      losers: [],
    })
  })

  it('AltLog takes the first path and the last format', () => {
    const config = native('AltLog clf:/a\nAltLog w3c:/b\n')
    expect(effective(config, 'AltLog')).toEqual({
      value: { path: '/a', format: 'w3c' },
      lines: [1, 2],
      losers: ['1 last-value-wins 2', '2 first-value-wins 1'],
    })
  })

  it('Bind takes the first address and the last port', () => {
    const config = native('Bind 127.0.0.1,21\nBind 10.0.0.1,2121\n')
    expect(effective(config, 'Bind')).toEqual({
      value: { address: '127.0.0.1', port: '2121' },
      lines: [1, 2],
      losers: ['2 first-value-wins 1', '1 last-value-wins 2'],
    })
  })

  it('Bind without a comma is a port', () => {
    expect(effective(native('Bind 127.0.0.1\n'), 'Bind').value).toEqual({ address: '', port: '127.0.0.1' })
  })

  it('every PureDB line makes a link, and all use the last path', () => {
    const config = native('PureDB /a\nUnixAuthentication yes\nPureDB /b\n')
    expect(config.chain.map(({ backEnd }) => backEnd)).toEqual(['puredb', 'unix', 'puredb'])
    expect(effective(config, 'PureDB')).toEqual({ value: '/b', lines: [3], losers: ['1 last-value-wins 3'] })
  })

  it('an unknown facility changes nothing, and none stays', () => {
    expect(effective(native('SyslogFacility local0\nSyslogFacility bogus\n'), 'SyslogFacility').value).toBe(
      'local0',
    )
    expect(effective(native('SyslogFacility none\nSyslogFacility local0\n'), 'SyslogFacility').value).toBe(
      'none',
    )
  })
})

describe('directives that share variables', () => {
  it('AllowAnonymousFXP then AllowUserFXP: only authenticated sessions', () => {
    const config = native('AllowAnonymousFXP yes\nAllowUserFXP yes\n')
    expect(effective(config, 'AllowAnonymousFXP')).toEqual({
      value: 'no',
      lines: [],
      losers: ['1 last-of-group-wins 2'],
    })
    expect(effective(config, 'AllowUserFXP')).toEqual({ value: 'yes', lines: [2], losers: [] })
  })

  it('AnonymousOnly then NoAnonymous: nobody is anonymous', () => {
    const config = native('AnonymousOnly yes\nNoAnonymous yes\n')
    expect(effective(config, 'AnonymousOnly').losers).toEqual(['1 last-of-group-wins 2'])
    expect(effective(config, 'NoAnonymous').value).toBe('yes')
  })

  it('ChrootEveryone then TrustedGID: the group escapes', () => {
    const config = native('ChrootEveryone yes\nTrustedGID 100\n')
    expect(effective(config, 'ChrootEveryone').value).toBe('no')
    expect(effective(config, 'TrustedGID')).toEqual({ value: 100, lines: [2], losers: [] })
  })

  it('UserBandwidth then AnonymousBandwidth: users are not throttled', () => {
    const config = native('UserBandwidth 50\nAnonymousBandwidth 8\n')
    expect(effective(config, 'UserBandwidth')).toEqual({
      value: 'none',
      lines: [],
      losers: ['1 last-of-group-wins 2'],
    })
    expect(effective(config, 'AnonymousBandwidth').value).toEqual({ upload: 8, download: 8 })
  })

  it('UserRatio then AnonymousRatio: the last pair, for everybody', () => {
    const config = native('UserRatio 1 5\nAnonymousRatio 1 10\n')
    expect(effective(config, 'UserRatio')).toEqual({
      value: { upload: 1, download: 10 },
      lines: [1],
      losers: ['1 last-of-group-wins 2'],
    })
  })
})

describe('numbers', () => {
  it.each([
    ['MaxClientsNumber 010', 'MaxClientsNumber', 8],
    ['MinUID 4294967296', 'MinUID', 0],
    ['MinUID 010', 'MinUID', 10],
    ['MaxIdleTime 0', 'MaxIdleTime', 15],
    ['MaxDiskUsage 150', 'MaxDiskUsage', 'none'],
    ['Umask 188:022', 'Umask', { files: 1, directories: 0o22 }],
    ['TLS 4294967297', 'TLS', 1],
  ])('%s', (line, keyword, value) => {
    expect(effective(native(`${line}\n`), keyword).value).toEqual(value)
  })

  it.each([
    ['MaxClientsNumber 08', 'Configuration error: Illegal user limit: 08'],
    ['UserBandwidth 0 5', 'Configuration error: Illegal value for throttling: 0'],
    ['PassivePortRange 50000 30000', 'Configuration error: Illegal ports range: 50000:30000'],
    ['Umask 133:1777', 'Configuration error: Invalid umask: 133'],
  ])('%s stops the server', (line, words) => {
    expect(native(`${line}\n`).refusal).toEqual({ stage: 'options', words: `421 ${words}` })
  })
})

describe('templates', () => {
  it('leave the value open, and nothing is refused', () => {
    const config = native(
      'MinUID {{ min_uid }}\nNoAnonymous <%= anonymous %>\n{% if tls %}\nTLS 2\n{% endif %}\n',
    )
    expect(config.problems).toEqual([])
    expect(effective(config, 'MinUID').value).toBeTypeOf('symbol')
    expect(effective(config, 'NoAnonymous').value).toBeTypeOf('symbol')
    expect(effective(config, 'TLS').value).toBe(2)
  })
})

describe('values for the compiler', () => {
  it('have the type of their directive', () => {
    const config = native('MinUID 100\nPassivePortRange 30000 30009\nNoAnonymous yes\n')
    const least = effectiveValue(config, 'MinUID')
    const range = effectiveValue(config, 'PassivePortRange')
    const anonymous: 'yes' | 'no' | Unknown = effectiveValue(config, 'NoAnonymous')
    const none: number | 'none' | Unknown = effectiveValue(config, 'MaxClientsPerIP')
    expect(least !== UNKNOWN && least + 1).toBe(101)
    expect(range !== UNKNOWN && range.last - range.first).toBe(9)
    expect([anonymous, none]).toEqual(['yes', 'none'])
  })
})
