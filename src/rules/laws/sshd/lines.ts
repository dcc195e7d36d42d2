import type { Config, Problem, Source } from '../../../dialects/dialect.ts'
import type { Directive, Line, Match } from '../../../syntax/nodes.ts'

/** A line with a keyword. */
export type KeywordLine = Directive | Match

export function isKeywordLine(line: Line): line is KeywordLine {
  return line.type === 'directive' || line.type === 'match'
}

/** All lines with a keyword, with the file that they stand in. */
export function keywordLines(config: Config): { source: Source; node: KeywordLine }[] {
  return config.sources.flatMap((source) =>
    source.root.children.filter(isKeywordLine).map((node) => ({ source, node })),
  )
}

/** The keywords that take the rest of the line as it stands (servconf.c). */
const RAW_LINES = new Set([
  'forcecommand',
  'versionaddendum',
  'authorizedkeyscommand',
  'authorizedprincipalscommand',
])

export function isRawLine({ keyword }: KeywordLine): boolean {
  return RAW_LINES.has(keyword.toLowerCase())
}

/** The lines that sshd refuses, so that it does not start, and by which rule they are reported. */
export function refusedLines({ problems }: Config): ReadonlyMap<unknown, string> {
  return new Map(problems.filter(({ refused }) => refused).map(({ node, rule }) => [node, rule]))
}

/** What a law that knows the reason says of a line, which may be one that sshd refuses for it. */
export function said(message: string, refused: boolean): Pick<Problem, 'message' | 'refused' | 'severity'> {
  if (!refused) return { message, refused }
  const first = message.startsWith('The ') || message.startsWith('This ') ? `t${message.slice(1)}` : message
  return { message: `sshd does not start: ${first}`, refused, severity: 'error' }
}

/** A file that is read beside a main file which was not given: what it leaves to a default, the main file may well say. */
export function isFragment({ entry }: Config): boolean {
  return /\.d\/[^/]*$/.test(entry)
}

/** True where a template of a configuration tool leaves the text open. */
export function isTemplated(text: string): boolean {
  return /\{\{|\{%|\{#|#\}|<%|\$\{/.test(text)
}
