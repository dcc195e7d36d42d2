import { resolve } from 'node:path'
import { type Arguments, choice, one, operands } from '../arguments.ts'
import { usageFailure } from '../failure.ts'
import { STANDARD_INPUT } from '../reading/inputs.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** What the user wants of fixes. */
export interface FixRequest {
  /** Which fixes: those that change nothing that somebody may have meant, or the others too. */
  unsafe: boolean
  /** Shown as a difference, instead of written. */
  show: boolean
  /** What is added to the name of a copy of each old file. */
  backup?: string
  /** The baseline of the command line, absolute, and whether it is to be updated. */
  baseline?: string
  update: boolean
  /** The working directory. */
  directory: string
}

/** The request on the command line; undefined where nothing is to be fixed. */
export function fixRequest(
  given: Arguments,
  { directory }: Pick<Terminal, 'directory'>,
): FixRequest | undefined {
  const fix = choice(given, 'fix', ['safe', 'unsafe'])
  const show = given.diff === true
  const backup = one(given, 'backup')
  if (fix === undefined && !show) {
    if (backup !== undefined) throw usageFailure('--backup needs --fix')
    return undefined
  }
  if (!show && operands(given, 'path').includes(STANDARD_INPUT))
    throw usageFailure('--fix cannot write to standard input; name the file, or see the fixes with --diff')
  if (backup?.includes('/'))
    throw usageFailure(`--backup is added to the name of a file, so it holds no slash: "${backup}"`)
  const baseline = one(given, 'baseline')
  return {
    unsafe: fix === 'unsafe',
    show,
    ...(backup !== undefined && { backup }),
    ...(baseline !== undefined && { baseline: resolve(directory, baseline) }),
    update: given['update-baseline'] === true,
    directory,
  }
}
