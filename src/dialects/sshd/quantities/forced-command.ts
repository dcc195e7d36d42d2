import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { textOf } from './words.ts'

const forcedProgram: Quantity = {
  name: 'forced-program',
  kind: 'text',
  summary: 'The first word of ForceCommand, or `none`',
  reads: ['ForceCommand'],
  compute: (view) => {
    const command = textOf(view.peek('ForceCommand'))
    return command === UNKNOWN ? UNKNOWN : (command.trim().split(/\s+/)[0] ?? 'none')
  },
}

/** session.c compares the raw value with `internal-sftp`: quotes and directories make it another program. */
const misspelledInternalSftp: Quantity = {
  name: 'misspelled-internal-sftp',
  kind: 'text',
  summary:
    'A ForceCommand that is meant to be internal-sftp and is not, because of quotes or a directory; else `none`',
  reads: ['ForceCommand'],
  compute: (view) => {
    const command = textOf(view.peek('ForceCommand'))
    if (command === UNKNOWN) return UNKNOWN
    return /^(["']\s*(\/\S*\/)?internal-sftp|\/\S*\/internal-sftp(\s|$))/.test(command) ? command : 'none'
  },
}

export const forcedCommand: readonly Quantity[] = [forcedProgram, misspelledInternalSftp]
