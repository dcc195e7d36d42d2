import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { isSelective } from './blocks.ts'
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

const SHELL = /^((\/\S*\/)?((a|ba|da|fi|k|mk|z|c|tc)?sh|login|su|tmux|screen)|["']?\$\{?SHELL\}?["']?)$/

/** What the client asked for is run after all. */
const ASKED_FOR = /^(eval|(\/\S*\/)?\w*sh\s+-\w*c)?\s*["']*\$\{?SSH_ORIGINAL_COMMAND\b[^\s;|&]*$/

/** A shell that is started to run one command (`sh -c menu`) runs that command. */
const forcedShell: Quantity = {
  name: 'forced-shell',
  kind: 'text',
  summary: 'The shell that ForceCommand starts for people to type in, or what runs any command; else `none`',
  reads: ['ForceCommand'],
  compute: (view) => {
    const command = textOf(view.peek('ForceCommand'))
    if (command === UNKNOWN) return UNKNOWN
    const run = command.trim().replace(/^exec\s+/, '')
    const [program = '', ...words] = run.split(/\s+/)
    const isShell =
      SHELL.test(program) && words.every((word) => /^-[il]?$|^-[il]+$|^--(login|interactive)$/.test(word))
    if (!isShell && !ASKED_FOR.test(run)) return 'none'
    view.get('ForceCommand')
    return isShell ? program : run
  },
}

const forcedInBlocks: Quantity = {
  name: 'forced-command-in-blocks',
  kind: 'flag',
  summary: 'Whether some Match block sets ForceCommand for its own connections',
  reads: [],
  compute: ({ config }) =>
    config.settings.some(({ keyword, guard }) => keyword === 'ForceCommand' && guard && isSelective(guard))
      ? 'yes'
      : 'no',
}

/** Spellings of the name that are none. */
const MISSPELLED = /^(internal_sftp|internalsftp|sftp-internal|internal-sftpd|internal-sftp-server)(\s|$)/i

/** session.c compares the raw value with `internal-sftp`: quotes, directories and capitals make it another program. */
const misspelledInternalSftp: Quantity = {
  name: 'misspelled-internal-sftp',
  kind: 'text',
  summary:
    'A ForceCommand that is meant to be internal-sftp and is not, because of quotes, a directory or the spelling; else `none`',
  reads: ['ForceCommand'],
  compute: (view) => {
    const command = textOf(view.peek('ForceCommand'))
    if (command === UNKNOWN) return UNKNOWN
    if (MISSPELLED.test(command)) return command
    if (/^internal-sftp(\s|$)/i.test(command) && !command.startsWith('internal-sftp')) return command
    return /^(["']\s*(\/\S*\/)?internal-sftp|\/\S*\/internal-sftp(\s|$))/.test(command) ? command : 'none'
  },
}

export const forcedCommand: readonly Quantity[] = [
  forcedProgram,
  forcedShell,
  forcedInBlocks,
  misspelledInternalSftp,
]
