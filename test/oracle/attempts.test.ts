import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sshd } from '../../src/dialects/sshd/index.ts'
import { memory } from '../../src/host/memory.ts'
import { builtin } from '../../src/rules/builtin.ts'
import { lint } from '../../src/rules/lint.ts'

const required = process.env.CONFLINT_REQUIRE_ORACLE === '1'
const present =
  spawnSync('sh', ['-c', 'test -x /usr/sbin/sshd && command -v ssh ssh-keygen && test "$(id -u)" = 0'])
    .status === 0

/** A client that holds so many keys that the server does not know, and what the server is told. */
const scenarios: readonly { keys: number; lines: string }[] = [
  { keys: 6, lines: 'MaxAuthTries 6\nKbdInteractiveAuthentication no' },
  { keys: 6, lines: 'MaxAuthTries 7\nKbdInteractiveAuthentication no' },
  { keys: 5, lines: 'KbdInteractiveAuthentication no' },
  { keys: 5, lines: 'MaxAuthTries 5\nKbdInteractiveAuthentication no' },
  { keys: 2, lines: 'MaxAuthTries 3\nUsePAM no\nKbdInteractiveAuthentication yes' },
  { keys: 2, lines: 'MaxAuthTries 4\nUsePAM no\nKbdInteractiveAuthentication yes' },
  { keys: 6, lines: 'MaxAuthTries 2\nPubkeyAuthentication no\nKbdInteractiveAuthentication no' },
  { keys: 6, lines: 'MaxAuthTries 2\nAuthenticationMethods password' },
  { keys: 3, lines: 'KbdInteractiveAuthentication no\nMatch User *\n  MaxAuthTries 3' },
  { keys: 3, lines: 'KbdInteractiveAuthentication no\nMatch User *\n  MaxAuthTries 4' },
  {
    keys: 3,
    lines: 'MaxAuthTries 3\nKbdInteractiveAuthentication no\nAuthenticationMethods publickey password',
  },
]

test('the daemon is here', () => {
  if (required) expect(present).toBe(true)
})

describe.skipIf(!present)('a client with several keys against the installed sshd', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conflint-attempts-'))
  const keys: string[] = []
  const version =
    /OpenSSH_(\d+\.\d+)/.exec(spawnSync('/usr/sbin/sshd', ['-V'], { encoding: 'utf8' }).stderr)?.[1] ?? ''

  beforeAll(() => {
    for (const name of ['host', ...Array.from({ length: 6 }, (_, index) => `key${index}`)]) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)])
      if (name !== 'host') keys.push(join(folder, name))
    }
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(
    scenarios.map((scenario) => [scenario.lines.replaceAll('\n', '; '), scenario.keys, scenario] as const),
  )('%s, %i keys', async (_, __, { keys: count, lines }) => {
    const { rules } = await builtin('sshd')
    const entry = '/etc/ssh/sshd_config'
    const host = memory({ [entry]: lines })
    const { findings } = lint(sshd.resolve(entry, host, { version }), {
      dialect: sshd,
      rules: rules.filter(({ id }) => id === 'sshd/max-auth-tries-below-agent-keys'),
      laws: [],
      host,
      parameters: { agentKeys: count, assumedVersion: false },
      profile: 'conflicts',
    })
    const predicted = findings.some(({ severity }) => severity === 'warning')
    expect(await isThrownOut(lines, keys.slice(0, count), folder)).toBe(predicted)
  })
})

/** Whether sshd disconnects the client before it gets to ask for a password. */
async function isThrownOut(lines: string, keys: readonly string[], folder: string): Promise<boolean> {
  const port = await freePort()
  const file = join(folder, `sshd_config-${port}`)
  const fixed = [`ListenAddress 127.0.0.1:${port}`, `HostKey ${join(folder, 'host')}`, 'PidFile none']
  writeFileSync(file, `${fixed.join('\n')}\n${lines}\n`)
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    await listening(server)
    const given = keys.flatMap((key) => ['-i', key])
    const options = [
      'StrictHostKeyChecking=no',
      'UserKnownHostsFile=/dev/null',
      'IdentitiesOnly=yes',
      'NumberOfPasswordPrompts=1',
    ]
    const { stderr } = spawnSync(
      'ssh',
      [
        '-F',
        'none',
        '-v',
        ...given,
        ...options.flatMap((option) => ['-o', option]),
        '-p',
        String(port),
        'stranger@127.0.0.1',
        'true',
      ],
      // An askpass that answers, so that no terminal is needed.
      {
        encoding: 'utf8',
        timeout: 30_000,
        env: { PATH: process.env.PATH, SSH_ASKPASS: '/bin/true', SSH_ASKPASS_REQUIRE: 'force' },
      },
    )
    expect(stderr).toMatch(/Authentications that can continue|Too many authentication failures/)
    return !stderr.includes('Next authentication method: password')
  } finally {
    server.kill()
  }
}

function listening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      if (log.includes('Server listening')) resolve()
    })
    server.once('exit', () => reject(new Error(log)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
