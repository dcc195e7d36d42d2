import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { conflint, found, type Outcome } from '../conflint.ts'
import { directoryWith } from '../directory.ts'

const base = 'Subsystem sftp internal-sftp\n'
const sshd_config = `${base}PermitRootLogn no\nFoo bar\n`

/** What conflint wrote is written, as outside of tests. */
function keep({ written }: Outcome) {
  for (const [file, text] of Object.entries(written)) writeFileSync(file, text)
}

async function withBaseline() {
  const directory = directoryWith({ sshd_config })
  const outcome = await conflint(directory, ['--baseline=known.json', '--update-baseline', 'sshd_config'])
  keep(outcome)
  return { directory, outcome }
}

test('known findings are hidden, new ones are not, and moving lines makes no difference', async () => {
  const { directory, outcome } = await withBaseline()
  expect(outcome).toMatchObject({
    status: 0,
    out: 'No contradictions in 1 file\n2 known findings are hidden by the baseline.\n',
  })
  writeFileSync(join(directory, 'sshd_config'), `# moved\n\n${sshd_config}\nBar foo\n`)
  const later = await conflint(directory, ['--baseline=known.json', '--format=json', 'sshd_config'])
  expect(later.status).toBe(1)
  expect(found(later)).toEqual(['sshd_config:7 sshd/unknown-keyword'])
})

test('the file is one entry a line, for reviews', async () => {
  const { directory, outcome } = await withBaseline()
  expect(outcome.written[join(directory, 'known.json')]).toMatch(
    /^\{\n {2}"version": 1,\n {2}"findings": \[\n {4}\{"rule":"sshd\/unknown-keyword","file":"sshd_config","lines":\["(Foo bar|PermitRootLogn no)"\],"fingerprint":"[0-9a-f]{16}"\},\n.*\n {2}\]\n\}\n$/,
  )
})

test('entries whose finding is gone are counted, and dropped by an update', async () => {
  const { directory } = await withBaseline()
  writeFileSync(join(directory, 'sshd_config'), `${base}Foo bar\n`)
  const argv = ['--baseline=known.json', 'sshd_config']
  expect((await conflint(directory, argv)).out).toContain(
    '1 known finding is hidden by the baseline; 1 of its entries is out of date:\n--update-baseline drops it.\n',
  )
  keep(await conflint(directory, [...argv, '--update-baseline']))
  expect((await conflint(directory, argv)).out).toContain('1 known finding is hidden by the baseline.\n')
})

test('an update keeps what is known of files that are not checked', async () => {
  const directory = directoryWith({ 'a/sshd_config': sshd_config, 'b/sshd_config': sshd_config })
  keep(await conflint(directory, ['--baseline=known.json', '--update-baseline', '.']))
  keep(await conflint(directory, ['--baseline=known.json', '--update-baseline', 'a/sshd_config']))
  expect(await conflint(directory, ['--baseline=known.json', '.'])).toMatchObject({
    status: 0,
    out: 'No contradictions in 2 files\n4 known findings are hidden by the baseline.\n',
  })
})

test('files are named relative to the baseline: it may be used from anywhere', async () => {
  const directory = directoryWith({ 'etc/known.json': '', 'etc/sshd_config': sshd_config })
  keep(await conflint(directory, ['--baseline=etc/new.json', '--update-baseline', 'etc/sshd_config']))
  for (const [from, path] of [
    [join(directory, 'etc'), 'sshd_config'],
    [directory, join(directory, 'etc/sshd_config')],
  ] as const) {
    const outcome = await conflint(from, [`--baseline=${join(directory, 'etc/new.json')}`, path])
    expect(outcome.status).toBe(0)
  }
})

test('twins are counted: one more of the same is new', async () => {
  const { directory } = await withBaseline()
  writeFileSync(join(directory, 'sshd_config'), `${sshd_config}Foo bar\n`)
  const outcome = await conflint(directory, ['--baseline=known.json', '--format=json', 'sshd_config'])
  expect(found(outcome)).toHaveLength(1)
})

test('.conflint.yaml may name it', async () => {
  const directory = directoryWith({
    'hosts/sshd_config': sshd_config,
    '.conflint.yaml': 'baseline: known.json\n',
  })
  keep(await conflint(directory, ['--update-baseline', 'hosts']))
  expect((await conflint(join(directory, 'hosts'), ['sshd_config'])).status).toBe(0)
})

test('in SARIF, known findings are suppressed from outside', async () => {
  const { directory } = await withBaseline()
  const { runs } = JSON.parse(
    (await conflint(directory, ['--baseline=known.json', '--format=sarif', 'sshd_config'])).out,
  )
  expect(runs[0].results.map(({ suppressions }: { suppressions: unknown }) => suppressions)).toEqual(
    Array(2).fill([{ kind: 'external', status: 'accepted', justification: 'known in known.json' }]),
  )
})

test.each([
  [
    ['--baseline=absent.json', 'sshd_config'],
    'the baseline absent.json does not exist; --update-baseline writes it',
  ],
  [['--update-baseline', 'sshd_config'], '--update-baseline needs --baseline FILE'],
  [['--baseline=bad.json', 'sshd_config'], 'bad.json:3: findings[0].rule: expected string, found 7'],
  [['--baseline=broken.json', 'sshd_config'], 'broken.json:2: '],
  [['--baseline=old.json', 'sshd_config'], 'old.json:1: version: expected one of 1, found 0'],
])('%j is refused', async (argv, message) => {
  const directory = directoryWith({
    sshd_config,
    'bad.json':
      '{ "version": 1, "findings": [\n {},\n { "rule": 7, "file": "x", "lines": [], "fingerprint": "0123456789abcdef" }]}\n'.replace(
        ' {},\n',
        '\n',
      ),
    'broken.json': '{ "version": 1,\n [',
    'old.json': '{ "version": 0, "findings": [] }\n',
  })
  expect(await conflint(directory, argv)).toMatchObject({
    status: 2,
    out: '',
    error: expect.stringContaining(message),
  })
})

test('an input that cannot be read leaves the baseline as it is', async () => {
  const { directory } = await withBaseline()
  const outcome = await conflint(directory, [
    '--baseline=known.json',
    '--update-baseline',
    'sshd_config',
    'absent',
  ])
  expect(outcome).toMatchObject({ status: 3, written: {} })
})
