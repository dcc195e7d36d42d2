import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sshd } from '../../../../src/dialects/sshd/index.ts'
import { memory } from '../../../../src/host/memory.ts'
import { laws } from '../../../../src/rules/laws/sshd/index.ts'

const MAIN = '/etc/ssh/sshd_config'

/** What the laws say of a file: `rule line`, with confidence and severity where the case has its own. */
function told(text: string | Uint8Array, files: Record<string, string> = {}, version?: string): string[] {
  const host = memory({ [MAIN]: text, ...files })
  const config = sshd.resolve(MAIN, host, version === undefined ? {} : { version })
  return laws
    .flatMap((law) => law(config, host))
    .map(({ rule, node, confidence, severity }) =>
      [rule, node.position?.start.line, confidence, severity].filter((word) => word !== undefined).join(' '),
    )
}

describe('damage', () => {
  test('UTF-16 is told once, whatever else is wrong with it', () => {
    const text = '# Windows\r\nPort 22\r\n'
    const bytes = new Uint8Array([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])])
    expect(told(bytes)).toEqual(['sshd/file-damage 1'])
  })

  test('a byte order mark stands before a comment', () => {
    expect(told('\uFEFF# Windows\nPort 22\n')).toEqual(['sshd/file-damage 1'])
  })

  test('a byte order mark is told as such in a file that is not UTF-8, too', () => {
    const text = new TextEncoder().encode('\uFEFFBanner /x\nBanner /')
    expect(told(Uint8Array.of(...text, 0xe9, 0x0a))).toContain('sshd/file-damage 1')
    expect(told(Uint8Array.of(...text, 0xe9, 0x0a))).not.toContain('sshd/strange-character 1')
  })

  test('every line with a NUL byte is told', () => {
    expect(told('Port 22\0\nUseDNS no\n\0X11Forwarding no\n')).toEqual([
      'sshd/file-damage 1',
      'sshd/file-damage 3',
    ])
  })

  test('carriage returns before line feeds are fine', () => {
    expect(told('Port 22\r\nUseDNS no\r\n')).toEqual([])
  })

  test('lookalikes in comments and forced commands are fine', () => {
    expect(told('# “yes” – no\nForceCommand echo “bye”\n')).toEqual([])
  })
})

describe('lines that the last block captures', () => {
  test('behind an indented body: likely', () => {
    expect(told('Match User bob\n  X11Forwarding no\nAllowGroups staff\n')).toEqual([
      'sshd/captured-by-match 3 likely',
    ])
  })

  test('in a new section of a flat file, where the keyword was global: possible, a hint', () => {
    const text = 'PermitRootLogin yes\nMatch User bob\nX11Forwarding no\n\n# Root\nPermitRootLogin no\n'
    expect(told(text)).toContain('sshd/captured-by-match 6 possible info')
  })

  test('in a new section of a flat file, where the keyword was not global: nothing', () => {
    expect(told('Match User bob\nX11Forwarding no\n\n# Root\nPermitRootLogin no\n')).toEqual([])
  })

  test.each([
    [
      'an access list in a new section',
      'Match Group s\nX11Forwarding no\n\n# Only these\nAllowGroups a\n',
      5,
    ],
    ['an access list behind a blank line', 'Match Group s\nX11Forwarding no\n\nDenyUsers root\n', 4],
    ['a section that is all of the block', 'Match Address 10.0.0.0/8\n\n# Only these\nAllowGroups a\n', 4],
    [
      'what was set otherwise for everybody, and hardly ever is meant for some',
      'PermitRootLogin yes\nMatch Address 10.0.0.0/8\nPasswordAuthentication yes\n\nPermitRootLogin no\n',
      5,
    ],
    [
      'behind a section that belongs to the block',
      'X11Forwarding yes\nMatch User bob\n# Screens\nX11Forwarding no\n\nPermitTTY no\n\n# Only these\nAllowGroups a\n',
      9,
    ],
  ])('%s: possible, a hint', (_, text, line) => {
    expect(told(text)).toEqual([`sshd/captured-by-match ${line} possible info`])
  })

  test.each([
    ['an access list that the block begins with', 'Match Address 10.0.0.0/8\n\nAllowGroups a\n'],
    [
      'an access list among the lines of the block',
      'Match Address 10.0.0.0/8\nPermitTTY no\nAllowGroups a\n',
    ],
    [
      'an indented access list',
      'Match Group s\n    X11Forwarding no\n\n    # Only these\n    AllowGroups a\n',
    ],
    [
      'what blocks are for',
      'PasswordAuthentication no\nMatch User bob\nX11Forwarding no\n\nPasswordAuthentication yes\n',
    ],
    [
      'a block that begins with a comment',
      'AllowTcpForwarding yes\nMatch User bob\n\n# Files only\nForceCommand internal-sftp\nAllowTcpForwarding no\n',
    ],
    ['the value that everybody has', 'MaxAuthTries 3\nMatch User bob\nPermitTTY no\n\nMaxAuthTries 3\n'],
  ])('%s: nothing', (_, text) => {
    expect(told(text)).toEqual([])
  })

  test('a keyword that may not stand in a block is told as that', () => {
    expect(told('Match User bob\n  X11Forwarding no\nUseDNS no\n')).toEqual([])
  })

  test('an Include can be captured, too', () => {
    const text = 'Match User bob\n  X11Forwarding no\nInclude /etc/ssh/sshd_config.d/*.conf\n'
    expect(told(text, { '/etc/ssh/sshd_config.d/a.conf': 'PermitTTY no\n' })).toEqual([
      'sshd/captured-by-match 3 likely',
    ])
  })
})

describe('a lone drop-in', () => {
  const at = '/etc/ssh/sshd_config.d/50-vpn.conf'
  const toldAt = (text: string) => {
    const host = memory({ [at]: text })
    const config = sshd.resolve(at, host, {})
    return laws.flatMap((law) => law(config, host)).map(({ rule }) => rule)
  }

  test('leaves UseDNS and Port to its main file', () => {
    expect(toldAt('Match Host vpn.example.com LocalPort 2222\n  PermitTTY no\n')).toEqual([])
  })

  test('is believed where it says so itself', () => {
    expect(toldAt('UseDNS no\nMatch Host vpn.example.com\n  PermitTTY no\n')).toEqual([
      'sshd/match-host-without-dns',
    ])
  })
})

test('no text whatever makes a law throw', () => {
  const word = fc.constantFrom(
    'Match',
    'User',
    'Host',
    'LocalPort',
    '22',
    'all',
    'Include',
    '*',
    '/etc/ssh/*.conf',
    'Banner',
    "'x'",
    '"',
    '#',
    '\0',
    '\uFEFF',
    '\u00A0',
    '\r',
    '\n',
    '\n  ',
    '{{ x }}',
    '!',
    ',',
    '\\',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(word).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(text, (content) => {
      told(content)
      told(content, {}, '8.4')
    }),
  )
})

test('a long file takes no longer than its length', () => {
  const block = 'Match User a\nX11Forwarding no\n\n# section\nBanner /x\0\n'
  const duration = (times: number) => {
    const text = block.repeat(times)
    const start = performance.now()
    told(`Banner /y\n${text}`)
    return performance.now() - start
  }
  duration(50)
  const [short, long] = [duration(200), duration(1600)]
  expect(long).toBeLessThan(40 * short + 500)
}, 30_000)
