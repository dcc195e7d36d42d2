import type { DialectName } from '../../dialects/dialect.ts'
import { intentsNamed } from '../../dialects/sshd/reading/intents.ts'
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

const COMMENT = /^#+\s*conflint-([a-z]+(?:-[a-z]+)*)(?![\w-])\s*(.*)$/is
const TO_CONFLINT = /^#+\s*conflint:\s*(\w*)/i

/**
 * Reads `# conflint-ignore RULE[, RULE…]: reason`, `# conflint-ignore-block …` and `# conflint-ignore-file …`.
 * @param comment from its `#` on
 * @returns `undefined` for any other comment; what is wrong with one that is nearly such, in one sentence
 */
export function readRequest(comment: string): Request | { fault: string } | undefined {
  const [, written = '', rest = ''] = COMMENT.exec(comment.trim()) ?? []
  const word = written.toLowerCase()
  const reach = REACH.get(word)
  if (reach === undefined) {
    const near = word.startsWith('ign') ? meant(word, [...REACH.keys()]) : undefined
    if (near === undefined && !word.startsWith('ignore')) return undefined
    return { fault: `There is no conflint-${written}; did you mean conflint-${near ?? 'ignore'}?` }
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

/** Where a comment stands. */
export interface CommentPlace {
  dialect: DialectName
  /** Whether it has a line of its own. */
  alone: boolean
}

/**
 * What is wrong with a comment `# conflint: …`, in one sentence: it may only declare an intent, on a line of its own.
 * @param comment from its `#` on
 * @returns `undefined` for any other comment
 */
export function faultOfIntent(comment: string, { dialect, alone }: CommentPlace): string | undefined {
  const [, word] = TO_CONFLINT.exec(comment.trim()) ?? []
  if (word === undefined) return undefined
  if (dialect !== 'sshd') return 'Only sshd_config takes comments with an intent, so nothing is checked here.'
  if (intentsNamed(comment).length === 0)
    return `conflint does not understand "${word === '' ? 'conflint:' : `conflint: ${word}`}", so nothing is checked here: write # conflint: intent NAME.`
  return alone
    ? undefined
    : 'An intent behind a keyword is not read, so nothing is checked here: give it a line of its own, in the block or right above its Match line.'
}
