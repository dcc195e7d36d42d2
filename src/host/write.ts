import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Replaces the contents of files that exist: all are written beside the old ones and reach the disk
 * before the first of them takes its place, so that at any moment each file is the old one or the new
 * one, whole. Mode and owner stay; a symbolic link stays, and the file that it points to is replaced.
 * @param backup what is added to the name of a copy of each old file; no copies without it
 * @throws the error of the file system; the files that were not replaced yet are then as they were
 */
export function replaceFiles(contents: ReadonlyMap<string, Uint8Array>, backup?: string): void {
  const pending: { temporary: string; file: string }[] = []
  try {
    for (const [path, content] of contents) {
      const file = realpathSync(path)
      const temporary = join(dirname(file), `.conflint-${process.pid}-${pending.length}`)
      pending.push({ temporary, file })
      writeBeside(temporary, file, content)
    }
    if (backup !== undefined) for (const { file } of pending) copyAnew(file, `${file}${backup}`)
    for (const { temporary, file } of pending) {
      renameSync(temporary, file)
      syncDirectory(dirname(file))
    }
  } finally {
    for (const { temporary } of pending) rmSync(temporary, { force: true })
  }
}

/** A copy in place of an older one; where that is a link, what it leads to stays as it is. */
function copyAnew(file: string, copy: string): void {
  rmSync(copy, { force: true })
  copyFileSync(file, copy, constants.COPYFILE_EXCL)
}

function writeBeside(temporary: string, file: string, content: Uint8Array): void {
  const { mode, uid, gid } = statSync(file)
  const descriptor = openSync(temporary, 'wx', 0o600)
  try {
    for (let written = 0; written < content.length; ) written += writeSync(descriptor, content, written)
    // Owner before mode: changing the owner may take bits of the mode away.
    if (process.getuid?.() === 0) fchownSync(descriptor, uid, gid)
    fchmodSync(descriptor, mode & 0o7777)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** The new name itself must reach the disk. */
function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
