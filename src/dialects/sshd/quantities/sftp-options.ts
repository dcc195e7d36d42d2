import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'
import { sftpOf } from './subsystems.ts'
import { textOf } from './words.ts'

const LEVELS = /^(QUIET|FATAL|ERROR|INFO|VERBOSE|DEBUG[123]?)$/i
const FACILITIES = /^(DAEMON|USER|AUTH|AUTHPRIV|LOCAL[0-7])$/i

/** Options with an argument and what it must look like (sftp-server.c sftp_server_main). */
const ARGUMENTS: Readonly<Record<string, RegExp>> = {
  d: /./,
  f: FACILITIES,
  l: LEVELS,
  P: /./,
  p: /./,
  Q: /./,
  // A word in capitals is there to be replaced.
  u: /^(0*[0-7]{1,4}|[A-Z_]+)$/,
}
const ALONE = 'ceRh'

/** The first option that the sftp server gives up on, or `none`. */
export function refusedOption(line: string): string {
  const words = line.trim().split(/\s+/).slice(1)
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (!word.startsWith('-') || word === '-' || word.startsWith('#')) return 'none'
    if (word.startsWith('--')) return word
    for (let at = 1; at < word.length; at++) {
      const letter = word.charAt(at)
      const pattern = ARGUMENTS[letter]
      if (!pattern && !ALONE.includes(letter)) return `-${letter}`
      if (!pattern) continue
      const glued = word.slice(at + 1)
      const argument = glued || (words[++index] ?? '')
      const bare = argument.replace(/^["'](.*)["']$/, '$1')
      if (!pattern.test(bare)) return `-${letter} ${argument}`.trim()
      break
    }
  }
  return 'none'
}

const subsystemOption: Quantity = {
  name: 'sftp-option-refused',
  kind: 'text',
  summary:
    'The first option of the sftp server, forced or of the subsystem, that it gives up on; else `none`',
  reads: ['Subsystem', 'ForceCommand'],
  compute: (view) => {
    const forced = textOf(view.peek('ForceCommand'))
    const subsystem = sftpOf(view)
    if (forced === UNKNOWN || subsystem === UNKNOWN) return UNKNOWN
    if (isServer(forced.split(/\s/)[0] ?? '')) {
      const option = refusedOption(forced)
      if (option !== 'none') view.get('ForceCommand')
      return option
    }
    if (forced !== 'none' || subsystem === 'none' || !isServer(subsystem.command)) return 'none'
    const option = refusedOption(subsystem.line)
    if (option !== 'none') view.get('Subsystem')
    return option
  },
}

function isServer(command: string): boolean {
  return command === 'internal-sftp' || /\/sftp-server$/.test(command)
}

export const sftpOptions: readonly Quantity[] = [subsystemOption]
