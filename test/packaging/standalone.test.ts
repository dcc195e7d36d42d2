import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { directoryWith } from '../cli/directory.ts'
import { clean, hosts, misspelt, shadowed, snapshot } from '../cli/fleet/hosts.ts'

const repository = join(import.meta.dirname, '../..')
const program = join(repository, 'dist/conflint.js')
const executable = join(repository, `standalone/conflint-linux-${process.arch}`)

/** What the script says where the registry cannot be reached. */
const EX_TEMPFAIL = 75
const canBuild = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
const built = canBuild ? build() : undefined

/** Builds it, unless that was done since the program was built. */
function build(): SpawnSyncReturns<string> | { status: 0 } {
  if (existsSync(executable) && existsSync(program) && isNewer(executable, program)) return { status: 0 }
  return spawnSync(process.execPath, ['scripts/standalone.mjs', process.arch], {
    cwd: repository,
    encoding: 'utf8',
  })
}

function isNewer(file: string, other: string): boolean {
  return statSync(file).mtimeMs > statSync(other).mtimeMs
}

test.skipIf(!canBuild || built?.status === EX_TEMPFAIL)('the executable can be built', () => {
  expect(built).toMatchObject({ status: 0 })
})

const files = {
  sshd_config: `${misspelt}PasswordAuthentication no\nMatch Group sftp\n    ChrootDirectory /srv/%u\n    ForceCommand internal-sftp\n`,
  other: 'PasswordAuthentication yes\nSubsystem sftp internal-sftp\n',
  wrong: 'X11Forwarding no\nX11Forwarding yes\nSubsystem sftp internal-sftp\n',
  'pure-ftpd.conf': 'ChrootEveryone yes\nMinUID 1000\nPureDB /etc/pureftpd.pdb\nNoSuchThing yes\n',
  'hosts/web1.json': snapshot('web1', misspelt),
  'hosts/web2.json': snapshot('web2', shadowed),
  'fleet.ndjson': hosts(40)
    .map((host, at) => `${snapshot(host, `${at % 2 ? misspelt : clean}AcceptEnv HOST_${at}\n`)}\n`)
    .join(''),
  'own.yaml': `id: sshd/our-banner
title: Without a banner
severity: warning
confidence: certain
tags: [our]
profile: conflicts
when: { Banner: none }
message: There is no banner.
why: Our lawyers want one.
remedies: [{ title: Set one, set: { Banner: /etc/issue.net } }]
references: []
examples:
  - bad: |
      X11Forwarding no
    evidence: []
  - bad: |
      Banner none
    evidence: [1]
  - good: |
      Banner /etc/issue.net
`,
  'with-own/.conflint.yaml': 'rules:\n  - ../own.yaml\n',
  'with-own/sshd_config': clean,
  'broken/.conflint.yaml': 'profile: strict\n',
  'broken/sshd_config': clean,
  'facts.json': JSON.stringify({
    accounts: [
      { name: 'bob', uid: 1000, gid: 1000, home: '/home/bob', shell: '/bin/sh', groups: ['bob', 'sftp'] },
    ],
    allAccounts: true,
  }),
}

/** Calls of everything that conflint does. */
const calls: (string | { call: string; input: string })[] = [
  'sshd_config',
  'check sshd_config pure-ftpd.conf --verbose',
  'pure-ftpd.conf --profile all',
  '--facts facts.json --openssh 9.2 sshd_config',
  '--openssh 7.4,debian-12 sshd_config',
  ...['oneline', 'json', 'jsonl', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle'].map(
    (format) => `--format ${format} sshd_config pure-ftpd.conf`,
  ),
  '--format json=report.json --format oneline wrong --dialect sshd',
  { call: '-', input: misspelt },
  { call: '--as /etc/ssh/sshd_config.d/50-x.conf -', input: 'PermitRootLogn no\n' },
  '--diff --dialect sshd wrong',
  '--fix --dialect sshd wrong',
  'effective --openssh 9.2 other -C user=bob,group=sftp',
  'effective pure-ftpd.conf',
  'effective --format json sshd_config -C user=bob,group=sftp',
  'why wrong X11Forwarding --dialect sshd',
  'diff sshd_config other --dialect sshd',
  'rules --format json',
  'explain sshd/shadowed-setting',
  'explain MaxAuthTries',
  'test own.yaml',
  'with-own',
  'broken',
  'hosts',
  'fleet.ndjson',
  '--jobs 2 fleet.ndjson',
  '--jobs 1 fleet.ndjson --format jsonl',
  'init fresh',
  'completion bash',
  '--help',
  '--version',
  'absent',
  '--absent',
  '--print-config sshd_config',
  'sshd_config --baseline known.json --update-baseline',
]

describe.skipIf(built?.status !== 0 || !existsSync(program))('the executable', () => {
  function run(command: readonly string[], directory: string, input = '', environment: object = {}) {
    const [name = '', ...given] = command
    const { status, stdout, stderr } = spawnSync(name, given, {
      cwd: directory,
      input,
      encoding: 'utf8',
      env: { PATH: '/nowhere', ...environment },
    })
    return { status, stdout, stderr, files: contents(directory) }
  }

  test.each(calls)('says what the program says: %j', (given) => {
    const { call, input } = typeof given === 'string' ? { call: given, input: '' } : given
    const answers = [[process.execPath, program], [executable]].map((command) => {
      const directory = directoryWith(files)
      mkdirSync(join(directory, 'fresh'))
      const answer = run([...command, ...call.split(' ')], directory, input)
      return JSON.parse(JSON.stringify(answer).replaceAll(directory, '/here'))
    })
    expect(answers[1]).toEqual(answers[0])
  })

  test('takes nothing from the directory in which it runs', () => {
    const spoilt = 'require("node:fs").writeFileSync("spoilt", "")\n'
    const directory = directoryWith({
      sshd_config: clean,
      'bunfig.toml': 'preload = ["./spoil.js"]\n',
      'spoil.js': spoilt,
      '.env': 'FORCE_COLOR=1\n',
      'package.json': '{ "bun": { "preload": ["./spoil.js"] } }',
      'node_modules/node:fs/index.js': spoilt,
    })
    const { stdout, status, files } = run([executable, 'sshd_config'], directory)
    expect({ stdout, status }).toEqual({ stdout: 'No contradictions in 1 file\n', status: 0 })
    expect(Object.keys(files)).not.toContain('spoilt')
  })

  test('writes all that there is into a pipe, and minds no reader that has seen enough', () => {
    const directory = directoryWith({ sshd_config: `${clean}${'PermitRootLogn no\n'.repeat(3000)}` })
    writeFileSync(
      join(directory, 'call'),
      `"${executable}" --format oneline sshd_config | tail -n 1; "${executable}" sshd_config 2>&1 | head -n 1\n`,
    )
    const { stdout, stderr } = run(['/bin/sh', 'call'], directory, '', { PATH: process.env.PATH })
    expect(stdout).toMatch(/^sshd_config:3001:1: [^\n]+\nerror: [^\n]+\n$/)
    expect(stderr).toBe('')
  })
})

function contents(directory: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((file) => [
        `${dirname(file)}/${file.slice(dirname(file).length + 1)}`,
        readFileSync(file, 'utf8'),
      ]),
  )
}
