import type { Problem } from '../../../dialects/dialect.ts'
import { printLine } from '../../../syntax/print.ts'
import { inRange } from '../../versions.ts'
import type { LawOfTheFile } from '../laws.ts'
import { isRawLine, isTemplated, keywordLines, refusedLines, said } from './lines.ts'

/**
 * Text behind a `#` without a blank before it: up to 8.6 a comment, since 8.7 a part of the value (misc.c argv_split).
 */
export const gluedComment: LawOfTheFile = (config) => {
  const refused = refusedLines(config)
  const old = inRange(config.version, '<8.7')
  return keywordLines(config).flatMap(({ source, node }): Problem[] => {
    if (refused.has(node) && refused.get(node) !== 'sshd/invalid-value') return []
    if (node.type === 'match' || isTemplated(printLine(node))) return []
    if (old) {
      const message = cutOff(printLine(node), isRawLine(node) ? /["']/ : /"/)
      return message ? [problem(source, node, message, refused.has(node))] : []
    }
    if (node.fault || isRawLine(node)) return []
    const glued = node.children.find(({ raw, value }) => /^[^'"#]+#/.test(raw.text) && !/https?:/.test(value))
    return glued ? [problem(source, node, becomesValue(glued.value), refused.has(node))] : []
  })
}

function problem(
  source: Problem['source'],
  node: Problem['node'],
  message: string,
  refused: boolean,
): Problem {
  return { source, node, rule: 'sshd/glued-comment', ...said(message, refused) }
}

/**
 * Up to 8.6 the first `#` ends the line before anything else is looked at (servconf.c load_server_config).
 * @param quotes what quotes for the reader of the value: sshd of then, or the shell that runs a command
 */
function cutOff(line: string, quotes: RegExp): string | undefined {
  const end = line.indexOf('#')
  if (end <= 0) return undefined
  const left = line.slice(0, end)
  if (isInQuotes(left, quotes))
    return `Up to OpenSSH 8.6 the "#" cuts the line off although it stands in quotes, so sshd reads ${left.trim()} and no more; avoid "#" in values.`
  return /\s$/.test(left)
    ? undefined
    : 'Up to OpenSSH 8.6 the "#" cuts the value off although no blank stands before it, and since 8.7 it does not; put a blank before a comment, and avoid "#" in values.'
}

/** Whether a quotation mark is open at the end of a text. */
function isInQuotes(text: string, quotes: RegExp): boolean {
  let open = ''
  for (const character of text)
    if (character === open) open = ''
    else if (open === '' && quotes.test(character)) open = character
  return open !== ''
}

function becomesValue(value: string): string {
  return `The "#" has no blank before it, so all of ${value} is the value and no comment; put a blank before a comment.`
}
