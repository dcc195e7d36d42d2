import { execFileSync, spawn } from 'node:child_process'
import { accessSync, closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** What the installed daemon made of a configuration. */
export interface DaemonAnswer {
  /** Exit status; `null` where it had to be ended. */
  status: number | null
  /** The option vector; empty where the file was refused. */
  vector: string[]
  /** What it wrote to stderr, or to the client. */
  words: string
}

/** Whether the absence of a daemon is a failure, as in CI. */
export const REQUIRED = process.env.CONFLINT_REQUIRE_ORACLE === '1'

/** The path of a program, `undefined` where it is not installed; a failure where it must be. */
export function program(name: string): string | undefined {
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/local/sbin']
  const path = directories.map((directory) => join(directory, name)).find(isExecutable)
  if (!path && REQUIRED) throw new Error(`${name} is not installed`)
  return path
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A folder with a short name (sockets allow 107 bytes), and how to take it away again. `needed`: false where all tests are skipped. */
export function temporaryFolder(needed = true): { path: string; remove: () => void } {
  if (!needed) return { path: tmpdir(), remove: () => undefined }
  const path = mkdtempSync(join(tmpdir(), 'cl-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Builds the interposer; gives the path of the library. */
export function buildInterposer(gcc: string, folder: string): string {
  const library = join(folder, 'interposer.so')
  const source = join(import.meta.dirname, 'pure-ftpd-interposer.c')
  execFileSync(gcc, ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'])
  return library
}

/**
 * Starts the daemon with these arguments up to the end of its option loop. Nothing listens. The reply that
 * a client would get is written to a file, since the daemon writes it to descriptor 0.
 */
export function askDaemon(
  daemon: string,
  interposer: string,
  options: string[],
  folder: string,
): Promise<DaemonAnswer> {
  const reply = join(folder, 'reply')
  const client = openSync(reply, 'w+')
  return new Promise((resolve, reject) => {
    // What Perl hands to execve(2) ends at the first NUL.
    const words = options.map((option) => option.replace(/\0.*$/s, ''))
    const child = spawn(daemon, words, {
      cwd: folder,
      env: { LD_PRELOAD: interposer },
      stdio: [client, 'pipe', 'pipe'],
      timeout: 3000,
      killSignal: 'SIGKILL',
    })
    closeSync(client)
    const out: Buffer[] = []
    const error: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => error.push(chunk))
    child.on('error', reject)
    child.on('close', (status) => {
      const said = Buffer.concat(error).toString('latin1').trimEnd()
      const text = Buffer.concat(out).toString('latin1')
      resolve({
        status,
        vector: text === '' ? [] : text.replace(/\n$/, '').split('\n'),
        words: said || readFileSync(reply, 'latin1').trimEnd(),
      })
    })
  })
}
