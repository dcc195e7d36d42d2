import { parsePureFtpd } from '../../syntax/pure-ftpd.ts'
import type { Place, Problem } from '../dialect.ts'
import type { DirectiveRow } from './directives.ts'
import type { ReadLine } from './reading.ts'

/** A value that the option loop of the daemon refuses. `words`: its reason. */
export function valueProblem(line: ReadLine, words: string): Problem {
  const silent = words.startsWith('(')
  return {
    rule: 'pure-ftpd/invalid-value',
    source: line.source,
    node: line.node,
    message: messageOf(line.row, line.argument ?? line.text, words),
    daemon: silent ? words.slice(1, -1) : `421 ${words}`,
    refused: true,
  }
}

/** A word on the command line that is no option. */
export function operandProblem(place: Place | undefined, word: string): Problem {
  const root = parsePureFtpd('')
  return {
    rule: 'pure-ftpd/invalid-value',
    source: place?.source ?? { path: '', text: '', root },
    node: place?.node ?? { position: root.position },
    message: `The word ${word} ends up on the command line of the server, which refuses it and does not start.`,
    daemon: `421 Invalid argument: "${word}"`,
    refused: true,
  }
}

/** An authentication method that the daemon does not know. */
export function methodProblem(place: Place, method: string): Problem {
  return {
    rule: 'pure-ftpd/invalid-value',
    ...place,
    message: `The name of this setting is not in its usual case, so its option is ${method}, which the server does not know; it does not start.`,
    daemon: `421 Unknown authentication method: ${method}`,
    refused: true,
  }
}

const WANTED: Readonly<Record<string, string>> = {
  AltLog: 'an absolute path, with clf:, stats:, w3c: or xferlog: before it or nothing',
  AnonymousBandwidth: 'numbers above 0 (a leading 0 means octal)',
  AnonymousRatio: 'two numbers above 0',
  CertFile: 'a file, or two files with one comma between them',
  CertFileAndKey: 'two files',
  ExtAuth: 'the path of a socket of at most 107 bytes',
  ExtCert: 'the path of a socket of at most 107 bytes',
  LimitRecursion: 'two numbers above 0',
  MaxClientsNumber: 'a number above 0 (a leading 0 means octal)',
  MaxClientsPerIP: 'a number above 0 (a leading 0 means octal)',
  MaxLoad: 'a number above 0',
  PassivePortRange: 'two ports from 1024 to 65535, the lower one first',
  PerUserLimits: 'two numbers',
  Quota: 'two numbers',
  TLS: 'a number from 0 to 3',
  TrustedGID: 'a group id in digits (a leading 0 means octal)',
  TrustedIP: 'an IPv4 or IPv6 address',
  Umask: 'two octal numbers up to 777',
  UserBandwidth: 'numbers above 0 (a leading 0 means octal)',
  UserRatio: 'two numbers above 0',
}

function messageOf(row: DirectiveRow, value: string, words: string): string {
  if (words.startsWith('(')) {
    return `The cipher list ${value} begins with "-", on which the server hangs while it starts; put a word such as HIGH first.`
  }
  if (words === 'Unknown run-time option') {
    return `This version of pure-ftpd has no ${row.name}, so it refuses the option and does not start.`
  }
  if (/^Unknown (authentication|option)/.test(words)) {
    return `This build of pure-ftpd was configured without ${row.feature ?? row.name}, so it refuses ${row.name} and does not start.`
  }
  return `${row.name} takes ${WANTED[row.name] ?? 'another value'}, not "${value}"; the server does not start.`
}
