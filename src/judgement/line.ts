import type { Law, Setting } from '../dialects/dialect.ts'
import type { Tree } from './tree.ts'

/** A line of the configuration, as commands name it. */
export interface Line {
  file: string
  line: number
  /** As written: keyword and arguments. */
  text: string
  /** The criteria of the Match lines that it stands under. */
  match?: readonly string[]
}

export function lineOf(setting: Setting, { shown }: Tree): Line {
  const { source, node, guard, keyword, text } = setting
  const written = 'keyword' in node ? node.keyword : keyword
  return {
    file: shown(source.path),
    line: node.position?.start.line ?? 1,
    text: `${written} ${text}`.trim(),
    ...(guard && { match: guard.text }),
  }
}

/** Why a line has no effect, in words. */
export const LAWS: Readonly<Record<Law, string>> = {
  'first-value-wins': 'the first value wins',
  'last-value-wins': 'the last value wins',
  'match-overrides-global': 'a Match block that applies counts more than lines outside',
  'match-replaces-list': 'the list in a Match block that applies replaces the one outside',
  'same-name-defined-before': 'the same name is defined before',
  'false-undoes-nothing': 'a switch that is off undoes nothing',
  'last-of-group-wins': 'the last directive of its group wins',
}
