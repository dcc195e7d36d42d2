import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Connection } from '../../src/dialects/dialect.ts'
import { findTarget } from '../../src/dialects/sshd/index.ts'
import type { Answered } from './sshd-answers.ts'
import { firstError } from './sshd-recordings.ts'

/**
 * The installed sshd as a judge. It runs in a mount namespace of its own, in which /etc/ssh, /run and the
 * account files are private: the machine's own are neither read nor written.
 *
 * `CONFLINT_SSHD_ROOT` names the root of another system whose sshd is asked instead, and
 * `CONFLINT_SSHD_TARGET` what it is, such as `debian-13`.
 */
const ROOT = process.env.CONFLINT_SSHD_ROOT ?? ''

const SSHD = `${ROOT}/usr/sbin/sshd`

/** True where the daemon must be asked, so that its absence is a failure. */
export const oracleRequired = process.env.CONFLINT_REQUIRE_ORACLE === '1'

export const hasSshd = existsSync(SSHD) && mayUnshare()

/** The version to judge for, from what the daemon says of itself and of the system. */
export function installedTarget(): string {
  const told = process.env.CONFLINT_SSHD_TARGET
  if (told) return told
  // Every sshd tells its version when it is called wrongly.
  const version = /OpenSSH_(\d+\.\d+(?:p\d+)?)/.exec(output(SSHD, ['-?']))?.[1] ?? ''
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(system)?.[1] ?? ''
  const distribution = findTarget(`${field('ID')}-${field('VERSION_ID')}`)
  const same = distribution && version.startsWith(distribution.version)
  return same ? distribution.name : `${version}/full`
}

/** Accounts with their groups, the primary one first. */
export type Accounts = Readonly<Record<string, readonly string[]>>

/** Accounts of the private system; the first group has the name of the account. */
export const ACCOUNTS: Accounts = {
  root: ['root'],
  alice: ['alice', 'staff', 'sftponly'],
  bob: ['bob', 'staff'],
  'carol.x': ['carol.x', 'wheel'],
  Dave: ['Dave'],
  sshd: ['sshd'],
  nobody: ['nobody'],
}

/** The services of the private system, where the system has such a file at all. */
const SERVICES = 'ssh 22/tcp\nalt-ssh 2222/tcp altssh # other\nntp 123/udp\n'

export const HOST_KEYS = ['rsa', 'ecdsa', 'ed25519'].map((type) => `/etc/ssh/ssh_host_${type}_key`)

/** Files that the daemon finds beside those of a question. */
export const SYSTEM_FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(HOST_KEYS.map((key) => [key, 'a host key'])),
  ...(existsSync(`${ROOT}/etc/services`) && { '/etc/services': SERVICES }),
}

/** Files of one question: path below /etc/ssh to content. */
export type Tree = Readonly<Record<string, string | Uint8Array>>

export class SshdOracle {
  private readonly directory = mkdtempSync(join(tmpdir(), 'conflint-sshd-'))
  private readonly process: ChildProcessWithoutNullStreams
  private readonly lines: AsyncIterator<string>
  private readonly reader: Interface
  private questions = 0

  constructor() {
    this.write('etc/services', SERVICES)
    this.setAccounts(ACCOUNTS)
    mkdirSync(join(this.directory, 'ssh'), { recursive: true })
    for (const key of HOST_KEYS) makeKey(join(this.directory, 'ssh', key.slice('/etc/ssh/'.length)))
    this.process = spawn('unshare', [...unshareOptions(), 'sh', '-c', DRIVER, 'oracle', this.directory, ROOT])
    this.process.stderr.on('data', (text) => process.stderr.write(text))
    this.reader = createInterface({ input: this.process.stdout })
    this.lines = this.reader[Symbol.asyncIterator]()
  }

  /** A name for a folder below /etc/ssh that no other question used. */
  folder(): string {
    return `t${this.questions++}`
  }

  /** Who there is from now on. */
  setAccounts(accounts: Accounts): void {
    this.write('etc/passwd', passwd(accounts))
    this.write('etc/group', group(accounts))
  }

