import { describe, expect, test } from 'vitest'
import { holds } from '../../../src/dialects/sshd/index.ts'
import { configOf, dumped, effectiveValue } from './config-of.ts'

const alice = { user: 'alice', groups: ['alice', 'sftp'] }

describe('which line counts', () => {
  test('the first one', () => {
    const config = configOf('MaxAuthTries 3\nMaxAuthTries 5\n')

    expect(effectiveValue(config, 'MaxAuthTries')).toBe(3)
  })

  test('a Match block before any global line, wherever it stands', () => {
    const config = configOf('Include /late.conf\nBanner /global\n', '10.6', {
      '/late.conf': 'Match User alice\nBanner /alice\n',
    })

    expect(effectiveValue(config, 'Banner', alice)).toBe('/alice')
    expect(effectiveValue(config, 'Banner', { user: 'bob' })).toBe('/global')
  })

  test('lists add up, but a block replaces the global list', () => {
    const config = configOf('AllowUsers a b\nAllowUsers c\nMatch Group sftp\nAllowUsers d\n')

    expect(effectiveValue(config, 'AllowUsers')).toEqual(['a', 'b', 'c'])
    expect(effectiveValue(config, 'AllowUsers', alice)).toEqual(['d'])
  })

  test('below Match all, lines count at startup and for every connection', () => {
    const config = configOf('PasswordAuthentication yes\nMatch all\nPasswordAuthentication no\nPort 2222\n')

    expect(effectiveValue(config, 'PasswordAuthentication')).toBe('no')
    expect(dumped(config, ['port'])).toEqual(['Port 2222'])
  })

  test.each([
    ['10.0', 'permituserenvironment *'],
    ['10.6', 'PermitUserEnvironment yes'],
  ])('below Match all, the pattern of PermitUserEnvironment, on %s', (version, line) => {
    const text = 'PermitUserEnvironment yes\nMatch all\nPermitUserEnvironment *\n'
    expect(dumped(configOf(text, version), ['permituserenvironment'])).toEqual([line])
  })

  test('the last one, for a few keywords of older releases', () => {
    const text = 'IPQoS ef\nIPQoS cs1\n'

    expect(dumped(configOf(text, '9.2/portable'), ['ipqos'])).toEqual(['ipqos cs1 cs1'])
    expect(dumped(configOf(text, '10.3'), ['ipqos'])).toEqual(['ipqos ef ef'])
  })

  test('each part of RekeyLimit and PerSourcePenalties for itself', () => {
    const config = configOf(
      'RekeyLimit 1G\nRekeyLimit 500M 1h\nPerSourcePenalties no\nPerSourcePenalties crash:10\n',
    )

    expect(effectiveValue(config, 'RekeyLimit')).toMatchObject({ bytes: 2 ** 30, seconds: 3600 })
    expect(effectiveValue(config, 'PerSourcePenalties')).toMatchObject({
      enabled: true,
      crash: 10,
      authfail: 5,
    })
  })

  test('PerSourcePenalties are off where no part switches them on', () => {
    const lines = (text: string) => dumped(configOf(text), ['persourcepenalties'])
    expect(lines('PerSourcePenalties no\n')).toEqual(['PerSourcePenalties no'])
    expect(lines('PerSourcePenalties crash:10\nPerSourcePenalties no\n')).not.toEqual([
      'PerSourcePenalties no',
    ])
  })

  test('none of UnusedConnectionTimeout, wherever it stands', () => {
    expect(
      effectiveValue(
        configOf('UnusedConnectionTimeout 5m\nUnusedConnectionTimeout none\n'),
        'UnusedConnectionTimeout',
      ),
    ).toBe(0)
  })
})

test('every line that lost is told, with the law and the winner', () => {
  const config = configOf('Banner /first\nBanner /second\nMatch User alice\nBanner /alice\n')
  const { origins, losers } = config.effective((guard) => holds(guard, alice)).get('Banner')

  expect(origins.map(({ text }) => text)).toEqual(['/alice'])
  expect(losers.map(({ setting, law, to }) => [setting.text, law, to?.text])).toEqual([
    ['/second', 'first-value-wins', '/first'],
    ['/first', 'match-overrides-global', '/alice'],
  ])
})

test('algorithm lists are relative to the built-in default, never to another line', () => {
  const config = configOf(
    'Ciphers aes128-ctr\nCiphers +3des-cbc\nMatch User alice\nPubkeyAcceptedAlgorithms -*ed25519*\n',
  )

  expect(effectiveValue(config, 'Ciphers')).toEqual(['aes128-ctr'])
  expect(effectiveValue(config, 'PubkeyAcceptedAlgorithms', alice)).not.toContain('ssh-ed25519')
  expect(effectiveValue(config, 'PubkeyAcceptedAlgorithms', alice)).toContain('rsa-sha2-512')
})

test('values are typed by keyword', () => {
  const effective = configOf('MaxAuthTries 4\nPermitRootLogin without-password\n').effective(() => false)
  const tries: number | symbol = effective.get('MaxAuthTries').value
  const root: 'prohibit-password' | 'forced-commands-only' | 'yes' | 'no' | symbol =
    effective.get('PermitRootLogin').value

  expect([tries, root]).toEqual([4, 'prohibit-password'])
})
