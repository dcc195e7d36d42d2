// The commands that are measured, and a directory for their input.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = dirname(dirname(fileURLToPath(import.meta.url)))
export const conflint = join(repository, 'dist/conflint.js')
export const shared = resolve(process.env.CONFLINT_SHARED ?? join(repository, '../shared'))
export const sshd = '/usr/sbin/sshd'
/** Node by itself, which every command of ours has to start first. */
export const nothing = [process.execPath, '-e', '0']

export function judge(path) {
  return [process.execPath, conflint, '--dialect', 'sshd', path]
}

/** Whether sshd is here, and accepts the file. */
export function sshdAccepts(path) {
  return existsSync(sshd) && spawnSync(sshd, ['-t', '-f', path], { stdio: 'ignore' }).status === 0
}

/** Calls a function with a directory, and with a function that writes a file there; both last as long as the call. */
export async function withDirectory(use) {
  const directory = mkdtempSync(join(tmpdir(), 'conflint-bench-'))
  const write = (name, text) => {
    const path = join(directory, name)
    writeFileSync(path, text)
    return path
  }
  try {
    return await use({ directory, write })
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
