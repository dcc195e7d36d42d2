import { type Arguments, choice, one, operands } from '../arguments.ts'
import { usageFailure } from '../failure.ts'
import { STANDARD_INPUT } from '../reading/inputs.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { type BaselineRequest, baselineFor } from './baseline.ts'

/** What the user wants of fixes. */
export interface FixRequest {
  /** Which fixes: those that change nothing that somebody may have meant, or the others too. */
  unsafe: boolean
  /** Shown as a difference, instead of written. */
  show: boolean
  /** What is added to the name of a copy of each old file. */
  backup?: string
  /** What is known, and is not fixed. */
  baseline(judged: Parameters<typeof baselineFor>[1]): BaselineRequest | undefined
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
  return {
    unsafe: fix === 'unsafe',
    show,
    ...(backup !== undefined && { backup }),
    baseline: (judged) => baselineFor(given, judged, { directory }),
    directory,
  }
}