  /** Puts files where the daemon finds them: the paths begin with a folder of `folder()`. */
  place(tree: Tree): void {
    for (const [path, content] of Object.entries(tree)) this.write(`ssh/${path}`, content)
  }

  remove(folder: string): void {
    rmSync(join(this.directory, 'ssh', folder), { recursive: true, force: true })
  }

  /** `sshd -T -f …`, with `-C …` where a connection, or its specification, is given. */
  async ask(path: string, connection?: Connection | string): Promise<Answered> {
    const specification = typeof connection === 'object' ? specificationOf(connection) : (connection ?? '')
    this.process.stdin.write(`${path}\n${specification}\n`)
    const { value: status } = await this.lines.next()
    if (status === undefined) throw new Error('the oracle went away')
    const stdout = this.read('out')
    const stderr = this.read('err').split(/\r*\n/)
    return status === '0' ? { lines: stdout.split('\n').slice(0, -1) } : { error: firstError(stderr) }
  }

  close(): void {
    this.process.stdin.end()
    this.reader.close()
    rmSync(this.directory, { recursive: true, force: true })
  }

  private read(name: string): string {
    return readFileSync(join(this.directory, name), 'utf8')
  }

  private write(path: string, content: string | Uint8Array): void {
    const target = join(this.directory, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
}

/** Mounts what is private, then answers one question after another: path, specification, exit status. */
const DRIVER = `
set -e
mount --make-rprivate / 2>/dev/null || true
mount --bind "$1/ssh" "$2/etc/ssh"
mount -t tmpfs tmpfs "$2/run"
mkdir -p -m 755 "$2/run/sshd"
for file in services passwd group; do
  [ -e "$2/etc/$file" ] && mount --bind "$1/etc/$file" "$2/etc/$file"
done
cd /
set +e
while read -r path && read -r specification; do
  if [ -n "$specification" ]; then set -- "$1" "$2" -C "$specification"; else set -- "$1" "$2"; fi
  directory=$1 root=$2
  shift 2
  if [ -n "$root" ]; then chroot "$root" /usr/sbin/sshd -T -f "$path" "$@" >"$directory/out" 2>"$directory/err"
  else /usr/sbin/sshd -T -f "$path" "$@" >"$directory/out" 2>"$directory/err"; fi
  echo $?
  set -- "$directory" "$root"
done
`

/** What `sshd -T -C` takes. */
export function specificationOf(connection: Connection): string {
  const { user, host, address, localAddress, localPort } = connection
  const pairs = { user, host, addr: address, laddr: localAddress, lport: localPort }
  return Object.entries(pairs)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}

function passwd(accounts: Accounts): string {
  const ids = groupIds(accounts)
  const users = Object.entries(accounts).map(([name, [primary = name]], index) => {
    const user = name === 'root' ? 0 : 4000 + index
    return `${name}:x:${user}:${ids.get(primary)}::/${name}:/bin/sh\n`
  })
  return users.join('')
}

function group(accounts: Accounts): string {
  const lines = [...groupIds(accounts)].map(([name, id]) => {
    const members = Object.keys(accounts).filter((account) => accounts[account]?.slice(1).includes(name))
    return `${name}:x:${id}:${members.join(',')}\n`
  })
  return lines.join('')
}

function groupIds(accounts: Accounts): Map<string, number> {
  const names = new Set(
    Object.entries(accounts).flatMap(([name, groups]) => [...groups, ...(groups.length > 0 ? [] : [name])]),
  )
  return new Map([...names].map((name, index) => [name, name === 'root' ? 0 : 4000 + index]))
}

function makeKey(path: string): void {
  const type = /host_(\w+)_key$/.exec(path)?.[1] ?? ''
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'oracle', '-f', path])
}

function unshareOptions(): readonly string[] {
  return process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user']
}

function mayUnshare(): boolean {
  try {
    execFileSync('unshare', [...unshareOptions(), 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function output(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    return error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  }
}
