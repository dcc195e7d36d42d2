import { asciiLowerCase } from '../../syntax/ascii.ts'
import { BYTE_ORDER_MARK } from '../../syntax/bytes.ts'
import type { Place, Problem } from '../dialect.ts'
import { clientKeyword, matchHint } from './client-words.ts'
import { namesOf, nearestKeyword } from './hints.ts'
import { isKeyword, type KnownWord, nameAt, type Vocabulary } from './keywords/lookup.ts'
import { RETIRED_KEYWORDS } from './keywords/retired.ts'
import { KEYWORDS } from './keywords/table.ts'
import { at, type Target } from './releases.ts'

/** The findings of the laws of the file, in words for people. Each is one sentence or two. */

export function ignoredLine(place: Place, reason: string): Problem {
  const message = `sshd skips this line without a word, because ${reason}.`
  return { ...place, rule: 'sshd/ignored-line', message, refused: false }
}

export function syntaxProblem(place: Place, reason: string, daemon: string): Problem {
  const message = `sshd refuses this line: ${reason}.`
  return { ...place, rule: 'sshd/syntax', message, daemon, refused: true }
}

export function unknownKeyword(
  place: Place,
  word: string,
  words: Vocabulary,
  target: Target,
  daemon: string,
): Problem {
  const known = knownElsewhere(word, target)
  const hint = known === undefined ? nearestKeyword(word, namesOf(words)) : undefined
  const name = hint && (isKeyword(hint.keyword) ? nameAt(hint.keyword, target.release) : hint.keyword)
  const meant = hint?.value === undefined ? name : `${name} ${hint.value}`
  const unknown = `OpenSSH ${target.version} knows no keyword ${word}`
  const reason = known ?? (meant === undefined ? unknown : `${unknown}; did you mean ${meant}`)
  const message = `sshd does not start: ${reason}${meant !== undefined && known === undefined ? '?' : '.'}`
  return {
    ...place,
    rule: 'sshd/unknown-keyword',
    message,
    daemon,
    refused: true,
    ...(meant !== undefined && { meant }),
  }
}

/** Why this sshd does not know a word that means something elsewhere. */
function knownElsewhere(word: string, target: Target): string | undefined {
  const other = otherRelease(word, target)
  if (other) return other
  if (BYTE_ORDER_MARK.test(word)) return 'the file begins with a byte order mark'
  return clientKeyword(word) || undefined
}

/** Whether the word is a keyword of an earlier or later release, or of a vendor's build. */
function otherRelease(word: string, target: Target): string | undefined {
  const wanted = asciiLowerCase(word)
  if (wanted === 'include') return `Include exists since OpenSSH 8.2, and ${target.version} does not know it`
  for (const { name, row } of rowsNamed(wanted)) {
    if ('since' in row && target.release < at(row.since)) {
      return `${name} exists since OpenSSH ${row.since}, and ${target.version} does not know it`
    }
    if ('until' in row && target.release >= at(row.until)) {
      return `${name} was removed in OpenSSH ${row.until}`
    }
    if ('vendor' in row) return `only builds with a patch of a vendor know ${name}`
  }
  const retired = RETIRED_KEYWORDS.find(({ name }) => asciiLowerCase(name) === wanted)
  if (!retired?.until || target.release < at(retired.until)) return undefined
  return `${retired.name} was removed in OpenSSH ${retired.until}: ${retired.advice}`
}

/** The rows of the table that have a name, or an alias, in lower case. */
function rowsNamed(wanted: string): readonly NamedRow[] {
  if (byName.size === 0) {
    for (const [name, row] of Object.entries(KEYWORDS)) {
      for (const known of [name, ...('aliases' in row ? row.aliases.map((alias) => alias.name) : [])]) {
        const rows = byName.get(asciiLowerCase(known)) ?? []
        byName.set(asciiLowerCase(known), [...rows, { name, row }])
      }
    }
  }
  return byName.get(wanted) ?? []
}

