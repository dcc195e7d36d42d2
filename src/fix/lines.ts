import type { Place, Source } from '../dialects/dialect.ts'
import type { Line } from '../syntax/nodes.ts'
import { printLine } from '../syntax/print.ts'
import type { Edit } from './edits.ts'

/** A stretch of the text of a source, in UTF-16 units. */
export interface Stretch {
  start: number
  end: number
}

/** Where the line of a place stands, with its line ending. Printing a tree gives its text, so lengths add up. */
function stretchOf({ source, node }: Place): Stretch | undefined {
  let start = 0
  for (const line of source.root.children) {
    const end = start + printLine(line).length
    if (line === node) return { start, end }
    start = end
  }
  return undefined
}

/** Takes a line away, with its line ending. */
export function removeLine(place: Place): Edit[] {
  const stretch = stretchOf(place)
  return stretch ? [{ path: place.source.path, ...stretch, text: '' }] : []
}

/** Takes a Match line away with the lines below it, down to the next block and the comments that introduce that. */
export function removeBlock({ source, node }: Place): Edit[] {
  const lines = source.root.children
  const isHere = (line: Line) => line === node
  const first = lines.findIndex(isHere)
  if (lines[first]?.type !== 'match') return []
  const next = lines.findIndex(({ type }, index) => index > first && type === 'match')
  const end = next === -1 ? lines.length : introduction(lines, next)
  return lines.slice(first, end).flatMap((line) => removeLine({ source, node: line }))
}

/** Gives a directive other arguments; its indentation, keyword and trailing comment stay. Nothing where it has none to change. */
export function replaceArguments({ source, node }: Place, change: (text: string) => string): Edit[] {
  if (!('children' in node)) return []
  const start = node.children.at(0)?.position?.start.offset
  const end = node.children.at(-1)?.position?.end.offset
  if (start === undefined || end === undefined) return []
  const before = source.text.slice(start, end)
  const text = change(before)
  return text === before ? [] : [{ path: source.path, start, end, text }]
}

/** Gives a directive another keyword, with a first argument where one was glued to it. */
export function replaceKeyword({ source, node }: Place, keyword: string): Edit[] {
  const stretch = stretchOf({ source, node })
  if (!stretch || !('raw' in node) || !('keyword' in node)) return []
  const start = stretch.start + node.raw.before.length
  return [{ path: source.path, start, end: start + node.raw.keyword.length, text: keyword }]
}

/** Puts a line at the top of a block, where nothing in the block can win against it. */
export function insertInBlock(match: Place, line: string): Edit[] {
  const stretch = stretchOf(match)
  if (!stretch) return []
  const lines = match.source.root.children
  const isMatch = (line: Line) => line === match.node
  const below = lines.slice(lines.findIndex(isMatch) + 1)
  const next = below.find(({ type }) => type === 'directive' || type === 'match')
  const indent = next?.type === 'directive' ? next.raw.before : '    '
  return [insertion(match.source, stretch.end, `${indent}${line}`)]
}

/**
 * Puts lines where they count for everybody and the eye expects them: behind the last global directive of
 * the file, so before its first block and the comments that introduce it.
 */
export function insertBeforeBlocks(source: Source, ...inserted: readonly string[]): Edit[] {
  const lines = source.root.children
  const firstBlock = lines.findIndex(({ type }) => type === 'match')
  const end = firstBlock === -1 ? lines.length : introduction(lines, firstBlock)
  const last = lines.slice(0, end).findLastIndex(({ type }) => type === 'directive')
  const count = last === -1 ? end : last + 1
  const offset = lines.slice(0, count).reduce((length, line) => length + printLine(line).length, 0)
  return [insertion(source, offset, ...inserted)]
}

/**
 * Puts lines before the first block of their file, without their indentation, with the comments right above them.
 * Nothing where the file has no blocks of its own, or one of the lines stands in another file.
 */
export function moveBeforeBlocks(places: readonly Place[]): Edit[] {
  const [source, ...others] = new Set(places.map((place) => place.source))
  if (!source || others.length > 0) return []
  const { children } = source.root
  if (!children.some(({ type }) => type === 'match')) return []
  const wanted = children.flatMap((line, index) =>
    places.some(({ node }) => node === line) ? [...commentsAbove(children, index), line] : [],
  )
  const texts = wanted.map((line) => printLine(line).trim())
  return [
    ...wanted.flatMap((line) => removeLine({ source, node: line })),
    ...insertBeforeBlocks(source, ...texts),
  ]
}

function commentsAbove(lines: readonly Line[], index: number): readonly Line[] {
  return lines.slice(introduction(lines, index), index)
}

/** Where the comments begin that stand right above a line. */
function introduction(lines: readonly Line[], index: number): number {
  let start = index
  while (lines[start - 1]?.type === 'comment') start--
  return start
}

/** New lines end as the line before them does. */
function insertion({ path, text }: Source, offset: number, ...lines: readonly string[]): Edit {
  const before = text.slice(0, offset)
  const newline = before.includes('\n') ? before.lastIndexOf('\n') : text.indexOf('\n')
  const ending = text[newline - 1] === '\r' ? '\r\n' : '\n'
  const isUnfinished = before !== '' && !before.endsWith('\n')
  const inserted = isUnfinished
    ? lines.map((line) => `${ending}${line}`)
    : lines.map((line) => `${line}${ending}`)
  return { path, start: offset, end: offset, text: inserted.join('') }
}
