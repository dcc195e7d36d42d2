import type { Config, Guard, Place, Source } from '../dialects/dialect.ts'
import type { Line } from '../syntax/nodes.ts'
import type { Edit } from './edits.ts'

/** Takes a line away, with its line ending. */
export function removeLine({ source, node }: Place): Edit {
  const { start, end } = wholeLine(source, node.position?.start.offset ?? 0)
  return { path: source.path, start, end, text: '' }
}

/** Gives a directive other arguments; its indentation, keyword and trailing comment stay. Empty where it has none to change. */
export function replaceArguments({ source, node }: Place, value: string): Edit[] {
  if (!('children' in node)) return []
  const start = node.children.at(0)?.position?.start.offset
  const end = node.children.at(-1)?.position?.end.offset
  return start === undefined || end === undefined ? [] : [{ path: source.path, start, end, text: value }]
}

/** Puts a line at the top of a block, where nothing in the block can win against it. */
export function insertInBlock(guard: Guard, line: string): Edit[] {
  const place = guard.lines.at(-1)
  const offset = place?.node.position?.start.offset
  if (!place || offset === undefined) return []
  const { source } = place
  const { end } = wholeLine(source, offset)
  const next = source.root.children.find(({ position }) => (position?.start.offset ?? 0) >= end)
  const indent = next?.type === 'directive' ? next.raw.before : '    '
  return [insertion(source, end, `${indent}${line}`)]
}

/** Puts a line after the last global directive of the main file: before its first Match, and before the comments that introduce it. */
export function insertGlobally({ sources }: Config, line: string): Edit[] {
  const [main] = sources
  if (!main) return []
  const lines = main.root.children
  const firstMatch = lines.findIndex(({ type }) => type === 'match')
  const global = firstMatch === -1 ? lines : lines.slice(0, firstMatch)
  const last = global.findLast(({ type }: Line) => type === 'directive')
  const offset = last?.position?.start.offset
  return [insertion(main, offset === undefined ? 0 : wholeLine(main, offset).end, line)]
}

function insertion(source: Source, offset: number, line: string): Edit {
  const ending = source.text.includes('\r\n') ? '\r\n' : '\n'
  const unfinished = offset > 0 && source.text[offset - 1] !== '\n'
  return {
    path: source.path,
    start: offset,
    end: offset,
    text: unfinished ? `${ending}${line}` : `${line}${ending}`,
  }
}

function wholeLine({ text }: Source, offset: number): { start: number; end: number } {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const newline = text.indexOf('\n', offset)
  return { start, end: newline === -1 ? text.length : newline + 1 }
}
