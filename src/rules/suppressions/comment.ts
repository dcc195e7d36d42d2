import { meant } from '../../syntax/suggest.ts'

/** How far a suppression reaches from its comment on. */
export type Reach = 'line' | 'block' | 'file'

/** What a comment asks for: that findings of some rules are not reported. */
export interface Request {
  reach: Reach
  /** Ids of rules, as written; `*` stands for anything, and the name of the daemon may be left out. */
  rules: readonly string[]
  /** What stands behind the colon; empty where nobody says why. */
  reason: string
}

const REACH: ReadonlyMap<string, Reach> = new Map([
  ['ignore', 'line'],
  ['ignore-block', 'block'],
  ['ignore-file', 'file'],
])

const COMMENT = /^#+\s*conflint-([a-z]+(?:-[a-z]+)*)(?![\w-])\s*(.*)$/s

/**
 * Reads `# conflint-ignore RULE[, RULE…]: reason`, `# conflint-ignore-block …` and `# conflint-ignore-file …`.
 * @param comment from its `#` on
 * @returns `undefined` for any other comment; what is wrong with one that is nearly such, in one sentence
 */
export function readRequest(comment: string): Request | { fault: string } | undefined {
  const [, word = '', rest = ''] = COMMENT.exec(comment.trim()) ?? []
  const reach = REACH.get(word)
  if (reach === undefined) {
    const near = word.startsWith('ign') ? meant(word, [...REACH.keys()]) : undefined
    return near === undefined
      ? undefined
      : { fault: `There is no conflint-${word}; did you mean conflint-${near}?` }
  }
  const [, names = '', reason = ''] = /^([^:]*)(?::(.*))?$/s.exec(rest) ?? []
  const rules = names.split(/[\s,]+/).filter((name) => name !== '')
  if (rules.length === 0) {
    return {
      fault: `conflint-${word} names no rule, so it ignores nothing: write conflint-${word} RULE: reason.`,
    }
  }
  return { reach, rules, reason: reason.trim() }
}
