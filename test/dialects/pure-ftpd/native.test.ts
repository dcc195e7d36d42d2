import { describe, expect, it } from 'vitest'
import { resolvePureFtpd } from '../../../src/dialects/pure-ftpd/resolve.ts'
import { memory } from '../../../src/host/memory.ts'
import { CONF, effective, native } from './support.ts'

function problems(text: string, version?: string) {
  return native(text, version).problems.map(({ rule, message, daemon, refused }) => ({
    rule,
    message,
    daemon,
    refused,
  }))
}

describe('lines that the daemon refuses', () => {
  it('an unknown name, with the nearest directive', () => {
    expect(problems('NoAnonimous yes\n')).toEqual([
      {
        rule: 'pure-ftpd/unknown-directive',
        message: 'The server does not know "NoAnonimous" and does not start; did you mean NoAnonymous?',
        daemon: `${CONF}:1:1: property not found line 1: [NoAnonimous yes].`,
        refused: true,
      },
    ])
  })

  it('a keyword of another server', () => {
    expect(problems('PassivePorts 30000 50000\n')[0]?.message).toBe(
      'The server does not know "PassivePorts" and does not start; it belongs to ProFTPD; the setting of pure-ftpd is PassivePortRange.',
    )
  })

  it('a word that JavaScript knows, and no server', () => {
    expect(problems('constructor yes\n')[0]?.message).toBe(
      'The server does not know "constructor" and does not start.',
    )
  })

  it('a comment behind a value', () => {
    expect(problems('MinUID 100 # people\n')).toEqual([
      {
        rule: 'pure-ftpd/syntax',
        message:
          'A comment cannot follow a setting; the server takes "# people" for a part of the value of MinUID and does not start.',
        daemon: `${CONF}:1:11: syntax error line 1: [ # people].`,
        refused: true,
      },
    ])
  })

  it('a value of another form', () => {
    expect(problems('Umask 133 022\n')).toEqual([
      {
        rule: 'pure-ftpd/invalid-value',
        message:
          'Umask takes two numbers with a colon between them and no blanks, not "133 022"; the server does not start.',
        daemon: `${CONF}:1:10: syntax error line 1: [ 022].`,
        refused: true,
      },
    ])
  })

  it('a byte order mark', () => {
    expect(problems('\ufeff# settings\n')).toMatchObject([{ rule: 'pure-ftpd/syntax', refused: true }])
  })

  it('goes on behind them, and tells of all', () => {
    const config = native('Foo bar\nMinUID 100\nTLS 9\nBar foo\n')
    expect(config.problems.map(({ daemon }) => daemon)).toEqual([
      `${CONF}:1:1: property not found line 1: [Foo bar].`,
      `${CONF}:4:1: property not found line 4: [Bar foo].`,
      '421 Configuration error: TLS',
    ])
    expect(config.refusal).toEqual({ stage: 'file', words: config.problems[0]?.daemon })
    expect(effective(config, 'MinUID').value).toBe(100)
  })
})

describe('versions', () => {
  it.each([
    ['1.0.44', 'TLSCipherSuite HIGH', `${CONF}:1:4: syntax error line 1: [CipherSuite HIGH].`],
    ['1.0.45', 'TLSCipherSuite HIGH', undefined],
    ['1.0.47', 'CertFileAndKey /a /b', `${CONF}:1:9: syntax error line 1: [AndKey /a /b].`],
    ['1.0.48', 'CertFileAndKey /a /b', undefined],
    ['1.0.47', 'ClientCharset UTF-8', undefined],
    ['1.0.48', 'ClientCharset UTF-8', `${CONF}:1:1: property not found line 1: [ClientCharset UTF-8].`],
    ['1.0.49', 'Include /none', `${CONF}:1:1: property not found line 1: [Include /none].`],
    ['1.0.50', 'Include /none', undefined],
  ])('%s: %s', (version, line, words) => {
    expect(native(`${line}\n`, version).refusal?.words).toBe(words)
  })

  it('quotes around a word are taken off since 1.0.53', () => {
    expect(effective(native('Bind "127.0.0.1,21"\n', '1.0.52'), 'Bind').value).toEqual({
      address: '"127.0.0.1',
      port: '21"',
    })
    expect(effective(native('Bind "127.0.0.1,21"\n', '1.0.53'), 'Bind').value).toEqual({
      address: '127.0.0.1',
      port: '21',
    })
  })

  it('parts that are not compiled in are unknown since 1.0.50, and refused options before', () => {
    const host = memory({ [CONF]: 'MySQLConfigFile /etc/mysql.conf\n' })
    const refusal = (version: string) =>
      resolvePureFtpd(CONF, host, { version, features: ['tls'] }).refusal?.words
    expect(refusal('1.0.50')).toBe(
      `${CONF}:1:1: property not found line 1: [MySQLConfigFile /etc/mysql.conf].`,
    )
    expect(refusal('1.0.49')).toBe('421 Unknown authentication method: mysql:/etc/mysql.conf')
  })
})

describe('Include', () => {
  const resolve = (files: Record<string, string>) =>
    native(
      '',
      '1.0.54',
      memory(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/etc/${name}`, text]))),
    )

  it('puts the settings of the file in its place', () => {
    const config = resolve({
      'pure-ftpd.conf': 'MinUID 1\nInclude /etc/more.conf\nMinUID 3\n',
      'more.conf': 'MinUID 2\n',
    })
    expect(config.options.map(({ text }) => text)).toEqual(['--minuid=1', '--minuid=2', '--minuid=3'])
    expect(config.sources.map(({ path }) => path)).toEqual(['/etc/pure-ftpd.conf', '/etc/more.conf'])
  })

  it('is passed over where the file is missing', () => {
    const config = resolve({ 'pure-ftpd.conf': 'Include /etc/none.conf\n' })
    expect(config.problems).toMatchObject([{ rule: 'pure-ftpd/include-missing', refused: false }])
    expect(config.refusal).toBeUndefined()
  })

  it('cannot include itself', () => {
    const config = resolve({ 'pure-ftpd.conf': 'Include /etc/pure-ftpd.conf\n' })
    expect(config.refusal?.words).toBe('[/etc/pure-ftpd.conf]: too many levels of recursion')
  })

  it('ends somewhere, though files include others many times', () => {
    const files: Record<string, string> = { 'pure-ftpd.conf': 'Include /etc/0\n'.repeat(8) }
    for (let level = 0; level < 14; level++) files[level] = `Include /etc/${level + 1}\n`.repeat(8)
    const { problems } = resolve(files)
    // One for each of the eight lines whose file is missing, and one for the end.
    expect(problems.map(({ rule }) => rule)).toEqual([
      ...Array.from({ length: 8 }, () => 'pure-ftpd/include-missing'),
      'pure-ftpd/unreadable-file',
    ])
  })
})
