import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { conflint } from '../cli/conflint.ts'
import { directoryWith } from '../cli/directory.ts'

const program = join(import.meta.dirname, '../../dist/conflint.js')

/** What the program may take: memory in MiB, and time on a busy machine in milliseconds. */
const MEMORY = 1024
const PATIENCE = 60_000

interface Told {
  /** Null where it was killed: out of time, or of memory. */
  status: number | null
  out: string
  error: string
}

/** Runs the program by itself, with bounded memory and time. */
function ran(directory: string, argv: readonly string[], user?: { uid: number; gid: number }): Told {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MEMORY}`, program, ...argv],
    {
      cwd: directory,
      encoding: 'utf8',
      timeout: PATIENCE,
      killSignal: 'SIGKILL',
      maxBuffer: 1 << 28,
      ...user,
    },
  )
  return { status, out: stdout, error: stderr }
}

const times = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('')
const stars = `${'*a'.repeat(500)}*b`
const letters = 'a'.repeat(5000)
const megabyte = 'a'.repeat(1 << 20)

describe('an sshd_config that is judged, whatever is in it', { timeout: PATIENCE }, () => {
  test.each([
    ['stars', `Match User ${stars}\nX11Forwarding no\nMatch Host ${stars},!${stars}x\nX11Forwarding no\n`],
    ['stars against a long name', `AllowUsers ${stars} ${letters} ${letters}*\nDenyUsers ${stars}c\n`],
    ['300 patterns of stars', `Match User ${times(300, (n) => `*a*${n}*b*,`)}x\nX11Forwarding no\n`],
    ['10,000 names', `AllowUsers ${times(10_000, (n) => `user${n} `)}\n`],
    [
      '100,000 networks',
      `Match Address ${times(100_000, (n) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255},`)}::1\nX11Forwarding no\n`,
    ],
    ['2,000 Match blocks by user', times(2000, (n) => `Match User u${n}\nX11Forwarding no\n`)],
    [
      '1,000 Match blocks of everything',
      times(
        1000,
        (n) =>
          `Match User u${n % 40}* Group g${n % 9} Address 10.0.0.0/${n % 32}\nPasswordAuthentication ${n % 2 ? 'yes' : 'no'}\n`,
      ),
    ],
    ['a line of a megabyte', `Banner ${megabyte}\n${megabyte} yes\n# ${megabyte}\n`],
    ['a Match line of a megabyte', `Match User ${megabyte}\nX11Forwarding no\n`],
    ['an Include of a megabyte', `Include ${megabyte}\nInclude /${'a/'.repeat(1 << 19)}*\n`],
    [
      'brackets',
      `Include [${megabyte}]*\nInclude /etc/${'['.repeat(1 << 16)}\nInclude /etc/[${'[:alpha:]'.repeat(10_000)}]x\n`,
    ],
    [
      'quotation marks',
      `Banner ${'"'.repeat(1 << 20)}\nBanner ${"'a'".repeat(1 << 18)}\nBanner ${'\\'.repeat(1 << 20)}\n`,
    ],
    ['blanks', `Banner${' '.repeat(1 << 20)}x${'\t'.repeat(1 << 20)}\n`],
    ['50,000 directives', 'X11Forwarding no\n'.repeat(50_000)],
    ['5,000 unknown keywords', times(5000, (n) => `Prot${n} 22\n`)],
    [
      '20,000 comments that suppress',
      '# conflint-ignore sshd/*a*a*a*a*a*a*a*a*a*a*b: because\n'.repeat(20_000),
    ],
    ['50,000 templates', times(50_000, (n) => `Port {{ port${n} }}\n`)],
    ['nested templates', `${'{% if x %}\n'.repeat(20_000)}${'{% endif %}\n'.repeat(20_000)}`],
    ['open templates', `${'{{ '.repeat(100_000)}\n${'<% '.repeat(100_000)}\n${'{% if '.repeat(100_000)}`],
    [
      'numbers',
      `Port ${'9'.repeat(100_000)}\nMaxStartups ${'9'.repeat(100_000)}:30:1\nLoginGraceTime ${'1h'.repeat(100_000)}\nRekeyLimit ${'1'.repeat(100_000)}G\n`,
    ],
    [
      'algorithms',
      `Ciphers ${'aes128-ctr,'.repeat(50_000)}aes256-ctr\nMACs -${'*a'.repeat(2000)}\nKexAlgorithms ^${'*,'.repeat(10_000)}*\n`,
    ],
    [
      'methods',
      `AuthenticationMethods ${'publickey,password '.repeat(20_000)}\nPermitOpen ${'a:1 '.repeat(20_000)}\nAcceptEnv ${'*a*'.repeat(20_000)}\n`,
    ],
    [
      'tokens',
      `AuthorizedKeysFile ${'%h'.repeat(100_000)}\nChrootDirectory ${'%%'.repeat(100_000)}\nForceCommand ${'%u'.repeat(100_000)}\n`,
    ],
  ])('%s', (_, text) => {
    const { status, error } = ran(directoryWith({ sshd_config: text }), ['--format=oneline', 'sshd_config'])
    expect([0, 1]).toContain(status)
    expect(error).not.toContain('internal error')
  })
})

