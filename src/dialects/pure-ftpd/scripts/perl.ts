import { type DirectiveRow, directives, type ScriptFamily } from '../directives.ts'
import type { ScriptMatch } from './script-match.ts'

/** White space of Perl's `\s` on bytes. */
const SPACE = '[ \\t\\n\\r\\f\\v]'
const WORD = '[^ \\t\\n\\r\\f\\v]'

/** What follows the name in each family. The script tries the families in this order; the first that matches counts. */
const families: readonly (readonly [ScriptFamily, string])[] = [
  ['switch', `${SPACE}+yes`],
  ['text', `${SPACE}+(${WORD}+)`],
  ['number', `${SPACE}+([0-9]+)`],
  ['two-numbers', `${SPACE}+([0-9]+)${SPACE}+([0-9]+)`],
  ['number-pair', `${SPACE}+([0-9]+):([0-9]+)`],
  ['authentication-file', `${SPACE}+(${WORD}+)`],
]

const patterns = families.map(([family, value]) => {
  const rows = (directives as readonly DirectiveRow[]).filter(({ script }) => script === family)
  return { family, rows, pattern: new RegExp(`(${rows.map(({ name }) => name).join('|')})${value}`, 'i') }
})

const switches = (directives as readonly DirectiveRow[])
  .filter(({ script }) => script === 'authentication-switch')
  .sort((a, b) => (a.name < b.name ? 1 : -1))
  .map((row) => ({ row, pattern: new RegExp(`${row.name}${SPACE}+yes`, 'i') }))

/**
 * What pure-config.pl makes of one line: it looks for a name anywhere in the line and in any case, but
 * keeps the options under the names in their usual case: another case gives a word without its option.
 */
export function matchPerl(line: string): readonly ScriptMatch[] {
  for (const { family, rows, pattern } of patterns) {
    const match = pattern.exec(line)
    if (!match) continue
    const [, name = '', first, second] = match
    const row = rows.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
    if (!row) continue
    return [optionOf(family, row, name === row.name, joined(first, second))]
  }
  const found = switches.find(({ pattern }) => pattern.test(line))
  if (!found) return []
  const method = found.row.long.replace('--login=', '')
  return [{ letter: 'l', argument: method, text: `-l${method}`, row: found.row }]
}

function joined(first: string | undefined, second: string | undefined): string | undefined {
  return second === undefined ? first : `${first}:${second}`
}

function optionOf(
  family: ScriptFamily,
  row: DirectiveRow,
  sameCase: boolean,
  value: string | undefined,
): ScriptMatch {
  const common = { row, ...(value !== undefined && { value }) }
  if (family === 'authentication-file') {
    const method = sameCase ? row.long.replace('--login=', '') : ':'
    return { ...common, letter: 'l', argument: `${method}${value}`, text: `-l${method}${value}` }
  }
  if (!sameCase) return { ...common, letter: '', text: value ?? '' }
  return {
    ...common,
    letter: row.option,
    ...(value !== undefined && { argument: value }),
    text: `-${row.option}${value ?? ''}`,
  }
}
