import { nameOf } from '../../host/path.ts'
import { directiveInAnyCase } from './directives.ts'

/** How surely a file is one of pure-ftpd: by its name or place, or by what stands in it. */
export function detectPureFtpd(path: string, text: string): number {
  const name = nameOf(path).toLowerCase()
  if (/pure-?ftpd[\w.-]*\.conf/.test(name) || /^pure-?ftpd$/.test(name)) return Number.POSITIVE_INFINITY
  if (/\/pure-?ftpd\/(conf|auth)(\/|$)/.test(path.toLowerCase())) return Number.POSITIVE_INFINITY
  return ownLines(text)
}

/** Keywords that sshd_config has, too, or that are plain words: they prove nothing. */
const AMBIGUOUS = new Set(['include', 'bind', 'quota', 'umask', 'tls', 'syslogfacility'])
const ENOUGH_LINES = 400

/** How many settings are directives of pure-ftpd; 0 where most of them are something else. */
function ownLines(text: string): number {
  let own = 0
  let other = 0
  for (const line of text.split('\n', ENOUGH_LINES)) {
    const word = /^[ \t]*([A-Za-z0-9]+)[ \t:=]/.exec(line)?.[1]
    if (word === undefined) continue
    if (!directiveInAnyCase(word)) other++
    else if (!AMBIGUOUS.has(word.toLowerCase())) own++
  }
  return own >= other ? own : 0
}
