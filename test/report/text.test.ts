import { expect, test } from 'vitest'
import { text } from '../../src/report/text.ts'
import { jail, refused, report, style } from './sample.ts'

test('all the lines that take part, with what each contributes, for whom, and what to do', () => {
  expect(text(report(jail), style)).toMatchInlineSnapshot(`
    "warning: sshd reads .ssh/authorized_keys below the home directory, before the
             chroot to /srv/sftp/%u: users inside can neither see nor change it.
      sshd/authorized-keys-outside-chroot, likely

      etc/ssh/sshd_config
        6 |     ChrootDirectory /srv/sftp/%u
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ what the user sees as /
        7 |     AuthorizedKeysFile .ssh/authorized_keys
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |     read before the chroot, from the home directory that passwd names,
          |     as the user who logs in

      etc/ssh/sshd_config.d/50-cloud.conf
        1 | PubkeyAuthentication   yes # from the image
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^

      default of OpenSSH 9.2: StrictModes yes
      fact from /etc/passwd:12: home of bob: /home/bob (outside the jail)

      Concerns for example user bob, in groups bob, sftponly, from 10.0.0.5 (Group
      sftponly). Accounts: bob, carol. The same lines concern 2 more kinds of
      connections.

      To do: Keep the keys where the administrator manages them:
               AuthorizedKeysFile /etc/ssh/authorized_keys/%u

         Or: Switch keys off for these users:
               PubkeyAuthentication no

    1 warning in 3 files
    conflint explain sshd/authorized-keys-outside-chroot says why; so for every
    rule.
    "
  `)
})

test('errors come first, and control characters of the input do not reach the terminal', () => {
  expect(text(report(jail, refused), style).split('\n\n').slice(0, 2).join('\n\n')).toMatchInlineSnapshot(`
    "error: sshd does not start: Port must be a number from 1 to 65535, not
           "2\\x1b[2J2".
      sshd/invalid-value

      other/sshd_config
        1 | Port 2\\x1b[2J2
          | ^^^^^^^^^^^^^"
  `)
})

test('nothing found', () => {
  expect(text(report(), style)).toBe('No contradictions in 3 files\n')
})

test('a narrow terminal', () => {
  const lines = text(report(jail), { ...style, width: 50 }).split('\n')
  expect(lines.filter((line) => line.length > 50 && !line.includes('authorized_keys'))).toEqual([])
})

test('a long line is cut around what takes part', () => {
  const value = 'x'.repeat(200)
  const long = {
    ...refused,
    evidence: [{ ...refused.evidence[0], value }] as const,
    evidenceRanges: [{ start: { line: 1, column: 1 }, end: { line: 1, column: 206 } }],
  }
  const { sources, ...rest } = report(long)
  const shown = text(
    { ...rest, sources: new Map([...sources, ['other/sshd_config', `Port ${value}`]]) },
    style,
  )
  expect(shown.split('\n').filter((line) => line.includes('…'))).toHaveLength(1)
  expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})

test('colours, where they are wanted', () => {
  const plain = text(report(jail, refused), style)
  const coloured = text(report(jail, refused), { ...style, colour: true })
  expect(coloured).toContain('\u001b[31m')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain)
})

test('quiet: the findings, and nothing where there are none', () => {
  expect(text(report(), { ...style, detail: 'quiet' })).toBe('')
  const usual = text(report(jail, refused), style)
  const quiet = text(report(jail, refused), { ...style, detail: 'quiet' })
  expect(usual.startsWith(`${quiet}\n1 error, 1 warning in 3 files\n`)).toBe(true)
})

test('verbose: what was read, and what is suppressed and why', () => {
  const { findings, ...rest } = report(refused)
  const suppressed = findings.map((finding) => ({
    ...finding,
    suppression: { kind: 'inSource', reason: 'the port is\u0007 set elsewhere' } as const,
  }))
  expect(
    text({ ...rest, findings: [], suppressed, summary: report().summary }, { ...style, detail: 'verbose' }),
  ).toMatchInlineSnapshot(`
    "Read for OpenSSH 9.2: etc/ssh/sshd_config, etc/ssh/sshd_config.d/50-cloud.conf,
                          other/sshd_config

    1 finding is suppressed:
      other/sshd_config:1: sshd/invalid-value: the port is\\x07 set elsewhere

    No contradictions in 3 files
    "
  `)
})

test('a baseline is mentioned, with what it hides', () => {
  expect(text({ ...report(), baseline: { known: 3, stale: 0 } }, style)).toBe(
    'No contradictions in 3 files\n3 known findings are hidden by the baseline.\n',
  )
})

test('the id of the rule is a link to its page, where the terminal follows links', () => {
  const shown = text(report(refused), { ...style, links: true })
  expect(shown).toContain(
    '  \u001b]8;;https://example.org/invalid-value\u001b\\sshd/invalid-value\u001b]8;;\u001b\\\n',
  )
  expect(text(report({ ...refused, url: 'docs/rules/x.md' }), { ...style, links: true })).not.toContain(
    '\u001b',
  )
})

test.each([40, 50, 60, 80, 120])(
  'nothing but words that cannot be broken is wider than %i columns',
  (width) => {
    const lines = text(report(jail, refused), { ...style, width }).split('\n')
    const wide = lines.filter((line) => line.length > width)
    // Quoted paths and settings stay whole, for copying.
    expect(wide.filter((line) => line.trim().split(/\s+/).length > 2)).toEqual([])
  },
)
