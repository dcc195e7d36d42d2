import { asciiLowerCase } from './ascii.ts'
import type { Fault } from './nodes.ts'
import { type Release, release } from './openssh-release.ts'
import { argvSplit, strdelim, strdelimAll, type Token } from './sshd-tokens.ts'

/** A line of sshd_config as the lexer of one release reads it. */
export interface LexedLine {
  /** Absent where the daemon finds no keyword. */
  keyword?: Token
  arguments: readonly Token[]
  fault?: Fault
}

/** Keywords whose argument is the rest of the line, quotes and comments included. */
const RAW_LINE = new Set([
  'forcecommand',
  'versionaddendum',
  'authorizedkeyscommand',
  'authorizedprincipalscommand',
])

const ARGV = release('8.7')
const MATCH_BY_ARGV = release('9.9p1')

/** Up to 8.6 the first `#` begins a comment, even inside quotes: load_server_config cut it off. */
export function commentsAnywhere(version: Release): boolean {
  return version < ARGV
}

/** Cuts a line into keyword and arguments, as process_server_config_line_depth of that release does. */
export function lexLine(text: string, version: Release): LexedLine {
  const { keyword, next } = keywordOf(text)
  if (!keyword) {
    return {
      arguments: [],
      fault: { reason: 'a quotation mark in the keyword has no partner', outcome: 'ignored' },
    }
  }
  if (keyword.value === '' || keyword.value.startsWith('#')) {
    return { keyword, arguments: [], fault: { reason: 'there is no keyword', outcome: 'ignored' } }
  }
  const name = asciiLowerCase(keyword.value)
  if (version < ARGV) return { keyword, arguments: strdelimArguments(text, next, name) }
  if (next === undefined || next >= text.length) {
    const reason = `no argument after keyword "${keyword.value}"`
    return { keyword, arguments: [], fault: { reason, outcome: 'refused' } }
  }
  const words = argvSplit(text, next)
  const byName = argumentsByName(text, next, name, version)
  if (words) return { keyword, arguments: byName ?? words }
  return { keyword, arguments: byName ?? [], fault: { reason: 'invalid quotes', outcome: 'refused' } }
}

/** The first word; an empty one is skipped once, so that `=Port 22` sets the port. */
function keywordOf(text: string): { keyword: Token | undefined; next: number | undefined } {
  const first = strdelim(text, 0)
  if (first.token?.value !== '' || first.next === undefined) return { keyword: first.token, next: first.next }
  const second = strdelim(text, first.next)
  return { keyword: second.token, next: second.next }
}

function strdelimArguments(text: string, next: number | undefined, name: string): readonly Token[] {
  if (next === undefined) return []
  if (RAW_LINE.has(name)) return restOfLine(text, next)
  // SetEnv needs the `=` of its arguments: strdelimw.
  return strdelimAll(text, next, name !== 'setenv')
}

/** The keywords that do not take their arguments from argv_split. */
function argumentsByName(text: string, next: number, name: string, version: Release) {
  if (RAW_LINE.has(name)) return restOfLine(text, next)
  return name === 'match' && version < MATCH_BY_ARGV ? strdelimAll(text, next) : undefined
}

/** One argument, which is empty where nothing but an equals sign follows the keyword. */
function restOfLine(text: string, next: number): readonly Token[] {
  let start = next
  while (start < text.length && ' \t\r\n'.includes(text.charAt(start))) start++
  return [{ value: text.slice(start), start, end: text.length }]
}
