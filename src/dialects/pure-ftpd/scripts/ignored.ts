import type { Directive } from '../../../syntax/nodes.ts'
import type { Problem, Source } from '../../dialect.ts'
import { type DirectiveRow, directiveInAnyCase } from '../directives.ts'
import { hintFor } from '../hints.ts'

/** A line from which the script makes nothing, and does not say so. */
export function ignoredLine(
  place: { source: Source; node: Directive },
  line: string,
  script: 'perl' | 'python',
): readonly Problem[] {
  const name = script === 'perl' ? 'pure-config.pl' : 'pure-config.py'
  const word = /^[ \t]*([A-Za-z0-9]+)/.exec(line)?.[1] ?? place.node.keyword
  return [
    {
      rule: 'pure-ftpd/ignored-line',
      ...place,
      message: `${name} makes nothing of this line and does not say so, ${reason(word, line, script)}`,
      refused: false,
    },
  ]
}

function reason(word: string, line: string, script: 'perl' | 'python'): string {
  const row = directiveInAnyCase(word)
  if (!row) {
    const hint = hintFor(word)
    return `since it knows no setting ${word}${hint === '' ? '.' : `; ${hint}${hint.endsWith('?') ? '' : '.'}`}`
  }
  if (script === 'python' && line.includes('#'))
    return 'since it skips every line with a # in it; put the comment on a line of its own.'
  if (row.script === undefined) return `since it does not know ${row.name}, which came with ${row.since}.`
  if (/^[ \t]*[A-Za-z0-9]+[ \t]*[=:]/.test(line))
    return `since it wants blanks behind ${row.name} and nothing else.`
  return `since ${row.name} takes ${wanted(row)} there.`
}

function wanted(row: DirectiveRow): string {
  switch (row.script) {
    case 'switch':
    case 'authentication-switch':
      return 'only the word yes'
    case 'number':
      return 'a number'
    case 'two-numbers':
      return 'two numbers with a blank between them'
    case 'number-pair':
      return 'two numbers with a colon between them'
    default:
      return 'a word'
  }
}
