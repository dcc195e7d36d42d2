import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Connection } from '../../src/dialects/dialect.ts'
import { findTarget } from '../../src/dialects/sshd/index.ts'
import type { Answered } from './sshd-answers.ts'
import { firstError } from './sshd-recordings.ts'

/**
 * The installed sshd as a judge. It runs in a root directory of its own, into which only the programs and
 * libraries of the machine are mounted: what it reads otherwise is private.
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
  '/sys/class/net/lo': 'an interface',
}

/** Files of one question: path below /etc/ssh to content. */
export type Tree = Readonly<Record<string, string | Uint8Array>>

/** What of the machine the daemon needs to run at all: mounted, or copied. */
const PROGRAMS = ['usr', 'bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32', 'dev', 'proc']
const SETTINGS = ['ld.so.cache', 'nsswitch.conf', 'ssl', 'gss', 'host.conf', 'gai.conf', 'crypto-policies']

export class SshdOracle {
  private readonly directory = mkdtempSync(join(tmpdir(), 'conflint-sshd-'))
  private readonly process: ChildProcessWithoutNullStreams
  private readonly lines: AsyncIterator<string>
  private readonly reader: Interface
  private readonly mounted = PROGRAMS.filter((name) => existsSync(`${ROOT}/${name}`))
  private questions = 0

  constructor() {
    for (const name of SETTINGS) {
      const there = `${ROOT}/etc/${name}`
      if (existsSync(there))
        cpSync(there, this.inRoot(`/etc/${name}`), { recursive: true, dereference: true })
    }
    this.write('/etc/hosts', '127.0.0.1 localhost\n::1 localhost\n')
    if (existsSync(`${ROOT}/etc/services`)) this.write('/etc/services', SERVICES)
    this.setAccounts(ACCOUNTS)
    mkdirSync(this.inRoot('/run/sshd'), { recursive: true, mode: 0o755 })
    for (const key of HOST_KEYS) this.placeKey(key)
    for (const name of this.mounted) mkdirSync(this.inRoot(`/${name}`))
    const options = [...unshareOptions(), 'sh', '-c', DRIVER, 'oracle', this.directory, `${ROOT}/`]
    this.process = spawn('unshare', [...options, ...this.mounted])
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
    this.write('/etc/passwd', passwd(accounts))
    this.write('/etc/group', group(accounts))
  }

  /** Puts files where the daemon finds them: the paths begin with a folder of `folder()`. */
  place(tree: Tree): void {
    for (const [path, content] of Object.entries(tree)) this.write(`/etc/ssh/${path}`, content)
  }

  /** Makes symbolic links: path below /etc/ssh to target. */
  link(links: Readonly<Record<string, string>>): void {
    for (const [path, target] of Object.entries(links)) {
      const link = this.inRoot(`/etc/ssh/${path}`)
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(target, link)
    }
  }

  /** Makes a host key, of the type that its name tells; RSA where it tells none. */
  placeKey(path: string): void {
    const target = this.inRoot(path)
    if (existsSync(target)) return
    mkdirSync(dirname(target), { recursive: true })
    const type = /dsa|ecdsa|ed25519/i.exec(path.replace(/^.*\//s, ''))?.[0].toLowerCase() ?? 'rsa'
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'oracle', '-f', target])
  }

  remove(folder: string): void {
    rmSync(this.inRoot(`/etc/ssh/${folder}`), { recursive: true, force: true })
  }

  /** `sshd -T -f …`, with `-C …` where a connection, or its specification, is given. */
  async ask(path: string, connection?: Connection | string): Promise<Answered> {
    const specification = typeof connection === 'object' ? specificationOf(connection) : (connection ?? '')
    this.process.stdin.write(`${path}\n${specification}\n`)
    const { value: status } = await this.lines.next()
    if (status === undefined) throw new Error('the oracle went away')
    const stdout = this.read('out')
    const stderr = this.read('err').split(/\r*\n/)
    if (status === '139') return { error: 'Segmentation fault' }
    return status === '0' ? { lines: stdout.split('\n').slice(0, -1) } : { error: firstError(stderr) }
  }

  close(): void {
    this.process.stdin.end()
    this.reader.close()
    // Empty here, because the mounts are the child's. Were they not, nothing of the machine must be removed.
    for (const name of this.mounted) rmdirSync(this.inRoot(`/${name}`))
    rmSync(this.directory, { recursive: true, force: true })
  }

  private read(name: string): string {
    return readFileSync(join(this.directory, name), 'utf8')
  }

  /** Where a path of the daemon's root stands here. */
  private inRoot(path: string): string {
    return join(this.directory, 'root', path)
  }

  private write(path: string, content: string | Uint8Array): void {
    const target = this.inRoot(path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
}

/** Mounts what it takes to run, then answers one question after another: path, specification, exit status. */
const DRIVER = `
set -e
directory=$1 machine=$2
shift 2
mount --make-rprivate /
for name in "$@"; do
  mount --rbind "$machine$name" "$directory/root/$name"
done
set +e
while read -r path && read -r specification; do
  set --
  if [ -n "$specification" ]; then set -- -C "$specification"; fi
  chroot "$directory/root" /usr/sbin/sshd -T -f "$path" "$@" >"$directory/out" 2>"$directory/err"
  echo $?
done
`

/** What `sshd -T -C` takes. */
function specificationOf(connection: Connection): string {
  const { user, host, address, localAddress, localPort, rdomain, invalidUser } = connection
  const pairs = { user, host, addr: address, laddr: localAddress, lport: localPort, rdomain }
  const given = Object.entries(pairs)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${value}`)
  return [...given, ...(invalidUser ? ['invalid-user'] : [])].join(',')
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
