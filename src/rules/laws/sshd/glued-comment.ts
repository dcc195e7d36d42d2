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
    if (node.fault || node.type === 'match' || isRawLine(node) || isTemplated(printLine(node))) return []
    if (old) return quotedOrGlued(node.raw.after) ? [problem(source, node, cutOff, false)] : []
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

const cutOff =
  'Up to OpenSSH 8.6 the "#" cuts the value off although no blank stands before it, and since 8.7 it does not; put a blank before a comment, and avoid "#" in values.'

function becomesValue(value: string): string {
  return `The "#" has no blank before it, so all of ${value} is the value and no comment; put a blank before a comment.`
}

/** What the comment took away begins right behind the value. */
function quotedOrGlued(after: string): boolean {
  return /^#/.test(after)
}
