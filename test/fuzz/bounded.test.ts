import { expect, test } from 'vitest'
import { conflint } from '../cli/conflint.ts'
import { directoryWith } from '../cli/directory.ts'

/** How long the processor may work on one input, in milliseconds; what hangs works longer by orders of magnitude. */
const PATIENCE = 15_000

async function judged(files: Readonly<Record<string, string>>, ...argv: string[]) {
  const directory = directoryWith(files)
  const began = process.cpuUsage()
  const outcome = await conflint(directory, ['--format=oneline', '--fail-on=never', ...argv])
  const { user, system } = process.cpuUsage(began)
  expect((user + system) / 1000).toBeLessThan(PATIENCE)
  expect(outcome.error).not.toContain('internal error')
  return outcome
}

const times = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')
const stars = `${'*a'.repeat(500)}*b`
const letters = 'a'.repeat(5000)
const megabyte = 'a'.repeat(1 << 20)

const sshd: Readonly<Record<string, string>> = {
  'a pattern of stars in a Match line': `Match User ${stars}\nPasswordAuthentication no\nMatch Host ${stars},!${stars}x\nX11Forwarding no\n`,
  'a pattern of stars against a long name': `AllowUsers ${stars} ${letters} ${letters}*\nDenyUsers ${stars}c\n`,
  'many patterns of stars': `Match User ${times(300, (n) => `*a*${n}*b*`).replaceAll('\n', ',')}\nX11Forwarding no\n`,
  'a list of 10,000 names': `AllowUsers ${times(10_000, (n) => `user${n}`).replaceAll('\n', ' ')}\n`,
  'a list of 10,000 addresses': `Match Address ${times(10_000, (n) => `10.${n >> 8}.${n & 255}.0/24`).replaceAll('\n', ',')}\nX11Forwarding no\n`,
  '10,000 Match blocks by user': times(10_000, (n) => `Match User u${n}\nX11Forwarding no`),
  '10,000 Match blocks by pattern': times(10_000, (n) => `Match User u${n}*\nX11Forwarding no`),
  '10,000 Match blocks by address': times(
    10_000,
    (n) => `Match Address 10.${n >> 8}.${n & 255}.0/24\nX11Forwarding no`,
  ),
  '200 Match blocks by group': times(200, (n) => `Match Group g${n}\nX11Forwarding ${n % 2 ? 'yes' : 'no'}`),
  '2,000 Match blocks of everything': times(
    2000,
    (n) =>
      `Match User u${n % 40}* Group g${n % 9} Address 10.0.0.0/${n % 32}\nPasswordAuthentication ${n % 2 ? 'yes' : 'no'}`,
  ),
  'a Match line of 10,000 criteria': `Match ${times(10_000, (n) => `User u${n}`).replaceAll('\n', ' ')}\nX11Forwarding no\n`,
  'a line of a megabyte': `Banner ${megabyte}\n${megabyte} yes\n# ${megabyte}\n`,
  'a Match line of a megabyte': `Match User ${megabyte}\nX11Forwarding no\n`,
  'an Include of a megabyte': `Include ${megabyte}\nInclude /${'a/'.repeat(1 << 19)}*\n`,
  'brackets of a megabyte': `Include [${megabyte}]*\nInclude /etc/${'['.repeat(1 << 16)}\nInclude /etc/[${'[:alpha:]'.repeat(10_000)}]x\n`,
  'quotation marks of a megabyte': `Banner ${'"'.repeat(1 << 20)}\nBanner ${"'a'".repeat(1 << 18)}\nBanner ${'\\'.repeat(1 << 20)}\n`,
  'a million blanks': `Banner${' '.repeat(1 << 20)}x${'\t'.repeat(1 << 20)}\n`,
  'a million empty lines': '\n'.repeat(1 << 20),
  '50,000 directives': times(50_000, (n) => `Port ${n % 65535}`),
  '50,000 unknown keywords': times(50_000, (n) => `Prot${n} 22`),
  '50,000 comments that suppress': times(
    50_000,
    () => '# conflint-ignore sshd/*a*a*a*a*a*a*a*a*a*a*a*a*b: because',
  ),
  '50,000 templates': times(50_000, (n) => `Port {{ port${n} }}`),
  'nested templates': `${times(20_000, () => '{% if x %}')}\n${times(20_000, () => '{% endif %}')}\n`,
  'open templates': `${'{{ '.repeat(100_000)}\n${'<% '.repeat(100_000)}\n${'{% if '.repeat(100_000)}`,
  'numbers without end': `Port ${'9'.repeat(100_000)}\nMaxStartups ${'9'.repeat(100_000)}:30:${'9'.repeat(100_000)}\nLoginGraceTime ${'1h'.repeat(100_000)}\nRekeyLimit ${'1'.repeat(100_000)}G\n`,
  'lists of algorithms': `Ciphers ${'aes128-ctr,'.repeat(50_000)}aes256-ctr\nMACs -${'*a'.repeat(2000)}\nKexAlgorithms ^${'*,'.repeat(10_000)}*\n`,
  'lists of methods': `AuthenticationMethods ${'publickey,password '.repeat(20_000)}\nPermitOpen ${'a:1 '.repeat(20_000)}\nAcceptEnv ${'*a*'.repeat(20_000)}\n`,
  'tokens and percent signs': `AuthorizedKeysFile ${'%h'.repeat(100_000)}\nChrootDirectory ${'%%'.repeat(100_000)}\nForceCommand ${'%u'.repeat(100_000)}\n`,
}

