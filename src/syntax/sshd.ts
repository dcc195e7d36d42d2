import type { Plugin } from 'unified'
import type { Point, Position } from 'unist'
import type { VFile } from 'vfile'
import { asciiLowerCase } from './ascii.ts'
import type { Argument, Line, Root } from './nodes.ts'
import { NEWEST_OPENSSH, parseRelease, type Release, release } from './openssh-release.ts'
import { printRoot } from './print.ts'
import { commentsAnywhere, type LexedLine, lexLine } from './sshd-lexing.ts'
import { type LogicalLine, logicalLines } from './sshd-logical-lines.ts'

export interface SshdParseOptions {
  /** The version whose lexer reads, such as `8.4` or `9.9p1`; the newest by default. */
  openssh?: string
}

/** Unified plugin: a parser for sshd_config. Lines that the daemon stumbles over become messages of the file. */
export const sshdParse: Plugin<[(SshdParseOptions | undefined)?], string, Root> = function (options) {
  this.parser = (text, file) => {
    const root = parseSshd(text, options)
    reportFaults(root, file)
    return root
  }
}

/** Unified plugin: prints a tree of sshd_config as it was read, byte for byte. */
export const sshdStringify: Plugin<[], Root, string> = function () {
  this.compiler = (tree) => printRoot(tree as Root)
}

/** The tree of one sshd_config file. Never throws, whatever the text. */
export function parseSshd(text: string, options: SshdParseOptions = {}): Root {
  const version = parseRelease(options.openssh ?? NEWEST_OPENSSH) ?? release(NEWEST_OPENSSH)
  const point = pointer(text)
  const children: Line[] = []
  for (const line of logicalLines(text, commentsAnywhere(version))) {
    children.push(lineNode(text, line, version, point))
  }
  return { type: 'root', children, position: { start: point(0), end: point(text.length) } }
}

/** Turns offsets into points. They must be asked for in rising order, which keeps the work linear. */
type Pointer = (offset: number) => Point

function pointer(text: string): Pointer {
  let line = 1
  let lineStart = 0
  let newline = text.indexOf('\n')
  return (offset) => {
    if (offset < lineStart) return pointer(text)(offset)
    while (newline !== -1 && newline < offset) {
      line++
      lineStart = newline + 1
      newline = text.indexOf('\n', lineStart)
    }
    return { line, column: offset - lineStart + 1, offset }
  }
}

function lineNode(text: string, line: LogicalLine, version: Release, point: Pointer): Line {
  const raw = text.slice(line.start, line.end)
  const start = point(line.start)
  if (line.text === '' && !raw.trimStart().startsWith('#')) {
    return { type: 'blank', value: raw, position: { start, end: point(line.end) } }
  }
  if (line.text === '' || line.text.startsWith('#')) return commentNode(raw, line, point)
  return directiveNode(text, line, lexLine(line.text, version), point)
}

function commentNode(raw: string, line: LogicalLine, point: Pointer): Line {
  const hash = raw.indexOf('#')
  let end = raw.length
  if (raw.charAt(end - 1) === '\n') end--
  while (end > hash + 1 && raw.charAt(end - 1) === '\r') end--
  return {
    type: 'comment',
    value: raw.slice(hash, end),
    raw: { before: raw.slice(0, hash), after: raw.slice(end) },
    position: { start: point(line.start + hash), end: point(line.start + end) },
  }
}

function directiveNode(text: string, line: LogicalLine, lexed: LexedLine, point: Pointer): Line {
  const cut = (start: number, end: number) => {
    const from = start < line.text.length ? line.offset(start) : line.end
    return { from, to: end > start ? line.offset(end - 1) + 1 : from }
  }
  const last = line.offset(line.text.length - 1) + 1
  const keyword = lexed.keyword ? cut(lexed.keyword.start, lexed.keyword.end) : { from: last, to: last }
  const start = point(lexed.fault ? Math.min(line.offset(0), keyword.from) : keyword.from)
  let position = Math.min(keyword.to, line.end)
  const children = lexed.arguments.map((token): Argument => {
    const place = token.end > token.start ? cut(token.start, token.end) : { from: position, to: position }
    const node: Argument = {
      type: 'argument',
      value: token.value,
      raw: { before: text.slice(position, place.from), text: text.slice(place.from, place.to) },
      position: { start: point(place.from), end: point(place.to) },
    }
    position = place.to
    return node
  })
  const name = lexed.keyword?.value ?? ''
  return {
    type: asciiLowerCase(name) === 'match' ? 'match' : 'directive',
    keyword: name,
    children,
    raw: {
      before: text.slice(line.start, keyword.from),
      keyword: text.slice(keyword.from, keyword.to),
      after: text.slice(position, line.end),
    },
    ...(lexed.fault && { fault: lexed.fault }),
    position: { start, end: point(lexed.fault ? Math.max(last, position) : position) },
  } as Line
}

function reportFaults(root: Root, file: VFile): void {
  for (const node of root.children) {
    if ((node.type !== 'directive' && node.type !== 'match') || !node.fault) continue
    const { reason, outcome } = node.fault
    const place: Position | undefined = node.position
    const effect = outcome === 'refused' ? 'sshd refuses the file' : 'sshd skips the line'
    file.message(`Unexpected line, ${reason}: ${effect}`, {
      ...(place && { place }),
      source: 'conflint',
      ruleId: 'sshd/syntax',
    })
  }
}
