import type { Problem } from '../../../dialects/dialect.ts'
import { inRange } from '../../versions.ts'
import type { LawOfTheFile } from '../laws.ts'
import { isRawLine, isTemplated, keywordLines } from './lines.ts'

/** Quotes and backslashes that only argv_split of 8.7 and later takes off (misc.c strdelim before). */
export const oldQuoting: LawOfTheFile = (config) => {
  if (!inRange(config.version, '<8.7')) return []
  const refused = new Set(config.problems.filter(({ refused }) => refused).map(({ node }) => node))
  return keywordLines(config).flatMap(({ source, node }): Problem[] => {
    if (refused.has(node) || node.fault || isRawLine(node)) return []
    const argument = node.children.find(
      ({ value }) => /^'[^']*|'$|\\$|\\["'\\]/.test(value) && !isTemplated(value),
    )
    if (!argument) return []
    const message = `Up to OpenSSH 8.6 sshd takes ${argument.value} as it stands, quotes and backslashes included; use double quotes around the whole argument.`
    return [{ source, node, rule: 'sshd/old-quoting', message, refused: false }]
  })
}