test.each(Object.entries(sshd))('sshd_config: %s', async (_, text) => {
  await judged({ sshd_config: text }, 'sshd_config')
})

const pureFtpd: Readonly<Record<string, string>> = {
  'a line of a megabyte': `FortunesFile ${megabyte}\n${megabyte} yes\n# ${megabyte}\n`,
  'a million blanks': `MinUID${' '.repeat(1 << 20)}1${'\t'.repeat(1 << 20)}\n`,
  'quotation marks of a megabyte': `FortunesFile ${'"'.repeat(1 << 20)}\nFortunesFile "${'\\"'.repeat(1 << 19)}\n`,
  '50,000 directives': times(50_000, (n) => `MinUID ${n}`),
  '50,000 unknown directives': times(50_000, (n) => `MinUDI${n} 1`),
  '50,000 back ends': times(50_000, (n) => `PureDB /etc/pure-ftpd/${n}.pdb`),
  'numbers without end': `MinUID ${'9'.repeat(100_000)}\nUmask ${'7'.repeat(100_000)}:${'7'.repeat(100_000)}\nPassivePortRange ${'9 '.repeat(100_000)}\nMaxDiskUsage ${'9'.repeat(100_000)}\n`,
  'addresses and ciphers': `ForcePassiveIP ${'1.'.repeat(100_000)}\nBind ${'::'.repeat(100_000)},21\nTLSCipherSuite ${'HIGH:-S:'.repeat(50_000)}\nTrustedIP ${'1:'.repeat(100_000)}\n`,
}

test.each(
  ['native', 'perl', 'python'].flatMap((reader) =>
    Object.entries(pureFtpd).map(([name, text]) => [reader, name, text] as const),
  ),
)('pure-ftpd.conf, %s: %s', async (reader, _, text) => {
  await judged({ 'pure-ftpd.conf': text }, '--reader', reader, 'pure-ftpd.conf')
})

test('files that include one another many times over', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `sshd_config.d/${index}.conf`)
  const bomb = Object.fromEntries(
    names.map((name, index) => [
      `etc/ssh/${name}`,
      `Include sshd_config.d/*.conf\nMatch User u${index}\nInclude /etc/ssh/sshd_config.d/*.conf\nX11Forwarding no\n`,
    ]),
  )
  const { status } = await judged(
    { 'etc/ssh/sshd_config': 'Include sshd_config.d/*.conf\n', ...bomb },
    '--root',
    '.',
    'etc/ssh',
  )
  expect(status).toBe(0)
})

test('files that include the next one twice', async () => {
  const chain = Object.fromEntries(
    Array.from({ length: 15 }, (_, index) => [
      `etc/ssh/${index}`,
      `Include ${index + 1}\nPort ${index + 1}\nInclude /etc/ssh/${index + 1}\n`,
    ]),
  )
  await judged({ 'etc/ssh/sshd_config': 'Include 0\n', ...chain }, '--root', '.', 'etc/ssh')
})

test('a glob over the whole machine ends', async () => {
  await judged(
    { sshd_config: `Include ${'/*'.repeat(40)}\nInclude /${'*/../'.repeat(40)}*\n` },
    '--root',
    '/',
    'sshd_config',
  )
})

test('glob patterns of .conflint.yaml against long paths', async () => {
  await judged(
    {
      '.conflint.yaml': `overrides:\n  - files: ["${'*a'.repeat(60)}*b", "${'**/'.repeat(60)}b", "${'{a,'.repeat(30)}b${'}'.repeat(30)}"]\n    rules: { "${'*a'.repeat(60)}": off }\n`,
      [`${'a'.repeat(200)}/${'a'.repeat(200)}/${'a'.repeat(200)}/sshd_config`]: 'Prot 22\n',
    },
    '.',
  )
})

test.each([
  ['JSON, nested', '['.repeat(1 << 20)],
  ['YAML, nested in flows', `a: ${'{a: '.repeat(20_000)}`],
  ['YAML, nested in blocks', times(3000, (n) => `${' '.repeat(n)}a:`)],
  [
    'YAML, aliases of aliases',
    `a0: &a0 [x]\n${times(30, (n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}, *a${n}]`)}\n`,
  ],
  ['YAML, an alias of itself', 'rules: &a\n  b: *a\n'],
  ['a document of zeros', '\0'.repeat(1 << 20)],
  ['a megabyte of one line', megabyte],
])('%s is no configuration, no facts, no rule', async (_, text) => {
  const files = { sshd_config: 'Port 22\n', broken: text }
  for (const argv of [
    ['--config', 'broken', 'sshd_config'],
    ['--facts', 'broken', 'sshd_config'],
    ['--baseline', 'broken', 'sshd_config'],
  ]) {
    const { status, error } = await judged(files, ...argv)
    expect([status, error]).toEqual([2, expect.stringMatching(/^conflint: .+\n$/s)])
  }
  const directory = directoryWith({ ...files, 'rule.yaml': text, 'host.json': `{${text}` })
  expect((await conflint(directory, ['test', 'rule.yaml'])).error).not.toContain('internal error')
  expect((await conflint(directory, ['host.json'])).error).not.toContain('internal error')
})
