import { asciiLowerCase } from '../../../syntax/ascii.ts'
import { at } from '../releases.ts'
import { integer, octalPrefix } from './numbers.ts'
import { isOld, type Line, missing, type Reader, refuse } from './reading.ts'
import { seconds } from './times.ts'

/** parse_multistate: one of the words of the table, in any case. */
export const words: Reader = (line) => {
  const word = line.words.next()
  if (!word) return refuse(line, 'missing argument.')
  const found = wordFor(line, word)
  return found ?? refuse(line, `unsupported option "${word}".`)
}

/** The word of the table that a spelling stands for; spellings count in any case. */
function wordFor(line: Line, word: string): string | undefined {
  const wanted = asciiLowerCase(word)
  for (const [spelling, value] of Object.entries(line.row.words ?? {})) {
    if (asciiLowerCase(spelling) === wanted) return value
  }
  return undefined
}

export const integerValue: Reader = (line) => {
  const value = integer(line.words.next())
  if (typeof value === 'number') return value
  return refuse(line, isOld(line) ? `integer value ${value}.` : `${line.written} integer value ${value}.`)
}

export const time: Reader = (line) => {
  const word = line.words.next()
  if (!word) return refuse(line, 'missing time value.')
  return seconds(word, line.target.release) ?? refuse(line, 'invalid time value.')
}

/** UnusedConnectionTimeout: `none` is 0. */
export const timeOrNone: Reader = (line) => {
  if (asciiLowerCase(line.words.peek() ?? '') !== 'none') return time(line)
  line.words.next()
  return 0
}

/** StreamLocalBindMask: octal; what follows the digits is not looked at. */
export const octal: Reader = (line) => {
  const word = line.words.next()
  if (!word) return missing(line, 'missing StreamLocalBindMask argument.')
  const value = octalPrefix(word)
  if (value !== undefined && value >= 0 && value <= 0o777) return value
  return refuse(line, isOld(line) ? 'Bad mask.' : `Invalid ${line.written}.`)
}

/** PerSourceMaxStartups: `none` is the largest number. */
export const startupsOrNone: Reader = (line) => {
  const word = line.words.peek()
  if (!word) return missing(line)
  if (word !== 'none') return integerValue(line)
  line.words.next()
  return 2_147_483_647
}

/** A word that is kept as it is. */
export const text: Reader = (line) => {
  const word = line.words.next()
  if (word) return word
  if (line.keyword === 'PAMServiceName') return refuse(line, 'missing argument.')
  if (/CommandUser$/.test(line.keyword)) {
    return refuse(line, `missing ${isOld(line) ? line.keyword : line.written} argument.`)
  }
  return missing(line, 'missing file name.')
}

/** PermitTunnel: the words in exactly this case. */
export const tunnel: Reader = (line) => {
  const word = line.words.next()
  const older = 'yes/point-to-point/ethernet/no argument'
  if (!word) return missing(line, `Missing ${older}.`)
  if (Object.hasOwn(line.row.words ?? {}, word)) return word
  return refuse(line, isOld(line) ? `Bad ${older}: ${word}` : `bad ${line.written} argument ${word}`)
}

export const logLevel: Reader = (line) => logWord(line, 'level')

export const logFacility: Reader = (line) => logWord(line, 'facility')

function logWord(line: Line, what: string) {
  const word = line.words.next()
  const silent = asciiLowerCase(word ?? '') === 'silent' && line.target.build.vendors.includes('debian')
  const value = word === undefined ? undefined : silent ? 'QUIET' : wordFor(line, word)
  return value ?? refuse(line, `unsupported log ${what} '${word ?? '<NONE>'}'`)
}

/** FingerprintHash: the digests that OpenSSH knows. */
export const digest: Reader = (line) => {
  const word = line.words.next()
  if (!word) return missing(line, 'Missing argument.')
  const value = wordFor(line, word)
  if (value !== undefined) return value
  return refuse(line, `Invalid ${isOld(line) ? 'hash' : line.written} algorithm "${word}".`)
}

/** PermitUserEnvironment: exactly `yes` or `no`; anything else is a pattern of names. */
export const environmentPattern: Reader = (line) => line.words.next() || missing(line)

/** ForceCommand and VersionAddendum: the rest of the line as it stands. */
export const rawLine: Reader = (line) => {
  const rest = line.words.next()
  if (!rest) return missing(line, 'Missing argument.')
  if (line.keyword === 'VersionAddendum' && rest.includes('\r') && !(isOld(line) && isNone(rest))) {
    return refuse(line, isOld(line) ? 'Invalid argument' : `Invalid ${line.written} argument`)
  }
  return rest
}

/** AuthorizedKeysCommand and AuthorizedPrincipalsCommand: an absolute path with arguments, or `none`. */
export const rawCommand: Reader = (line) => {
  const rest = line.words.next()
  if (rest === undefined && isOld(line)) return refuse(line, 'Missing argument.')
  const command = rest ?? ''
  // Up to 8.6 only the line that counts was looked at.
  const looked = !isOld(line) || (line.active && line.before.length === 0)
  if (!looked || command.startsWith('/') || isNone(command)) return command
  return refuse(line, `${isOld(line) ? line.keyword : line.written} must be an absolute path`)
}

/** RDomain: the daemon asks the system whether the domain exists, which nothing tells us. */
export const routingDomain: Reader = (line) => {
  if (line.target.release >= at('8.1')) {
    return refuse(line, 'setting RDomain not supported on this platform.')
  }
  return line.words.next() || missing(line, 'Missing argument.')
}

/** AgentSocketPath: `user:` with a path below the home directory, `shared:` with an absolute one, or `none`. */
export const agentSocket: Reader = (line) => {
  const word = line.words.next()
  if (!word) return refuse(line, 'missing path.')
  if (word === 'user:') return refuse(line, 'invalid user path.')
  if (/^shared:(?!\/)/.test(word)) return refuse(line, 'invalid shared path.')
  const known = word === 'none' || word.startsWith('user:') || word.startsWith('shared:')
  return known ? word : refuse(line, 'invalid path.')
}

/** Keywords of vendors, whose arguments nobody described. */
export const anything: Reader = (line) => line.words.takeAll().join(' ')

export function isNone(value: string): boolean {
  return asciiLowerCase(value) === 'none'
}
