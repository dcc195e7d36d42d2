import { describe, expect, test } from 'vitest'
import { missingHostKeys } from '../../../src/dialects/sshd/checks/host-keys.ts'
import { answer } from '../../../src/dialects/sshd/index.ts'
import { UNKNOWN } from '../../../src/host/host.ts'
import { configOf, dumped, effectiveValue } from './config-of.ts'

/** The findings of a text, one string each: line, rule, message. */
function problemsOf(text: string, version?: string, files?: Readonly<Record<string, string>>): string[] {
  return configOf(text, version, files).problems.map(
    ({ node, rule, message }) => `${node.position?.start.line} ${rule}: ${message}`,
  )
}

describe('what the file itself gets wrong', () => {
  test.each([
    [
      'PermitRotLogin no\n',
      '1 sshd/unknown-keyword: sshd does not start: OpenSSH 10.6 knows no keyword PermitRotLogin; did you mean PermitRootLogin?',
    ],
    [
      'MaxAuthTries4\n',
      '1 sshd/unknown-keyword: sshd does not start: OpenSSH 10.6 knows no keyword MaxAuthTries4; did you mean MaxAuthTries 4?',
    ],
    [
      'MaxAuthTries 6x\n',
      '1 sshd/invalid-value: sshd does not start: it refuses MaxAuthTries 6x (MaxAuthTries integer value invalid).',
    ],
    [
      'Ciphers aes256-ctr,aes256-gcm,arcfour,foo,,bar\n',
      '1 sshd/invalid-value: sshd does not start: it refuses Ciphers, because it does not know aes256-gcm (did you mean aes256-gcm@openssh.com?), arcfour (removed in 7.6) and foo.',
    ],
    ['Banner "x\n', '1 sshd/syntax: sshd refuses this line: invalid quotes.'],
    [
      'Port" 22\n',
      '1 sshd/ignored-line: sshd skips this line without a word, because a quotation mark in the keyword has no partner.',
    ],
    [
      'Match User a\nPort 22\n',
      '2 sshd/not-allowed-in-match: sshd does not start: Port may not stand in a Match block; move it above the first Match line.',
    ],
    [
      'Match Usr a\n',
      '1 sshd/invalid-match: sshd does not start: it refuses this Match line (Unsupported Match attribute Usr); did you mean User?',
    ],
    [
      'UseLogin no\n',
      '1 sshd/deprecated-keyword: sshd ignores UseLogin: sshd does not start login(1) any more; the line can be removed.',
    ],
    [
      'Include /nowhere.conf\n',
      '1 sshd/include-matches-nothing: Include /nowhere.conf reads nothing: there is no such file; sshd goes on without a word.',
    ],
    [
      'Include /srv/elsewhere.conf\n',
      '1 sshd/include-matches-nothing: conflint has not read /srv/elsewhere.conf, which is not among the files given here; where sshd finds it, what it sets counts as well.',
    ],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem])
  })

  test('a keyword of a later release', () => {
    expect(problemsOf('RequiredRSASize 2048\n', '8.4')).toEqual([
      '1 sshd/unknown-keyword: sshd does not start: RequiredRSASize exists since OpenSSH 9.1, and 8.4 does not know it.',
    ])
  })

  test('the rest is still analysed, and the first refusal is the one that sshd prints', () => {
    const config = configOf('Portt 22\nMaxAuthTries x\nBanner /b\n')

    expect(config.problems.length).toBe(2)
    expect(config.refusal?.messages).toEqual([
      '/etc/ssh/sshd_config: line 1: Bad configuration option: Portt',
    ])
    expect(effectiveValue(config, 'Banner')).toBe('/b')
  })

  test('what some distribution builds in is no unknown word', () => {
    expect(
      problemsOf('UsePAM yes\nDebianBanner no\nGSSAPIKeyExchange yes\nKerberosAuthentication no\n'),
    ).toEqual([])
  })
})

