import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { put } from './install.ts'

const repository = join(import.meta.dirname, '../..')

export const user = userInfo().username

/** Builds the collection and installs it from the tarball, as people do. */
export function installCollection(folder: string, environment: NodeJS.ProcessEnv): void {
  const galaxy = (...given: string[]) =>
    execFileSync('ansible-galaxy', ['collection', ...given], { env: environment, stdio: 'pipe' })
  galaxy('build', join(repository, 'integrations/ansible'), '--output-path', folder)
  const { version }: { version: string } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
  galaxy('install', join(folder, `conflint-conflint-${version}.tar.gz`), '-p', join(folder, 'collections'))
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A daemon of its own, on loopback, with keys of its own. */
export interface Sshd {
  port: number
  /** Where its configuration stands. */
  main: string
  /** The private key that it lets in. */
  key: string
  stop(): void
}

/**
 * Starts sshd with these lines before, or behind, those that make it private. `undefined` where nobody answers at
 * 127.0.0.1.
 * @param elsewhere whether the lines say where to listen
 */
export async function startSshd(
  folder: string,
  lines = '',
  { name = 'sshd_config', behind = false, elsewhere = false } = {},
): Promise<Sshd | undefined> {
  const port = await freePort()
  const key = join(folder, 'client_key')
  const host = join(folder, 'host_key')
  for (const file of [key, host]) {
    if (existsSync(file)) continue
    mkdirSync(folder, { recursive: true })
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file])
  }
  put(join(folder, 'keys', user), readFileSync(`${key}.pub`, 'utf8'), 0o644)
  const own = privateLines(folder, port).replace(elsewhere ? /ListenAddress .*\n/ : '', '')
  const main = put(join(folder, name), behind ? own + lines : lines + own)
  const daemon = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', main], { stdio: 'ignore' })
  const stop = () => void daemon.kill()
  for (let patience = 100; patience > 0 && daemon.exitCode === null; patience--) {
    const { stdout } = spawnSync('ssh-keyscan', ['-T', '1', '-p', String(port), '127.0.0.1'], {
      encoding: 'utf8',
    })
    if (stdout.includes('ssh-ed25519')) return { port, main, key, stop }
    if (elsewhere && patience < 80) break
    await sleep(50)
  }
  stop()
  return undefined
}

/** What makes a configuration that of a daemon of its own. */
export function privateLines(folder: string, port: number): string {
  return `Port ${port}
ListenAddress 127.0.0.1
HostKey ${join(folder, 'host_key')}
PidFile none
UsePAM no
StrictModes no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
AuthorizedKeysFile ${join(folder, 'keys')}/%u
Subsystem sftp internal-sftp
`
}

/** What ssh needs to come in without asking. */
export const SSH_OPTIONS = [
  ...['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'BatchMode=yes'],
  ...['-o', 'IdentitiesOnly=yes', '-o', 'LogLevel=ERROR', '-o', 'ConnectTimeout=5', '-F', '/dev/null'],
]

/** Whether a command can be run through the daemon. */
export function canRun({ port, key }: Pick<Sshd, 'port' | 'key'>): boolean {
  const { status, stdout } = spawnSync(
    'ssh',
    [...SSH_OPTIONS, '-i', key, '-p', String(port), `${user}@127.0.0.1`, 'echo inside'],
    { encoding: 'utf8', timeout: 10_000 },
  )
  return status === 0 && stdout === 'inside\n'
}