describe('a pure-ftpd.conf that is judged, whatever is in it', { timeout: PATIENCE }, () => {
  test.each(
    ['native', 'perl', 'python'].map((reader) => [
      reader,
      `FortunesFile ${megabyte}\n${'MinUID 1\n'.repeat(5000)}${times(5000, (n) => `MinUDI${n} 1\n`)}${times(5000, (n) => `PureDB /x/${n}.pdb\n`)}MinUID${' '.repeat(1 << 20)}1\nFortunesFile "${'\\"'.repeat(1 << 18)}\nMinUID ${'9'.repeat(100_000)}\nUmask ${'7'.repeat(100_000)}:7\nPassivePortRange ${'9 '.repeat(100_000)}\nForcePassiveIP ${'1.'.repeat(100_000)}\nBind ${'::'.repeat(100_000)},21\nTLSCipherSuite ${'HIGH:-S:'.repeat(20_000)}\n`,
    ]),
  )('by %s', (reader, text) => {
    const argv = ['--format=oneline', '--reader', reader, 'pure-ftpd.conf']
    const { status, error } = ran(directoryWith({ 'pure-ftpd.conf': text }), argv)
    expect(status).toBe(1)
    expect(error).not.toContain('internal error')
  })
})

describe('what is too much is told, with exit status 3', { timeout: PATIENCE }, () => {
  const sparse = (size: number) => {
    const directory = directoryWith({ sshd_config: '', 'pure-ftpd.conf': '' })
    for (const name of ['sshd_config', 'pure-ftpd.conf']) truncateSync(join(directory, name), size)
    return directory
  }

  test.each(['sshd_config', 'pure-ftpd.conf'])('a gigabyte of zeros: %s', (name) => {
    expect(ran(sparse(1 << 30), [name])).toEqual({
      status: 3,
      out: '',
      error: `conflint: ${name} is larger than 16 MiB\n`,
    })
  })

  test.each([
    ['16 MiB of zeros', '\0'.repeat(1 << 24), '4 MiB of text'],
    ['16 MiB of empty lines', '\n'.repeat(1 << 24), '4 MiB of text'],
    ['a line of 16 MiB', `Banner ${'a'.repeat((1 << 24) - 8)}\n`, '4 MiB of text'],
    ['4 MiB of empty lines', '\n'.repeat((1 << 22) - 1), '250000 lines'],
    ['1,000,000 comments', '# c\n'.repeat(1_000_000), '250000 lines'],
  ])('%s', (_, text, what) => {
    const directory = directoryWith({ sshd_config: text, 'pure-ftpd.conf': text })
    for (const name of ['sshd_config', 'pure-ftpd.conf']) {
      const file = join(directory, name)
      expect(ran(directory, [name])).toEqual({
        status: 3,
        out: '',
        error: `conflint: ${file} has more than ${what}, more than conflint reads\n`,
      })
    }
  })

  test('100,000 Match blocks', () => {
    const directory = directoryWith({
      sshd_config: times(100_000, (n) => `Match User u${n}\nX11Forwarding no\n`),
    })
    const { status, error } = ran(directory, ['sshd_config'])
    expect([status, error]).toEqual([3, expect.stringContaining('has more than 10000 Match blocks')])
    const { out } = ran(directory, ['effective', 'sshd_config', '-C', 'user=u99999'])
    expect(out).toMatch(/^x11forwarding no$/im)
  })

  test('a gigabyte on standard input', () => {
    const command = 'head -c 1073741824 /dev/zero | "$0" "$1" --dialect sshd -'
    const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, program], {
      encoding: 'utf8',
      timeout: PATIENCE,
    })
    expect([status, stderr]).toEqual([3, expect.stringMatching(/^conflint: .* (more|larger) than \d+ MiB/m)])
  })

  test('16 levels of 10 files, and files that include the next one twice', () => {
    const levels = Object.fromEntries(
      [...Array(160).keys()].map((n) => [
        `etc/ssh/l${Math.floor(n / 10)}/${n % 10}.conf`,
        `Include /etc/ssh/l${Math.floor(n / 10) + 1}/*.conf\nX11Forwarding no\n`,
      ]),
    )
    const twice = Object.fromEntries(
      [...Array(15).keys()].map((n) => [
        `etc/ssh/${n}`,
        `Include ${n + 1}\nPort ${n + 1}\nInclude /etc/ssh/${n + 1}\n`,
      ]),
    )
    for (const [files, first] of [
      [levels, '/etc/ssh/l0/*.conf'],
      [twice, '0'],
    ] as const) {
      const directory = directoryWith({ ...files, 'etc/ssh/sshd_config': `Include ${first}\n` })
      const { status, error } = ran(directory, ['--root', '.'])
      expect([status, error]).toEqual([3, expect.stringContaining('more than 20000 files to include')])
    }
  })

  test('a pattern that fits 100,000 files, and one that fits everything', () => {
    const snapshot = {
      'conflint-snapshot': 1,
      host: 'web',
      configurations: ['/etc/ssh/sshd_config'],
      files: {
        '/etc/ssh/sshd_config': { text: 'Include /etc/ssh/sshd_config.d/*.conf\n' },
        '/etc/ssh/sshd_config.d': {
          type: 'directory',
          names: Array.from({ length: 100_000 }, (_, n) => `${n}.conf`),
        },
      },
    }
    const directory = directoryWith({
      'web.json': JSON.stringify(snapshot),
      sshd_config: `Include ${'/*'.repeat(40)}\n`,
    })
    for (const argv of [['web.json'], ['--root', '/', 'sshd_config']]) {
      const { status, error } = ran(directory, argv)
      expect([status, error]).toEqual([3, expect.stringMatching(/matches more than 20000 paths/)])
    }
  })
})

