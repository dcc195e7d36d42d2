import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formats } from '../../src/report/formats.ts'
import { conflint, found } from '../cli/conflint.ts'
import { directoryWith } from '../cli/directory.ts'

const SECRET = 'sEcReTsEcReT'

/** A repository that a stranger wrote, and beside it what it must not lead to. */
function repository(files: Readonly<Record<string, string>>): string {
  const directory = directoryWith({ 'outside/secret': `${SECRET} yes\n`, 'repository/.git/HEAD': '' })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, 'repository', name)), { recursive: true })
    writeFileSync(join(directory, 'repository', name), text.replaceAll('OUTSIDE', join(directory, 'outside')))
  }
  return join(directory, 'repository')
}

function told({ out, error }: { out: string; error: string }): string {
  return out + error
}

describe('what a stranger wrote into a repository does not make conflint show what stands outside', () => {
  const outOf = (repository: string) => `leads out of the repository ${repository}`

  test.each([
    'extends: ../outside/secret',
    'extends: [OUTSIDE/secret]',
    'rules: [../outside/secret]',
    'rules: [OUTSIDE]',
    'baseline: ../outside/secret',
    'rules: [link]',
    'extends: link',
  ])('.conflint.yaml says %s', async (text) => {
    const directory = repository({ '.conflint.yaml': `${text}\n`, sshd_config: 'Port 22\n' })
    symlinkSync('../outside/secret', join(directory, 'link'))
    const outcome = await conflint(directory, ['sshd_config'])
    expect(told(outcome)).not.toContain(SECRET)
    expect([outcome.status, outcome.error]).toEqual([2, expect.stringContaining(outOf(directory))])
  })

  test('.conflint.yaml is a link', async () => {
    const directory = repository({ sshd_config: 'Port 22\n' })
    symlinkSync('../outside/secret', join(directory, '.conflint.yaml'))
    const outcome = await conflint(directory, ['sshd_config'])
    expect(told(outcome)).not.toContain(SECRET)
    expect([outcome.status, outcome.error]).toEqual([2, expect.stringContaining(outOf(directory))])
  })

  test('whoever names the configuration may have it lead anywhere', async () => {
    const directory = repository({ 'strict.yaml': 'extends: OUTSIDE/base.yaml\n', sshd_config: 'Prot 22\n' })
    writeFileSync(join(directory, '../outside/base.yaml'), 'rules:\n  sshd/unknown-keyword: off\n')
    expect(await conflint(directory, ['--config', 'strict.yaml', 'sshd_config'])).toMatchObject({ status: 0 })
  })

  test.each([['sshd_config'], ['.']])('sshd_config is a link: conflint %s', async (path) => {
    const directory = repository({})
    symlinkSync('../outside/secret', join(directory, 'sshd_config'))
    const outcome = await conflint(directory, [path])
    expect(outcome.status).toBe(3)
    expect(outcome.error).toBe(`conflint: sshd_config leads out of ${directory}, where nothing is read\n`)
  })

  test('a drop-in is a link', async () => {
    const directory = repository({ sshd_config: 'Include sshd_config.d/*.conf\n', 'sshd_config.d/a': '' })
    symlinkSync('../../outside/secret', join(directory, 'sshd_config.d/x.conf'))
    const outcome = await conflint(directory, ['--format=json', 'sshd_config'])
    expect(told(outcome)).not.toContain(SECRET)
    expect(found(outcome)).toContain('sshd_config:1 sshd/unreadable-file')
  })

  test('a link to another place in the repository is followed', async () => {
    const directory = repository({
      sshd_config: 'Include sshd_config.d/*.conf\n',
      'sshd_config.d/a': '',
      'common/x.conf': 'Prot 22\n',
    })
    symlinkSync('../common/x.conf', join(directory, 'sshd_config.d/x.conf'))
    const outcome = await conflint(directory, ['--format=json', 'sshd_config'])
    expect(found(outcome)).toContain('sshd_config.d/x.conf:1 sshd/unknown-keyword')
  })

  test.each([
    'OUTSIDE/*',
    'OUTSIDE/secret',
    '../../../../../../../../../../..OUTSIDE/secret',
    '/proc/self/environ',
    '/proc/self/fd/*',
    '/dev/../OUTSIDE/secret',
    '/root/*',
  ])('Include %s', async (pattern) => {
    for (const place of ['sshd_config', 'my_sshd_config', 'files/etc/ssh/sshd_config']) {
      const directory = repository({ [place]: `Port 22\nInclude ${pattern}\nPermitRootLogin no\n` })
      for (const argv of [[place], ['--root', '.', place], ['effective', '--why', place]]) {
        const outcome = await conflint(directory, argv, { environment: { X: SECRET } })
        expect(told(outcome)).not.toContain(SECRET)
        expect(outcome.error).not.toContain('internal error')
      }
    }
  })

  test('a snapshot holds all that its paths lead to', async () => {
    const snapshot = {
      'conflint-snapshot': 1,
      host: 'web',
      configurations: ['/etc/ssh/sshd_config'],
      files: {
        '/etc/ssh/sshd_config': {
          text: 'Include /../../outside/secret\nInclude /x/*\nInclude /l\nPort 22\n',
        },
        '/x': { link: '../../../../../../../../../etc' },
        '/l': { link: 'OUTSIDE/secret' },
      },
    }
    const directory = repository({ 'web.json': JSON.stringify(snapshot) })
    const outcome = await conflint(directory, ['--format=json', 'web.json'])
    expect(told(outcome)).not.toContain(SECRET)
    expect(outcome.status).toBeLessThan(2)
  })
})