describe('what sshd checks before it listens', () => {
  test.each([
    [
      'AuthenticationMethods hostbased\n',
      'AuthenticationMethods cannot be satisfied by enabled authentication methods',
    ],
    ['AuthorizedKeysCommand /x\n', 'AuthorizedKeysCommand set without AuthorizedKeysCommandUser'],
    [
      'AddressFamily inet6\nListenAddress 1.2.3.4\n',
      'bad addr or host: 1.2.3.4 (Address family for hostname not supported)',
    ],
    ['ListenAddress :22\n', 'bad addr or host:  (Name or service not known)'],
    ['Ciphers aes128-ctr,,!x\n', 'assemble_algorithms: ciphers: invalid argument'],
  ])('%j', (text, message) => {
    const config = configOf(text)

    expect(config.refusal?.messages.at(-1)).toBe(message)
    expect(config.problems.map(({ refused, daemon }) => [refused, daemon?.split('\n').at(-1)])).toEqual([
      [true, message],
    ])
  })
})

describe('templates', () => {
  test('a value that is left open is unknown, and no mistake', () => {
    const config = configOf(
      '{% if x %}\nPort {{ port }}\n{% endif %}\nMaxAuthTries <%= tries %>\nBanner /b\n',
    )

    expect(config.problems).toEqual([])
    expect(effectiveValue(config, 'Port')).toBe(UNKNOWN)
    expect(effectiveValue(config, 'MaxAuthTries')).toBe(UNKNOWN)
    expect(effectiveValue(config, 'Banner')).toBe('/b')
  })

  test('an expression goes on over several lines', () => {
    const config = configOf(
      'AllowGroups {{ (\n  (admins | d([])) +\n  (staff | d([]))) | join(" ") }}\nBanner /b\n',
    )

    expect(config.problems).toEqual([])
    expect(effectiveValue(config, 'AllowGroups')).toBe(UNKNOWN)
    expect(effectiveValue(config, 'Banner')).toBe('/b')
  })

  test('but as it stands sshd would refuse the file', () => {
    expect(dumped(configOf('{% if x %}\nBanner /b\n'), [])).toEqual([
      '/etc/ssh/sshd_config: line 1: Bad configuration option: {%',
    ])
  })

  test('a literal line beside it is judged', () => {
    expect(problemsOf('Port {{ port }}\nMaxAuthTries six\n').length).toBe(1)
  })
})

test('intents are read from comments, for the block that they stand in', () => {
  const config = configOf(
    '# conflint: intent no-forwarding\nPort 22\n\nMatch User alice\n  # conflint: intent password-only, mfa\n  X11Forwarding no\n',
  )

  expect(effectiveValue(config, 'intent')).toEqual(['no-forwarding'])
  expect(effectiveValue(config, 'intent', { user: 'alice' })).toEqual([
    'no-forwarding',
    'password-only',
    'mfa',
  ])
})

describe('without a host key', () => {
  test.each([
    ['HostKey none\n', '9.2', 'sshd: no hostkeys available -- exiting.'],
    ['HostKey none\nGSSAPIKeyExchange yes\n', 'debian-12', undefined],
    ['HostKey none\nHostKeyAgent /run/agent\n', '9.2', 'sshd: no hostkeys available -- exiting.'],
    ['HostKey /x\nHostKeyAgent /run/agent\n', '9.2', undefined],
  ])('%j on %s', (text, version, message) => {
    expect(missingHostKeys(configOf(text, version))?.messages.at(-1)).toBe(message)
  })
})

test('up to 8.6 a connection may find methods wrong that an earlier line hid at startup', () => {
  const text = 'AuthenticationMethods publickey\nAuthenticationMethods passw\\ord\n'
  expect(configOf(text, '8.4').refusal).toBeUndefined()
  expect(answer(configOf(text, '8.4'), { user: 'a' }).refusal?.messages).toEqual([
    'Unknown authentication method "passw\\\\ord" in list',
    'reprocess config line 2: invalid authentication method list.',
  ])
})

test('what keeps sshd from starting is told as sshd prints it', () => {
  expect(configOf('ListenAddress 10.0.0.1\\\n', '9.2').refusal?.messages).toEqual([
    'bad addr or host: 10.0.0.1\\\\ (Name or service not known)',
  ])
})