test('files that include all of their directory, themselves among them', { timeout: PATIENCE }, () => {
  const bomb = Object.fromEntries(
    [...Array(12).keys()].map((n) => [
      `etc/ssh/sshd_config.d/${n}.conf`,
      `Include sshd_config.d/*.conf\nMatch User u${n}\nInclude /etc/ssh/sshd_config.d/*.conf\nX11Forwarding no\n`,
    ]),
  )
  const directory = directoryWith({ 'etc/ssh/sshd_config': 'Include sshd_config.d/*.conf\n', ...bomb })
  const { status, out } = ran(directory, ['--root', '.', '--format=oneline'])
  expect(status).toBe(1)
  expect(out).toContain('sshd/include-too-deep')
})

test('5,000 drop-ins beside a file that stands anywhere', { timeout: PATIENCE }, () => {
  const directory = directoryWith({ sshd_config: 'Include sshd_config.d/*.conf\n' })
  mkdirSync(join(directory, 'sshd_config.d'))
  for (let n = 0; n < 5000; n++)
    writeFileSync(join(directory, `sshd_config.d/${n}.conf`), 'X11Forwarding no\n')
  expect(ran(directory, ['sshd_config']).status).toBe(0)
})

describe('documents', { timeout: PATIENCE }, () => {
  const flows = (count: number) => '{"a":'.repeat(count)
  test.each([
    ['JSON, open a million times', '['.repeat(1_000_000)],
    ['JSON, nested a million times', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
    ['JSON, objects nested a million times', `${flows(1_000_000)}1${'}'.repeat(1_000_000)}`],
    ['YAML, nested in flows', `a: ${'{a: '.repeat(20_000)}`],
    ['YAML, nested in blocks', times(3000, (n) => `${' '.repeat(n)}a:\n`)],
    [
      'YAML, aliases of aliases',
      `a0: &a0 [x]\n${times(30, (n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}, *a${n}]\n`)}`,
    ],
    ['YAML, an alias of itself', 'rules: &a\n  b: *a\n'],
    ['YAML, a megabyte of different names', times(100_000, (n) => `a${n}: x\n`)],
    ['YAML, 16 MiB', 'a: [b, c]\n'.repeat(1_600_000)],
    ['zeros', '\0'.repeat(1 << 20)],
    ['a megabyte of one line', megabyte],
    ['huge numbers', '{"accounts":[{"name":"a","uid":1e999}],"agent-keys":1e999,"version":1e999}'],
    [
      'numbers without end',
      `{"accounts":[{"name":"a","uid":${'9'.repeat(1_000_000)}}],"version":${'9'.repeat(1_000_000)}}`,
    ],
  ])('%s: no configuration, no facts, no baseline, no rule', (_, text) => {
    const directory = directoryWith({ sshd_config: 'Port 22\n', broken: text })
    for (const argv of [
      ['--config', 'broken', 'sshd_config'],
      ['--facts', 'broken', 'sshd_config'],
      ['--baseline', 'broken', 'sshd_config'],
      ['test', 'broken'],
    ]) {
      const { status, error } = ran(directory, argv)
      expect([status, error], argv.join(' ')).toEqual([
        2,
        expect.stringMatching(/^conflint: broken:\d+: .+\n$/s),
      ])
      expect(error).not.toMatch(/internal error|call stack|heap/)
      expect(error.length).toBeLessThan(50_000)
    }
  })

  test.each([
    ['300,000 configurations', `"configurations":[${'"/etc/x",'.repeat(300_000)}"/x"],"files":{}`],
    [
      'a path of millions of names',
      `"configurations":["/x"],"files":{"${'/a'.repeat(2_000_000)}":"missing"}`,
    ],
    [
      'a nested file',
      `"configurations":["/x"],"files":{"/x":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`,
    ],
  ])('a snapshot of %s', (_, text) => {
    const directory = directoryWith({ 'web.json': `{"conflint-snapshot":1,"host":"web",${text}}` })
    const { status, error } = ran(directory, ['web.json'])
    expect([status, error]).toEqual([3, expect.stringMatching(/^conflint: web\.json:\d+: .+\n$/)])
    expect(error).not.toMatch(/internal error|call stack/)
  })

  test('patterns for files', () => {
    const directory = directoryWith({
      '.conflint.yaml': `overrides:\n  - files: ["${'*a'.repeat(60)}*b", "${'**/'.repeat(60)}b", "${'{a,b}'.repeat(40)}", "${'['.repeat(10_000)}"]\n    rules: { "sshd/*${'*a'.repeat(60)}": off, "sshd/*": info }\n`,
      [`${'a'.repeat(200)}/${'a'.repeat(200)}/${'a'.repeat(200)}/sshd_config`]: 'Prot 22\n',
    })
    const { status } = ran(directory, ['.'])
    expect(status).toBeLessThan(3)
  })
})

describe('what is no regular file is not opened', { timeout: PATIENCE }, () => {
  const places = {
    'the configuration': ['sshd_config'],
    'the configuration of conflint': ['--config', 'it', 'fine/sshd_config'],
    facts: ['--facts', 'it', 'fine/sshd_config'],
    'the baseline': ['--baseline', 'it', 'fine/sshd_config'],
    'a rule': ['test', 'it'],
    'what stands at another place': ['--as', 'etc/ssh/sshd_config', 'it'],
    'a snapshot': ['it'],
  }
  const kinds: Readonly<Record<string, (path: string) => void>> = {
    'a pipe': (path) => execFileSync('mkfifo', [path]),
    '/dev/zero': (path) => symlinkSync('/dev/zero', path),
    '/dev/random': (path) => symlinkSync('/dev/random', path),
    'a link to itself': (path) => symlinkSync('it', path),
    'a link to nothing': (path) => symlinkSync('nothing', path),
  }

  test.each(
    Object.entries(kinds).flatMap(([kind, make]) =>
      Object.entries(places).map(([place, argv]) => [kind, place, make, argv] as const),
    ),
  )('%s as %s', async (_, place, make, argv) => {
    const directory = directoryWith({ 'fine/sshd_config': 'Port 22\n' })
    make(join(directory, 'it'))
    symlinkSync('it', join(directory, 'sshd_config'))
    const { status, error } = await conflint(directory, argv)
    const isInput = ['the configuration', 'what stands at another place', 'a snapshot'].includes(place)
    expect([2, 3]).toContain(status)
    if (isInput) expect(status).toBe(3)
    expect(error).toMatch(/^conflint: .+\n$/)
    expect(error).not.toContain('internal error')
  })

  test.each(Object.entries(kinds))('%s as what is included', async (_, make) => {
    const directory = directoryWith({ 'etc/ssh/sshd_config': 'Include it\nPort 22\n' })
    make(join(directory, 'etc/ssh/it'))
    const { status, error } = await conflint(directory, ['--root', '.'])
    expect(status).toBe(1)
    expect(error).toBe('')
  })

  test.each(Object.entries(kinds))('%s as .conflint.yaml', async (_, make) => {
    const directory = directoryWith({ sshd_config: 'Port 22\n' })
    make(join(directory, '.conflint.yaml'))
    const { status, error } = await conflint(directory, ['sshd_config'])
    expect([0, 2]).toContain(status)
    expect(error).not.toContain('internal error')
  })
})

test.skipIf(process.getuid?.() !== 0)(
  'what only root may read, for others (needs root)',
  { timeout: PATIENCE },
  ({ skip }) => {
    const directory = directoryWith({
      'etc/ssh/sshd_config': 'Include closed\nPort 22\n',
      'etc/ssh/closed': 'Port 23\n',
      closed: 'Port 22\n',
    })
    execFileSync('sh', ['-c', 'chmod -R a+rX . && chmod 600 closed etc/ssh/closed'], { cwd: directory })
    const nobody = { uid: 65534, gid: 65534 }
    // What stands around the program may be closed to others, too.
    const runs = ran(directory, ['--version'], nobody).status === 0
    skip(!runs, 'nobody but root can run the program where it stands')
    expect(ran(directory, ['--dialect=sshd', 'closed'], nobody)).toEqual({
      status: 3,
      out: '',
      error: 'conflint: no permission to read closed; run conflint as root\n',
    })
    expect(ran(directory, ['--root', '.', '--format=oneline'], nobody)).toEqual({
      status: 3,
      out: '',
      error: 'conflint: no permission to read /etc/ssh/closed; run conflint as root\n',
    })
  },
)

test('files that come, go and change their kind while they are read', { timeout: PATIENCE }, async () => {
  const directory = directoryWith({ 'etc/ssh/sshd_config': 'Include sshd_config.d/*.conf\nPort 22\n' })
  mkdirSync(join(directory, 'etc/ssh/sshd_config.d'))
  const script = `cd etc/ssh/sshd_config.d; while :; do
    echo Port 23 > a.conf; mkfifo b.conf; ln -s /dev/zero c.conf; mkdir d.conf; echo X11Forwarding no > ../new; mv ../new ../sshd_config
    rm -r *.conf ; mkfifo a.conf; echo x > b.conf; rm -f ../sshd_config; mkfifo ../sshd_config; rm -r *.conf ../sshd_config
    echo 'Include sshd_config.d/*.conf' > ../sshd_config; done`
  const shell = spawn('sh', ['-c', script], { cwd: directory, stdio: 'ignore' })
  try {
    for (let turn = 0; turn < 60; turn++) {
      const { status, error } = await conflint(directory, ['--root', '.', 'etc/ssh/sshd_config'])
      expect([0, 1, 3]).toContain(status)
      expect(error).not.toContain('internal error')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  } finally {
    shell.kill('SIGKILL')
    await new Promise((resolve) => shell.once('exit', resolve))
  }
})