test('--fix below a root writes what the root’s link leads to there, not what stands at that path here', async () => {
  const directory = directoryWith({
    victim: 'mine\n',
    'root/etc/ssh/other': '',
  })
  const victim = join(directory, 'victim')
  const inRoot = join(directory, 'root', victim)
  mkdirSync(dirname(inRoot), { recursive: true })
  writeFileSync(inRoot, 'Port 22\nUsePrivilegeSeparation yes\n')
  symlinkSync(victim, join(directory, 'root/etc/ssh/sshd_config'))
  const { error } = await conflint(directory, ['--root', 'root', '--fix'])
  expect(error).toBe('conflint: 1 fix written\n')
  expect(readFileSync(victim, 'utf8')).toBe('mine\n')
  expect(readFileSync(inRoot, 'utf8')).toBe('Port 22\n')
})

test('--backup does not write where a link leads', async () => {
  const directory = directoryWith({
    victim: 'mine\n',
    sshd_config: 'Port 22\nUsePrivilegeSeparation yes\n',
  })
  symlinkSync('victim', join(directory, 'sshd_config.orig'))
  await conflint(directory, ['--fix', '--backup', '.orig', 'sshd_config'])
  expect(readFileSync(join(directory, 'victim'), 'utf8')).toBe('mine\n')
  expect(readFileSync(join(directory, 'sshd_config.orig'), 'utf8')).toContain('UsePrivilegeSeparation')
})

/** Control characters, and those that hide text or turn it around; what a terminal would obey. */
const OBEYED = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/u
const ESCAPES = '\u001b[31m\u001b]8;;http://x\u0007\u009b2J\u202e\u200b\u2028\u0085\ufeff'

