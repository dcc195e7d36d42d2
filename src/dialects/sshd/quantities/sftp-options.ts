import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { Quantity, View } from '../../dialect.ts'
import { sftpOf } from './subsystems.ts'
import { textOf } from './words.ts'

const LEVELS = /^(QUIET|FATAL|ERROR|INFO|VERBOSE|DEBUG[123]?)$/i
const FACILITIES = /^(DAEMON|USER|AUTH|AUTHPRIV|LOCAL[0-7])$/i

/** Options with an argument and what it must look like (sftp-server.c sftp_server_main). */
const ARGUMENTS: Readonly<Record<string, RegExp>> = {
  // percent_expand with %d and %u.
  d: /^([^%]|%[%du])+$/,
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
function refusedOption(line: string): string {
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

/** The command line of the built-in or external sftp server that answers, with the keyword that gives it. */
function serverLine(view: View): { keyword: 'ForceCommand' | 'Subsystem'; line: string } | 'none' | Unknown {
  const forced = textOf(view.peek('ForceCommand'))
  const subsystem = sftpOf(view)
  if (forced === UNKNOWN || subsystem === UNKNOWN) return UNKNOWN
  if (forced !== 'none') {
    return isServer(forced.split(/\s/)[0] ?? '') ? { keyword: 'ForceCommand', line: forced } : 'none'
  }
  if (subsystem === 'none' || !isServer(subsystem.command)) return 'none'
  return { keyword: 'Subsystem', line: subsystem.line }
}

function isServer(command: string): boolean {
  return command === 'internal-sftp' || /\/sftp-server$/.test(command)
}

/** Makes a quantity of the command line of the sftp server; takes its line as evidence where something is found. */
function ofServer(
  name: string,
  summary: string,
  find: (words: readonly string[], view: View) => readonly string[],
  reads: readonly string[] = [],
): Quantity {
  return {
    name,
    kind: 'list',
    summary,
    reads: ['Subsystem', 'ForceCommand', ...reads],
    compute: (view) => {
      const server = serverLine(view)
      if (server === UNKNOWN) return UNKNOWN
      const found = server === 'none' ? [] : find(server.line.trim().split(/\s+/), view)
      if (server !== 'none' && found.length > 0) view.get(server.keyword)
      return found
    },
  }
}

const refusedOptions = ofServer(
  'sftp-options-refused',
  'The first option that the sftp server, forced or of the subsystem, gives up on',
  (words) => {
    const option = refusedOption(words.join(' '))
    return option === 'none' ? [] : [option]
  },
)

/** session.c do_child kept nine words for internal-sftp before 10.4, its own name among them. */
const WORDS_KEPT = 9

const droppedArguments = ofServer(
  'sftp-arguments-beyond-limit',
  'Arguments of internal-sftp behind the ninth word',
  (words) => (words[0] === 'internal-sftp' ? words.slice(WORDS_KEPT) : []),
)

const logOptions = ofServer('sftp-log-options', 'Options by which internal-sftp is told to log', (words) =>
  words[0] !== 'internal-sftp'
    ? []
    : words.flatMap((word, index) => (/^-[lf]$/.test(word) ? [`${word} ${words[index + 1] ?? ''}`] : [])),
)

const startWithChroot: Quantity = {
  name: 'start-directory-with-chroot',
  kind: 'text',
  summary: 'The directory behind -d of internal-sftp where it begins with the chroot; else `none`',
  reads: ['Subsystem', 'ForceCommand', 'ChrootDirectory'],
  compute: (view) => {
    const server = serverLine(view)
    if (server === UNKNOWN || server === 'none') return server
    const words = server.line.trim().split(/\s+/)
    if (!words.includes('-d')) return 'none'
    const start = words[words.indexOf('-d') + 1] ?? ''
    const chroot = textOf(view.peek('ChrootDirectory'))
    if (chroot === UNKNOWN || chroot === 'none') return chroot
    const directory = chroot.replace(/\/+$/, '')
    if (directory === '') return 'none'
    if (start !== directory && !start.startsWith(`${directory}/`)) return 'none'
    view.get(server.keyword)
    return start
  },
}

export const sftpOptions: readonly Quantity[] = [
  refusedOptions,
  droppedArguments,
  logOptions,
  startWithChroot,
]
