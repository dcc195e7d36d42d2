import { closeSync, openSync } from 'node:fs'
import { isFailure, type ReadFailure } from '../../host/host.ts'
import { live, readAtMost } from '../../host/live.ts'
import { usageFailure } from '../failure.ts'

/** What the shell makes of `<(…)`; whoever writes that means a pipe. */
const PIPE_OF_THE_SHELL = /^\/(dev|proc\/self)\/fd\/\d+$/

/**
 * The text of a file that conflint was told to read. Any other pipe, or a device, is not opened: it may never end.
 * @param name for people
 */
export function readText(file: string, name: string): string {
  const content = PIPE_OF_THE_SHELL.test(file) ? readPipe(file) : live({ accounts: false }).read(file)
  if (!isFailure(content)) return new TextDecoder().decode(content)
  const { reason } = content
  // The reason may be a directory above it.
  throw usageFailure(reason.includes(file) ? reason.replace(file, () => name) : `${name}: ${reason}`)
}

function readPipe(file: string): Uint8Array | ReadFailure {
  try {
    const descriptor = openSync(file, 'r')
    try {
      return readAtMost(descriptor, 0, file)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    return {
      failure: 'unreadable',
      reason: `${file} cannot be read (${error instanceof Error ? error.message : error})`,
    }
  }
}
