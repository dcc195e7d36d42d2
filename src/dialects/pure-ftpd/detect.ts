import { nameOf } from '../../host/path.ts'
import { directiveInAnyCase } from './directives.ts'

/** How surely a file is one of pure-ftpd: 2 by name or place, 1 by content. */
export function detectPureFtpd(path: string, text: string): 0 | 1 | 2 {
  const name = nameOf(path).toLowerCase()
  if (/pure-?ftpd[\w.-]*\.conf/.test(name) || /^pure-?ftpd$/.test(name)) return 2
  if (/\/pure-?ftpd\/(conf|auth)(\/|$)/.test(path.toLowerCase())) return 2
  return looksLikePureFtpd(text) ? 1 : 0
}

/** Keywords that sshd_config has, too, or that are plain words: they prove nothing. */
const AMBIGUOUS = new Set(['include', 'bind', 'quota', 'umask', 'tls'])
const ENOUGH_LINES = 400

/** Whether most settings are directives of pure-ftpd. */
function looksLikePureFtpd(text: string): boolean {
  let own = 0
  let other = 0
  for (const line of text.split('\n', ENOUGH_LINES)) {
    const word = /^[ \t]*([A-Za-z0-9]+)[ \t:=]/.exec(line)?.[1]
    if (word === undefined) continue
    if (!directiveInAnyCase(word)) other++
    else if (!AMBIGUOUS.has(word.toLowerCase())) own++
  }
  return own > 0 && own >= other
}
