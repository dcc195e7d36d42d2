import type { Config, Source } from '../../dialects/dialect.ts'
import type { Argument, Line } from '../../syntax/nodes.ts'
import type { Range } from '../finding.ts'
import { faultOfIntent, type Request, readRequest } from './comment.ts'

/** A suppression where it stands. */
export interface Suppression extends Request {
  /** The file, by the path by which the daemon reaches it. */
  file: string
  /** The comment, and its words. */
  range: Range
  text: string
  /** The lines it covers, both included. */
  covers: { from: number; to: number }
}

/** A comment that was meant for conflint, and does nothing. */
export interface BrokenSuppression {
  file: string
  range: Range
  text: string
  /** What is wrong, in one sentence. */
  fault: string
}

/**
 * The suppressions in the comments of a configuration, in all of its files.
 *
 * A comment on a line of its own reaches to the next line with a keyword; behind a keyword and its arguments, where the
 * daemon takes comments there, it reaches that line. `conflint-ignore-block` reaches to the end of the Match block, or
 * outside of one to the first: the block of the next line with a keyword, which may be the Match line itself.
 */
export function suppressionsIn({ dialect, sources }: Pick<Config, 'dialect' | 'sources'>): {
  suppressions: Suppression[]
  broken: BrokenSuppression[]
} {
  const suppressions: Suppression[] = []
  const broken: BrokenSuppression[] = []
  for (const source of sources) {
    // Most files have none: then their lines need no look.
    if (!/conflint[-:]/i.test(source.text)) continue
    const next = nextLines(source)
    for (const [index, line] of source.root.children.entries()) {
      const comment = commentOf(line)
      if (!comment) continue
      const place = { file: source.path, ...comment }
      const fault = faultOfIntent(comment.text, { dialect, alone: line.type === 'comment' })
      if (fault !== undefined) broken.push({ ...place, fault })
      const request = readRequest(comment.text)
      if (!request) continue
      if ('fault' in request) broken.push({ ...place, ...request })
      else suppressions.push({ ...place, ...request, covers: covered(request, source, index, next) })
    }
  }
  return { suppressions, broken }
}

/** The comment that a line is, or ends with. */
function commentOf(line: Line): { text: string; range: Range } | undefined {
  const { position } = line
  if (!position || line.type === 'blank') return undefined
  const { start } = position
  if (line.type === 'comment') {
    return { text: line.value, range: rangeOn(start.line, start.column, line.value) }
  }
  const { raw, children } = line
  // Match lines are cut into words before anybody looks for a comment.
  const inMatch = line.type === 'match' ? children.findIndex(({ raw: { text } }) => text.startsWith('#')) : -1
  const kept = inMatch === -1 ? children : children.slice(0, inMatch)
  const rest = children.slice(kept.length).map(written).join('') + raw.after
  const hash = rest.search(/\S/)
  if (rest[hash] !== '#') return undefined
  const text = rest.slice(hash).trimEnd()
  const before = raw.keyword + kept.map(written).join('')
  return { text, range: rangeOn(position.end.line, start.column + before.length + hash, text) }
}

function written({ raw: { before, text } }: Argument): string {
  return before + text
}

function rangeOn(line: number, column: number, text: string): Range {
  return { start: { line, column }, end: { line, column: column + text.length } }
}

function covered(
  { reach }: Request,
  { root }: Source,
  index: number,
  next: ReturnType<typeof nextLines>,
): Suppression['covers'] {
  if (reach === 'file') return { from: 1, to: Number.POSITIVE_INFINITY }
  const { children } = root
  const from = children[index]?.position?.start.line ?? 1
  const keywordAt = next.keyword[index] ?? children.length
  const target = children[keywordAt]
  if (!target) return { from, to: reach === 'block' ? Number.POSITIVE_INFINITY : from }
  if (reach === 'line') return { from, to: lastLine(target) }
  const block = children[next.match[keywordAt + 1] ?? children.length]
  return { from, to: block?.position ? block.position.start.line - 1 : Number.POSITIVE_INFINITY }
}

/** For each line, where the next line with a keyword is, and the next Match line: itself, or a later one. */
function nextLines({ root: { children } }: Source): { keyword: number[]; match: number[] } {
  const keyword: number[] = []
  const match: number[] = []
  for (let index = children.length - 1; index >= 0; index--) {
    const line = children[index]
    keyword[index] = line && isKeywordLine(line) ? index : (keyword[index + 1] ?? children.length)
    match[index] = line?.type === 'match' ? index : (match[index + 1] ?? children.length)
  }
  return { keyword, match }
}

function isKeywordLine({ type }: Line): boolean {
  return type === 'directive' || type === 'match'
}

function lastLine({ position }: Line): number {
  if (!position) return 1
  // A position that ends before the first character of a line ends with the line before.
  return position.end.column === 1 ? Math.max(position.end.line - 1, position.start.line) : position.end.line
}
