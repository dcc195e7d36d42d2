import type { Comment, Line } from '../../../syntax/nodes.ts'
import type { FileState, IntentComment, Reading } from './reading.ts'

const INTENT = /^#+\s*conflint:\s*intent\s+(.+)$/i

/**
 * The intents that a comment declares; none where it declares nothing.
 * @param comment from its `#` on
 */
export function intentsNamed(comment: string): readonly string[] {
  const [, names = ''] = INTENT.exec(comment.trim()) ?? []
  return names.split(/[\s,]+/).filter((name) => name !== '')
}

/**
 * `# conflint: intent NAME` is a setting of conflint itself, for the block that it stands in. Right above a Match line,
 * with nothing but comments between, it is for the block that begins there, unless it is indented deeper.
 * @param index the position of the comment among the lines of its file
 */
export function readComment(reading: Reading, state: FileState, node: Comment, index: number): void {
  const names = intentsNamed(node.value)
  if (names.length === 0) return
  if (standsAboveMatch(state.source.root.children, node, index))
    state.ahead.push({ node, names, line: index + 1 })
  else addIntents(reading, state, { node, names, line: index + 1 })
}

/** Takes in the comments above a Match line, now that its block is open. */
export function readIntentsAhead(reading: Reading, state: FileState): void {
  for (const intents of state.ahead.splice(0)) addIntents(reading, state, intents)
}

function addIntents(
  reading: Reading,
  { source, guard }: FileState,
  { node, names, line }: IntentComment,
): void {
  reading.settings.push({
    source,
    node,
    keyword: 'intent',
    value: names,
    literal: names,
    text: names.join(' '),
    written: 'intent',
    line,
    guard,
    order: reading.events++,
  })
}

function standsAboveMatch(lines: readonly Line[], { position }: Comment, index: number): boolean {
  const next = lines.slice(index + 1).find(({ type }) => type !== 'comment')
  if (next?.type !== 'match') return false
  return (position?.start.column ?? 1) <= (next.position?.start.column ?? 1)
}
