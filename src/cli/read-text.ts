import { readFileSync } from 'node:fs'
import { isFailure } from '../host/host.ts'
import { live } from '../host/live.ts'
import { usageFailure } from './failure.ts'

/** What the shell makes of `<(…)`; whoever writes that means a pipe. */
const PIPE_OF_THE_SHELL = /^\/(dev|proc\/self)\/fd\/\d+$/

/**
 * The text of a file that conflint was told to read. Any other pipe, or a device, is not opened: it may never end.
 * @param name for people
 */
export function readText(file: string, name: string): string {
  if (PIPE_OF_THE_SHELL.test(file)) return readFileSync(file, 'utf8')
  const content = live({ accounts: false }).read(file)
  if (!isFailure(content)) return new TextDecoder().decode(content)
  throw usageFailure(content.reason.replace(file, () => name))
}