interface NamedRow {
  name: string
  row: (typeof KEYWORDS)[keyof typeof KEYWORDS]
}

const byName = new Map<string, readonly NamedRow[]>()

export function invalidValue(
  place: Place,
  keyword: string,
  text: string,
  messages: readonly string[],
  reason?: string,
): Problem {
  const daemon = messages.join('\n')
  const given = text === '' ? keyword : `${keyword} ${text}`
  const why = reason === undefined ? `(${reasonOf(messages)})` : `because ${reason}`
  const message = `sshd does not start: it refuses ${reason === undefined ? shortened(given) : `${keyword},`} ${why}.`
  return { ...place, rule: 'sshd/invalid-value', message, daemon, refused: true }
}

export function matchProblem(place: Place, messages: readonly string[]): Problem {
  const hint = matchHint(messages)
  const message = `sshd does not start: it refuses this Match line (${reasonOf(messages)})${hint && `; ${hint}`}${hint.startsWith('did you mean') ? '?' : '.'}`
  return { ...place, rule: 'sshd/invalid-match', message, daemon: messages.join('\n'), refused: true }
}

export function notAllowedInMatch(place: Place, keyword: string, daemon: string): Problem {
  const message = `sshd does not start: ${keyword} may not stand in a Match block; move it above the first Match line.`
  return { ...place, rule: 'sshd/not-allowed-in-match', message, daemon, refused: true }
}

/** @param where `FILE line N` */
export function retiredKeyword(
  place: Place & { node: { keyword: string } },
  word: Extract<KnownWord, { advice: string }>,
  where: string,
): Problem {
  const unsupported = word.status === 'unsupported'
  const message = `sshd ${unsupported ? 'does not support' : 'ignores'} ${word.name}: ${word.advice}; the line can be removed.`
  const daemon = `${where}: ${unsupported ? 'Unsupported' : 'Deprecated'} option ${place.node.keyword}`
  const rule = unsupported ? 'sshd/unsupported-keyword' : 'sshd/deprecated-keyword'
  return { ...place, rule, message, ...(word.status !== 'ignored' && { daemon }), refused: false }
}

export function includeMatchesNothing(
  place: Place,
  pattern: string,
  reason: string,
  confidence: 'certain' | 'likely',
): Problem {
  const message = `Include ${pattern} reads nothing: ${reason}; sshd goes on without a word.`
  return {
    ...place,
    rule: 'sshd/include-matches-nothing',
    message,
    refused: false,
    severity: 'warning',
    confidence,
  }
}

/** The file may well be on the host; conflint was not given it, or does not look outside of a copy or a repository. */
export function includeNotRead(place: Place, pattern: string): Problem {
  const message = `conflint has not read ${pattern}, which is not among the files given here; where sshd finds it, what it sets counts as well.`
  return {
    ...place,
    rule: 'sshd/include-matches-nothing',
    message,
    refused: false,
    severity: 'info',
    confidence: 'possible',
  }
}

export function includeTooDeep(place: Place, daemon: string): Problem {
  const message = 'sshd does not start: files include one another more than 16 levels deep.'
  return { ...place, rule: 'sshd/include-too-deep', message, daemon, refused: true }
}

export function includesItself(place: Place): Problem {
  const message =
    'sshd starts, but every connection fails: this file includes itself through the same pattern that includes it.'
  const daemon = 'Too many recursive configuration includes'
  return { ...place, rule: 'sshd/include-too-deep', message, daemon, refused: false }
}

export function unreadableFile(place: Place, path: string, reason: string, daemon: string): Problem {
  const message = `sshd does not start: it cannot read ${path} (${reason}).`
  return { ...place, rule: 'sshd/unreadable-file', message, daemon, refused: true }
}

/** The last message without file and line, and without its full stop. */
function reasonOf(messages: readonly string[]): string {
  const told = messages.length > 1 ? messages.slice(0, -1) : messages
  return told
    .map((message) => shortened(message.replace(/^.*? line \d+: /s, '').replace(/\.$/, '')))
    .join('; ')
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
