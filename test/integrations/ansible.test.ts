import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  canRun,
  installCollection,
  privateLines,
  SSH_OPTIONS,
  type Sshd,
  startSshd,
  user,
} from './ansible-setup.ts'
import { installConflint, put } from './install.ts'

const required = process.env.CONFLINT_REQUIRE_ORACLE === '1'
const present = ['ansible-playbook', 'ssh', 'ssh-keygen', '/usr/sbin/sshd'].every(
  (tool) => spawnSync(tool, ['--version']).error === undefined,
)

test('Ansible and sshd are here', () => {
  if (required) expect(present).toBe(true)
})

const good = 'Subsystem sftp internal-sftp\nUsePAM yes\n'
/** The chroot is refused, MaxAuthTries 4 never counts, and UsePrivilegeSeparation can go. */
const bad = `${good}MaxAuthTries 5\nMaxAuthTries 4\nUsePrivilegeSeparation yes\nMatch Group sftponly\n    ChrootDirectory upload\n    ForceCommand internal-sftp\n`

describe.skipIf(!present)('the real Ansible', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'conflint-ansible-')))
  const environment: NodeJS.ProcessEnv = {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    HOME: folder,
    LANG: 'C.UTF-8',
    ANSIBLE_COLLECTIONS_PATHS: join(folder, 'collections'),
    ANSIBLE_LOCAL_TEMP: join(folder, 'tmp'),
    ANSIBLE_REMOTE_TEMP: join(folder, 'remote'),
    ANSIBLE_NOCOLOR: '1',
    ANSIBLE_PIPELINING: '1',
    ANSIBLE_HOST_KEY_CHECKING: 'False',
    ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3',
  }
  let sshd: Sshd | undefined

  beforeAll(async () => {
    installConflint(folder)
    installCollection(folder, environment)
    sshd = await startSshd(join(folder, 'sshd'))
    if (!sshd) throw new Error('sshd does not start')
    put(join(folder, 'drop-in.j2'), 'MaxAuthTries {{ tries }}\n')
    put(join(folder, 'good/etc/ssh/sshd_config'), good)
    put(join(folder, 'bad/etc/ssh/sshd_config'), bad)
    put(
      join(folder, 'bad/etc/pure-ftpd/pureftpd.passwd'),
      'joe:$6$salt$9vKsTqDhHASH:1001:1001::/srv/joe/./::::::::::::\n',
    )
    put(join(folder, 'bad/etc/pure-ftpd/conf/PureDB'), '/etc/pure-ftpd/pureftpd.pdb\n')
    const ssh = `ansible_host=127.0.0.1 ansible_port=${sshd.port} ansible_user=${user} ansible_ssh_private_key_file=${sshd.key}`
    const common = `ansible_ssh_common_args='${SSH_OPTIONS.join(' ')}' conflint_become=false`
    put(
      join(folder, 'inventory'),
      `[remote]
good.example conflint_root=${folder}/good
bad.example conflint_root=${folder}/bad
third.example conflint_root=${folder}/good
[remote:vars]
${ssh.replaceAll(' ', '\n')}
${common.replace(' conflint_become', '\nconflint_become')}
[fleet]
web[1:4] ansible_connection=local conflint_become=false conflint_root=${folder}/bad
db[1:2] ansible_connection=local conflint_become=false conflint_root=${folder}/good
[here]
localhost ansible_connection=local conflint_root=${folder}/good
`,
    )
  }, 120_000)

  afterAll(() => {
    sshd?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Runs a playbook, given as its text or by its name in the collection. */
  function play(playbook: string, ...given: string[]) {
    const name = playbook.startsWith('conflint.') ? playbook : put(join(folder, 'playbook.yml'), playbook)
    const { status, stdout, stderr } = spawnSync(
      'ansible-playbook',
      ['-i', join(folder, 'inventory'), name, ...given],
      {
        cwd: folder,
        env: environment,
        encoding: 'utf8',
      },
    )
    const recap = new Map(
      [...stdout.matchAll(/^(\S+) +: (ok=.*)$/gm)].map(([, host = '', line = '']) => [
        host,
        Object.fromEntries(
          [...line.matchAll(/(\w+)=(\d+)/g)].map(([, what, count]) => [what, Number(count)]),
        ),
      ]),
    )
    return { status, stdout, stderr, recap }
  }

  test('the documentation can be shown, and what it says can be run', () => {
    const modules = ['conflint.conflint.conflint', 'conflint.conflint.conflint_facts']
    const shown = spawnSync('ansible-doc', ['--json', ...modules], { env: environment, encoding: 'utf8' })
    const documented: Record<string, { doc: object; examples: string; return: object }> = JSON.parse(
      shown.stdout,
    )
    expect(Object.keys(documented)).toEqual(modules)
    const readme = readFileSync(join(import.meta.dirname, '../../integrations/ansible/README.md'), 'utf8')
    const blocks = [...readme.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
    expect(blocks.length).toBeGreaterThan(2)
    const tasks = [...blocks, ...Object.values(documented).map(({ examples }) => examples)]
    put(
      join(folder, 'documented.yml'),
      tasks.map((block) => `- hosts: all\n  tasks:\n${block.replaceAll(/^(?=.)/gm, '    ')}`).join('\n'),
    )
    const { status, stderr } = spawnSync('ansible-playbook', ['--syntax-check', 'documented.yml'], {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(0)
  })

  test('several hosts over SSH: one fails with a readable message, nothing is changed', () => {
    const { status, stdout, recap } = play('conflint.conflint.check', '--limit', 'remote')
    expect(status).toBe(2)
    expect(stdout).toContain('bad.example:/etc/ssh/sshd_config:4:1: warning: ')
    expect(stdout).toMatch(/^bad\.example:.* begin with a slash.*\[sshd\/chroot-path-refused\]$/m)
    expect(stdout).not.toContain('good.example:/etc')
    expect(recap.get('good.example')).toMatchObject({ ok: 2, changed: 0, failed: 0 })
    expect(recap.get('third.example')).toMatchObject({ ok: 2, changed: 0, failed: 0 })
    expect(recap.get('bad.example')).toMatchObject({ ok: 1, changed: 0, failed: 1 })
  })

  test('check mode and --diff: the same, and the fixes are shown', () => {
    const before = readFileSync(join(folder, 'bad/etc/ssh/sshd_config'), 'utf8')
    const { status, stdout, recap } = play(
      'conflint.conflint.check',
      '--limit',
      'remote',
      '--check',
      '--diff',
    )
    expect(status).toBe(2)
    expect(recap.get('bad.example')).toMatchObject({ changed: 0, failed: 1 })
    expect(stdout).toContain('--- a/bad.example:/etc/ssh/sshd_config')
    expect(stdout).toMatch(/^-UsePrivilegeSeparation yes$/m)
    expect(readFileSync(join(folder, 'bad/etc/ssh/sshd_config'), 'utf8')).toBe(before)
  })

  test('a local connection: what is found is returned, from fail_on on the task fails', () => {
    const results = join(folder, 'results.json')
    const { status, recap } = play(`
- hosts: localhost
  gather_facts: false
  tasks:
    - conflint.conflint.conflint: {root: ${folder}/bad, fail_on: never}
      register: told
    - conflint.conflint.conflint: {root: ${folder}/bad, path: [/etc/ssh/sshd_config], fail_on: error}
      register: refused
      ignore_errors: true
    - conflint.conflint.conflint: {root: ${folder}/good, executable: [${join(folder, 'bin/conflint')}]}
      register: fine
    - copy: {dest: ${results}, content: "{{ {'told': told, 'refused': refused, 'fine': fine} | to_json }}"}
`)
    expect(status).toBe(0)
    expect(recap.get('localhost')).toMatchObject({ ok: 4, ignored: 1 })
    const { told, refused, fine } = JSON.parse(readFileSync(results, 'utf8'))
    expect(told).toMatchObject({ changed: false, failed: false })
    expect(told.summary.error).toBeGreaterThan(0)
    expect(told.findings.map(({ rule }: { rule: string }) => rule)).toContain('sshd/shadowed-setting')
    expect(told.findings.map(({ file }: { file: string }) => file)).toContain('localhost:/etc/pure-ftpd')
    expect(refused).toMatchObject({ changed: false, failed: true })
    expect(refused.msg).toMatch(/^conflint found \d+ errors?/)
    expect(fine).toMatchObject({
      changed: false,
      failed: false,
      findings: [],
      summary: { error: 0, warning: 0 },
    })
  })

  test.skipIf(!existsSync('/etc/ssh/sshd_config'))(
    'the machine itself is judged as conflint does there',
    () => {
      const results = join(folder, 'machine.json')
      play(`
- hosts: localhost
  gather_facts: false
  tasks:
    - conflint.conflint.conflint: {path: [/etc/ssh/sshd_config], profile: all, fail_on: never}
      register: judged
    - copy: {dest: ${results}, content: "{{ judged.findings | to_json }}"}
`)
      const { stdout } = spawnSync(
        'conflint',
        ['--profile', 'all', '--format', 'json', '/etc/ssh/sshd_config'],
        {
          env: environment,
          encoding: 'utf8',
        },
      )
      const { findings }: { findings: unknown[] } = JSON.parse(stdout)
      expect(findings.length).toBeGreaterThan(0)
      const told: object[] = JSON.parse(readFileSync(results, 'utf8').replaceAll('localhost:/', '/'))
      expect(told).toEqual(findings.map((finding) => ({ ...Object(finding), host: 'localhost' })))
    },
  )

  test('snapshots of several hosts, judged later and together', () => {
    const { status } = play('conflint.conflint.snapshots', '--limit', 'remote', '--check')
    expect(status).toBe(0)
    expect(existsSync(join(folder, 'snapshots'))).toBe(false)
    const { recap } = play(
      'conflint.conflint.snapshots',
      '--limit',
      'remote',
      '-e',
      `conflint_snapshots=${folder}/snapshots`,
    )
    expect(recap.get('bad.example')).toMatchObject({ ok: 1, changed: 0, failed: 0 })
    expect(readdirSync(join(folder, 'snapshots'))).toEqual([
      'bad.example.json',
      'good.example.json',
      'third.example.json',
    ])
    expect(readFileSync(join(folder, 'snapshots/bad.example.json'), 'utf8')).not.toContain('9vKsTqDhHASH')
    const { status: found, stdout } = spawnSync(
      'conflint',
      ['--format', 'oneline', ...readdirSync(join(folder, 'snapshots'))],
      {
        cwd: join(folder, 'snapshots'),
        env: environment,
        encoding: 'utf8',
      },
    )
    expect(found).toBe(1)
    expect(stdout).toMatch(/^bad\.example:\/etc\/ssh\/sshd_config:4:1: warning: /m)
    expect(stdout).not.toContain('good.example')
  })

  test('snapshots are put where Ansible is started, as the README has it', () => {
    const place = join(folder, 'elsewhere')
    mkdirSync(place)
    const start = (...given: string[]) =>
      spawnSync(
        'ansible-playbook',
        ['-i', join(folder, 'inventory'), 'conflint.conflint.snapshots', '--limit', 'fleet', ...given],
        { cwd: place, env: environment, encoding: 'utf8' },
      )
    const names = ['db1.json', 'db2.json', 'web1.json', 'web2.json', 'web3.json', 'web4.json']
    expect(start().status).toBe(0)
    expect(readdirSync(join(place, 'snapshots'))).toEqual(names)
    expect(start('-e', 'conflint_snapshots=own/place').status).toBe(0)
    expect(readdirSync(join(place, 'own/place'))).toEqual(names)
    expect(
      existsSync(join(folder, 'collections/ansible_collections/conflint/conflint/playbooks/snapshots')),
    ).toBe(false)
  })

  test('a fleet: what is the same on many hosts is told once, by rule and by host', () => {
    const snapshots = join(folder, 'fleet')
    const { recap } = play(
      'conflint.conflint.snapshots',
      '--limit',
      'fleet',
      '-e',
      `conflint_snapshots=${snapshots}`,
    )
    expect([...recap.keys()]).toEqual(['db1', 'db2', 'web1', 'web2', 'web3', 'web4'])
    const judged = (given: readonly string[], input = '') =>
      spawnSync('conflint', given, { cwd: folder, env: environment, encoding: 'utf8', input })
    const { status, stdout, stderr } = judged(['--format=text', '--format=html=fleet.html', 'fleet'])
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toMatch(/chroot-path-refused\n {2}on 4 of 6 hosts: web1, web2, web3, web4\.\n\n {2}web1:/)
    expect(stdout.match(/chroot-path-refused/g)).toHaveLength(1)
    expect(stdout).toMatch(/^Hosts, worst first:\n.* 4 hosts: web1, web2, web3, web4$/m)
    expect(stdout).toMatch(/ of 6 hosts; 2 hosts without findings$/m)
    expect(readFileSync(join(folder, 'fleet.html'), 'utf8')).toContain('2 hosts without findings')
    // The same in one stream, and as JSON lines.
    const stream = readdirSync(snapshots)
      .map((name) => readFileSync(join(snapshots, name), 'utf8'))
      .join('')
    expect(judged(['-'], stream).stdout).toBe(stdout)
    const lines = judged(['--format=jsonl', '-'], stream).stdout.trimEnd().split('\n')
    const hosts = lines.map((line): unknown => JSON.parse(line).host)
    expect([...new Set(hosts)]).toEqual(['web1', 'web2', 'web3', 'web4'])
  })

  test('validate: what contradicts is not written, and the message says why', () => {
    const dest = join(folder, 'validated/etc/ssh/sshd_config')
    put(dest, good)
    const validate = `conflint --as ${dest} %s`
    const { recap, stdout } = play(`
- hosts: localhost
  gather_facts: false
  tasks:
    - copy: {dest: "${dest}", content: "UsePAM yes\\nMaxAuthTries 0\\n", validate: "${validate}"}
      ignore_errors: true
    - lineinfile: {path: "${dest}", line: "PermitRootLogn no", validate: "${validate}"}
      ignore_errors: true
    - template: {src: drop-in.j2, dest: "${dest}.d/50-tries.conf", validate: "conflint --as ${dest}.d/50-tries.conf %s"}
      vars: {tries: 0}
      ignore_errors: true
    - lineinfile: {path: "${dest}", line: "X11Forwarding no", validate: "${validate}"}
`)
    expect(recap.get('localhost')).toMatchObject({ ok: 4, changed: 1, ignored: 3 })
    expect(stdout).toContain('[sshd/max-auth-tries-zero]')
    expect(stdout).toContain(`${dest}:3:1: error: `)
    expect(stdout).toContain('[sshd/unknown-keyword]')
    expect(readFileSync(dest, 'utf8')).toBe(`${good}X11Forwarding no\n`)
    expect(existsSync(`${dest}.d/50-tries.conf`)).toBe(false)
  })

  test('validate: the examples of the README work on the file that Debian has', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../integrations/ansible/README.md'), 'utf8')
    const [, tasks = ''] = /^## With `validate`\n[\s\S]*?^```yaml\n([\s\S]*?)^```$/m.exec(readme) ?? []
    const etc = join(folder, 'stock/etc')
    cpSync(join(import.meta.dirname, '../../fixtures/stock/debian-12/etc'), etc, { recursive: true })
    put(join(folder, '50-hardening.conf.j2'), 'MaxAuthTries 4\n')
    const printed = tasks.replaceAll('/etc/ssh/', `${etc}/ssh/`).replaceAll(/^(?=.)/gm, '    ')
    const playing = (text: string) => play(`- hosts: localhost\n  gather_facts: false\n  tasks:\n${text}`)

    const strict = playing(printed)
    expect(strict.stdout).toContain('[sshd/max-auth-tries-below-agent-keys]')
    expect(existsSync(join(etc, 'ssh/sshd_config.d/50-hardening.conf'))).toBe(false)

    const { recap, stdout } = playing(printed.replaceAll('conflint --as', 'conflint --fail-on error --as'))
    expect(recap.get('localhost'), stdout).toMatchObject({ ok: 2, changed: 2, failed: 0 })
    expect(existsSync(join(etc, 'ssh/sshd_config.d/50-hardening.conf'))).toBe(true)

    rmSync(join(etc, 'ssh/sshd_config.d/50-hardening.conf'))
    put(join(folder, '50-hardening.conf.j2'), 'PermitRootLogin no\n')
    cpSync(join(import.meta.dirname, '../../fixtures/stock/debian-12/etc'), etc, { recursive: true })
    const fine = playing(printed)
    expect(fine.recap.get('localhost'), fine.stdout).toMatchObject({ ok: 2, changed: 2, failed: 0 })
    expect(readFileSync(join(etc, 'ssh/sshd_config'), 'utf8')).toMatch(/^X11Forwarding no$/m)
  })

  const others = `Match Address 10.0.0.0/8\n    DenyUsers *\n`
  const changes: [lines: string, survives: boolean][] = [
    ['X11Forwarding no\n', true],
    [`AllowUsers ${user}@127.0.0.1\n`, true],
    [`AllowUsers ${user}@10.0.0.0/8\n`, false],
    [`DenyUsers ${user}\n`, false],
    ['PubkeyAuthentication no\nPasswordAuthentication yes\n', false],
    ['AuthenticationMethods publickey,password\nPasswordAuthentication yes\n', false],
    ['ListenAddress 127.0.0.2\n', false],
    ['AuthorizedKeysFile /nonexistent/%u\n', false],
    ['MaxSessions 0\n', false],
    ['ForceCommand internal-sftp\n', false],
    ['ChrootDirectory /srv\n', false],
    ['Nonsense yes\n', false],
  ]
  const inBlocks: typeof changes = [
    [others, true],
    ['Match Address 127.0.0.0/8\n    DenyUsers *\n', false],
    [`Match User ${user}\n    PubkeyAuthentication no\n`, false],
    ['Match User nobody\n    PubkeyAuthentication no\n', true],
  ]

  test('the guard lets a file through exactly where the real sshd lets Ansible in with it', async () => {
    if (!sshd) throw new Error('sshd does not start')
    const own = privateLines(join(folder, 'sshd'), sshd.port)
    // ListenAddress adds up, whereas the first value of all others wins.
    const text = (lines: string, rest: string) =>
      lines + (lines.startsWith('ListenAddress') ? rest.replace(/ListenAddress .*\n/, '') : rest)
    const contents = [
      ...changes.map(([lines]) => text(lines, own)),
      ...inBlocks.map(([lines]) => own + lines),
    ]
    const results = join(folder, 'guard.json')
    const { stdout } = play(`
- hosts: good.example
  gather_facts: false
  tasks:
    - conflint.conflint.conflint:
        content: "{{ item }}"
        dest: ${sshd.main}
        guard: true
        fail_on: never
      loop: ${JSON.stringify(contents)}
      register: judged
      ignore_errors: true
    - copy: {dest: ${results}, content: "{{ judged.results | to_json }}"}
      delegate_to: localhost
`)
    expect(stdout).toContain('Ansible would lock itself out: ')
    const judged: { failed: boolean; msg?: string; guard: { checked: boolean } }[] = JSON.parse(
      readFileSync(results, 'utf8'),
    )
    expect(judged.every(({ guard }) => guard.checked)).toBe(true)
    const verdicts = judged.map(({ failed, msg = '' }, index) => [
      contents[index],
      !failed,
      msg.includes('lock itself out'),
    ])
    const expected = [...changes, ...inBlocks].map(([, survives], index) => [
      contents[index],
      survives,
      !survives,
    ])
    expect(verdicts).toEqual(expected)
    // What the daemons themselves do with it.
    for (const [index, [, survives]] of [...changes, ...inBlocks].entries()) {
      const content = contents[index] ?? ''
      const lines = content.replace(own, '').replace(own.replace(/ListenAddress .*\n/, ''), '')
      expect({ lines, inside: await lets(lines, index >= changes.length) }).toEqual({
        lines,
        inside: survives,
      })
    }
  }, 300_000)

  /** Whether a daemon with these lines, before or behind those that make it private, lets us in. */
  async function lets(lines: string, behind: boolean): Promise<boolean> {
    const listens = lines.startsWith('ListenAddress')
    const daemon = await startSshd(join(folder, 'sshd'), lines, {
      name: 'other_sshd_config',
      behind,
      elsewhere: listens,
    })
    if (!daemon) return false
    try {
      return canRun(daemon)
    } finally {
      daemon.stop()
    }
  }

  test('what is asked wrongly is told in one sentence, and nothing waits for ever', () => {
    const results = join(folder, 'wrong.json')
    play(`
- hosts: localhost
  gather_facts: false
  ignore_errors: true
  tasks:
    - conflint.conflint.conflint: {root: ${folder}/good, content: "UsePAM yes\\n", dest: etc/ssh/sshd_config}
      register: relative
    - conflint.conflint.conflint: {root: ${folder}/good, content: "UsePAM yes\\n", dest: /etc/ssh}
      register: directory
    - conflint.conflint.conflint: {root: ${folder}/good, src: good/etc/ssh/sshd_config, dest: /etc/ssh}
      register: into
    - conflint.conflint.conflint: {executable: nowhere}
      register: absent
    - conflint.conflint.conflint: {path: /nowhere/sshd_config}
      register: missing
      delegate_to: third.example
    - copy: {dest: ${results}, content: "{{ [relative, directory, into, absent, missing] | to_json }}"}
`)
    const [relative, directory, into, absent, missing]: { msg?: string; exception?: string }[] = JSON.parse(
      readFileSync(results, 'utf8'),
    )
    expect(relative?.msg).toMatch(/begins with a slash: etc\/ssh\/sshd_config$/)
    expect(directory?.msg).toMatch(/"dest" names a file, and \/etc\/ssh\/ is a directory$/)
    expect(into).toMatchObject({ failed: false, findings: [] })
    expect(absent?.msg).toMatch(/^conflint cannot be run on the controller \(nowhere: /)
    expect(absent?.exception).toBeUndefined()
    // The host that is looked at gives its name, not the one that asks.
    expect(missing?.msg).toBe('conflint: third.example:/nowhere/sshd_config: /nowhere does not exist')
  })

  test('no_log hides what is said beside the result', () => {
    const quiet = play(`
- hosts: localhost
  gather_facts: false
  tasks:
    - conflint.conflint.conflint: {root: ${folder}/good, content: "Secret yes\\n", dest: /etc/ssh/sshd_config}
      diff: true
      no_log: true
`)
    expect(quiet.status).toBe(2)
    expect(quiet.stdout + quiet.stderr).not.toContain('Secret')
  })

  test('the guard knows of a password from the prompt, and that without a file of keys there is no key', () => {
    const root = join(folder, 'keyless')
    put(join(root, 'etc/ssh/sshd_config'), good)
    put(join(root, 'etc/passwd'), 'bob:x:1000:1000::/home/bob:/bin/sh\n')
    mkdirSync(join(root, 'home/bob'), { recursive: true })
    const playbook = `
- hosts: localhost
  gather_facts: false
  tasks:
    - conflint.conflint.conflint:
        {root: ${root}, content: "PasswordAuthentication no\\nKbdInteractiveAuthentication no\\n", dest: /etc/ssh/sshd_config,
         guard: true, guard_user: bob, guard_address: 10.1.2.3, fail_on: never}
`
    const prompted = play(playbook, '--connection-password-file', put(join(folder, 'secret'), 'secret\n'))
    expect(prompted.stdout).toContain('bob from 10.1.2.3 has password, and would need publickey to log in')
    expect(prompted.status).toBe(2)
    // Who is known to have nothing but a key has one, wherever the file of keys is.
    expect(play(playbook).status).toBe(0)
  })

  test('a file that is not UTF-8 is judged by its bytes', () => {
    writeFileSync(join(folder, 'latin1.conf'), Buffer.from('Nonsens\xe9 yes\n', 'latin1'))
    const { stdout } = play(`
- hosts: localhost
  gather_facts: false
  tasks:
    - conflint.conflint.conflint: {root: ${folder}/good, src: latin1.conf, dest: /etc/ssh/sshd_config}
`)
    expect(stdout).toMatch(/^localhost:\/etc\/ssh\/sshd_config:1:1: error: .* Nonsensé[ .]/m)
  })

  test('links: a drop-in is one where its directory is linked, too', () => {
    const linked = join(folder, 'linked')
    put(join(linked, 'etc/ssh/real_config'), `${good}Include /etc/ssh/sshd_config.d/*.conf\nMaxAuthTries 6\n`)
    put(join(linked, 'srv/drop-ins/10-own.conf'), 'X11Forwarding no\n')
    symlinkSync('real_config', join(linked, 'etc/ssh/sshd_config'))
    symlinkSync('/srv/drop-ins', join(linked, 'etc/ssh/sshd_config.d'))
    const results = join(folder, 'linked.json')
    play(`
- hosts: localhost
  gather_facts: false
  tasks:
    - conflint.conflint.conflint:
        root: ${linked}
        content: "PermitRootLogin no\\nMaxAuthTries 7\\nMatch User bob\\n    AllowUsers alice\\n"
        dest: /etc/ssh/sshd_config.d/50-new.conf
        guard: true
        guard_user: alice
        guard_address: 10.1.2.3
        fail_on: never
      register: judged
    - copy: {dest: ${results}, content: "{{ judged | to_json }}"}
`)
    const judged = JSON.parse(readFileSync(results, 'utf8'))
    expect(judged.summary.files).toBe(3)
    expect(judged.findings).toContainEqual(
      expect.objectContaining({ rule: 'sshd/shadowed-setting', file: 'localhost:/etc/ssh/sshd_config' }),
    )
    expect(judged.guard).toMatchObject({ checked: true, losses: [] })
  })

  test('.conflint.yaml counts beside the playbook, and where Ansible is started for one of the collection', () => {
    const own = put(join(folder, '.conflint.yaml'), 'rules:\n  sshd/shadowed-setting: off\n')
    try {
      const beside = play(`
- hosts: bad.example
  gather_facts: false
  tasks:
    - conflint.conflint.conflint: {root: "{{ conflint_root }}"}
`)
      const started = play('conflint.conflint.check', '--limit', 'bad.example')
      for (const { stdout } of [beside, started]) {
        expect(stdout).toContain('sshd/chroot-path-refused')
        expect(stdout).not.toContain('sshd/shadowed-setting')
      }
    } finally {
      rmSync(own)
    }
  })

  test('the guard tells where there is nothing to guard, and guards whom it is told', () => {
    const dest = join(folder, 'good/etc/ssh/sshd_config')
    const results = join(folder, 'told.json')
    play(`
- hosts: localhost
  gather_facts: false
  tasks:
    - conflint.conflint.conflint: {root: ${folder}/good, content: "AllowUsers bob@10.0.0.0/8\\n${good.replaceAll('\n', '\\n')}", dest: /etc/ssh/sshd_config, guard: true}
      register: nobody
    - conflint.conflint.conflint: {root: ${folder}/good, content: "AllowUsers bob@10.0.0.0/8\\n${good.replaceAll('\n', '\\n')}", dest: /etc/ssh/sshd_config, guard: true, guard_user: bob, guard_address: 10.1.2.3}
      register: bob
    - conflint.conflint.conflint: {root: ${folder}/good, content: "AllowUsers bob@10.0.0.0/8\\n${good.replaceAll('\n', '\\n')}", dest: /etc/ssh/sshd_config, guard: true, guard_user: bob, guard_address: 192.0.2.1}
      register: away
      ignore_errors: true
    - copy: {dest: ${results}, content: "{{ [nobody, bob, away] | to_json }}"}
`)
    const [nobody, bob, away] = JSON.parse(readFileSync(results, 'utf8'))
    expect(nobody.guard).toEqual({
      checked: false,
      reason: 'Ansible does not come in through sshd, and guard_address is not given',
    })
    expect(bob.guard).toMatchObject({ checked: true, losses: [] })
    expect(away.guard.losses).toEqual(['bob from 192.0.2.1 could no longer log in (AllowUsers)'])
    expect(readFileSync(dest, 'utf8')).toBe(good)
  })
})