describe('no terminal obeys the input', () => {
  test.each(Object.keys(formats))('names, values and lines in --format %s', async (format) => {
    const directory = directoryWith({
      [`${ESCAPES}\n/etc/ssh/sshd_config`]: `Prot${ESCAPES} 22\nPort ${ESCAPES}\nMatch User ${ESCAPES}\nX11Forwarding maybe\n`,
    })
    const { out, error } = await conflint(directory, ['--format', format, '--verbose', '.'])
    expect(out).not.toMatch(OBEYED)
    expect(error).not.toMatch(OBEYED)
  })

  test.each([
    ['explain', 'sshd/my-rule'],
    ['rules'],
    ['rules', '--format=json'],
    ['test', 'rule.yaml'],
    ['sshd_config'],
    ['why', 'sshd_config', `Port${ESCAPES}`],
    ['effective', 'sshd_config', '-C', `user=${ESCAPES}`],
    [`--${ESCAPES}`],
    ['explain', ESCAPES],
    [ESCAPES],
  ])('rules of one’s own, and words on the command line: conflint %s %s', async (...argv) => {
    const rule = {
      id: 'sshd/my-rule',
      title: `Title ${ESCAPES}`,
      severity: 'error',
      confidence: 'certain',
      when: { Port: { includes: 22 } },
      message: `Message ${ESCAPES}`,
      why: `Why ${ESCAPES}\n`,
      remedies: [{ title: `Do ${ESCAPES}`, text: `Text ${ESCAPES}` }],
      references: [`Reference ${ESCAPES}`],
      examples: [{ bad: `Port 22 # ${ESCAPES}\n`, evidence: [9] }, { good: 'Port 22\n' }],
    }
    const directory = directoryWith({
      '.conflint.yaml': 'rules: [rule.yaml]\n',
      'rule.yaml': JSON.stringify(rule),
      sshd_config: 'Port 22\n',
    })
    const { out, error } = await conflint(directory, argv)
    expect(out).not.toMatch(OBEYED)
    expect(error).not.toMatch(OBEYED)
  })

  test('names of hosts and files in snapshots', async () => {
    const snapshot = (host: string) =>
      JSON.stringify({
        'conflint-snapshot': 1,
        host,
        configurations: [`/etc/${ESCAPES}/sshd_config`],
        files: { [`/etc/${ESCAPES}/sshd_config`]: { text: `Prot 22\nInclude /x${ESCAPES}\n` } },
      })
    const directory = directoryWith({ 'a.json': snapshot('web\u202e'), 'b.json': snapshot('web\u001b[31m') })
    for (const file of ['a.json', 'b.json']) {
      const { out, error } = await conflint(directory, [file])
      expect(out + error).not.toMatch(OBEYED)
      expect(out + error).not.toBe('')
    }
  })
})

describe('hashes of passwords appear in no report', () => {
  const hashes = [
    `$6$salt$${SECRET}`,
    `$y$j9T$salt$${SECRET}`,
    `$2b$10$${SECRET}`,
    `$argon2id$v=19$m=1$s$${SECRET}`,
  ]
  const shadow = hashes.map((hash, number) => `user${number}:${hash}:19000:0:99999:7:::\n`).join('')

  test.each(Object.keys(formats))('shadow as the configuration, in --format %s', async (format) => {
    const directory = directoryWith({ sshd_config: shadow, 'pure-ftpd.conf': shadow, shadow })
    for (const argv of [
      ['sshd_config'],
      ['pure-ftpd.conf'],
      ['--dialect=sshd', 'shadow'],
      ['--profile=all', '.'],
    ])
      expect(told(await conflint(directory, ['--format', format, ...argv]))).not.toContain(SECRET)
  })

  test('shadow as what a configuration includes, as facts, rules, baseline, and configuration of conflint', async () => {
    const directory = directoryWith({
      'etc/ssh/sshd_config': 'Include /etc/shadow\nMatch User x\nInclude /etc/passwd\n',
      'etc/shadow': shadow,
      'etc/passwd': shadow,
      'etc/pure-ftpd/pure-ftpd.conf': 'PureDB /etc/pure-ftpd/pureftpd.pdb\nMinUID 2000\n',
      'etc/pure-ftpd/pureftpd.passwd': hashes
        .map((hash, n) => `v${n}:${hash}:1000:1000::/srv/./::::::::::::\n`)
        .join(''),
    })
    for (const argv of [
      ['--root', '.', '--verbose', '--profile=all'],
      ['--root', '.', '--format=json'],
      ['--facts', 'etc/shadow', 'etc/ssh/sshd_config'],
      ['--config', 'etc/shadow', 'etc/ssh/sshd_config'],
      ['--baseline', 'etc/shadow', 'etc/ssh/sshd_config'],
      ['test', 'etc/shadow'],
      ['etc/shadow'],
    ])
      expect(told(await conflint(directory, argv)), argv.join(' ')).not.toContain(SECRET)
  })
})

test('git is asked of revisions that look like options as of any other', async () => {
  const directory = directoryWith({ sshd_config: 'Port 22\n' })
  execFileSync('git', ['init', '-q'], { cwd: directory })
  const { status, error } = await conflint(directory, ['diff', '--output=x:sshd_config', 'sshd_config'])
  expect(status).toBeGreaterThan(1)
  expect(error).not.toContain('internal error')
})
