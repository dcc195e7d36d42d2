import type { Plugin } from 'unified'
import type { Point } from 'unist'
import type { VFile } from 'vfile'
import type { Argument, Directive, Fault, Line, Root } from './nodes.ts'
import { printRoot } from './print.ts'
import { isSpace, type ReadLine, readLines, skipSpaces, trimSpaces, utf8Bytes } from './pure-ftpd-lines.ts'

export interface PureFtpdParseOptions {
  /**
   * Whose grammar the text is in. `native`: the daemon's own (the default). `script`: pure-config.pl and
   * pure-config.py, which know no `=` or `:` and end lines nowhere but at the line feed. `wrapper`: one
   * file of Debian's conf/, whose lines are values; the directive is the name of the file.
   */
  grammar?: 'native' | 'script' | 'wrapper'
  /** For `wrapper`: the directive that the file stands for. */
  directive?: string
  /** How many bytes a character had in the file; matters for lines of more than 65,535 bytes. UTF-8 by default. */
  bytesOf?: (code: number) => number
}

/** Unified plugin: a parser for pure-ftpd.conf. Lines that the daemon stumbles over become messages of the file. */
export const pureFtpdParse: Plugin<[(PureFtpdParseOptions | undefined)?], string, Root> = function (options) {
  this.parser = (text, file) => {
    const root = parsePureFtpd(text, options)
    reportFaults(root, file)
    return root
  }
}

/** Unified plugin: prints a tree of pure-ftpd.conf as it was read, byte for byte. */
export const pureFtpdStringify: Plugin<[], Root, string> = function () {
  this.compiler = (tree) => printRoot(tree as Root)
}

/**
 * The tree of one pure-ftpd configuration file. Never throws, whatever the text. A directive has at most
 * one argument: everything behind the separator, since what it consists of depends on the directive.
 */
export function parsePureFtpd(text: string, options: PureFtpdParseOptions = {}): Root {
  const { grammar = 'native', directive = '', bytesOf = utf8Bytes } = options
  const lines = readLines(text, grammar === 'native' ? bytesOf : () => 0)
  const places = new Places(text)
  const children = lines.map((line) => lineNode(text, line, grammar, directive, places))
  return { type: 'root', children, position: { start: places.at(0), end: new Places(text).at(text.length) } }
}

/** Points of offsets, asked for in rising order. */
class Places {
  readonly #text: string
  #line = 1
  #lineStart = 0

  constructor(text: string) {
    this.#text = text
  }

  at(offset: number): Point {
    for (;;) {
      const newline = this.#text.indexOf('\n', this.#lineStart)
      if (newline === -1 || newline >= offset) break
      this.#line++
      this.#lineStart = newline + 1
    }
    return { line: this.#line, column: offset - this.#lineStart + 1, offset }
  }
}

function lineNode(
  text: string,
  line: ReadLine,
  grammar: NonNullable<PureFtpdParseOptions['grammar']>,
  directive: string,
  places: Places,
): Line {
  const { start } = line
  const ending = text.charCodeAt(line.end - 1) === 10 ? line.end - 1 : line.end
  // For the daemon a string ends at the first NUL; Perl and Python read on.
  const nul = grammar === 'native' ? indexOfNul(text, start, ending) : ending
  const first = skipSpaces(text, start, nul)
  const last = trimSpaces(text, first, nul)
  if (first === last && nul === ending) {
    return {
      type: 'blank',
      value: text.slice(start, line.end),
      position: { start: places.at(start), end: places.at(line.end) },
    }
  }
  if (first === last || text[first] === '#') return commentNode(text, line, first, ending, places)
  const cut = grammar === 'wrapper' ? { name: first, value: first } : split(text, first, last, grammar)
  const name = text.slice(first, cut.name)
  return directiveNode(text, line, { ...cut, first, last }, name || directive, places, grammar)
}

/** `#…`, or a line that begins with a NUL and so is empty for the daemon. */
function commentNode(text: string, line: ReadLine, first: number, ending: number, places: Places): Line {
  let end = ending
  while (end > first + 1 && text.charCodeAt(end - 1) === 13) end--
  return {
    type: 'comment',
    value: text.slice(first, end),
    raw: { before: text.slice(line.start, first), after: text.slice(end, line.end) },
    position: { start: places.at(first), end: places.at(end) },
  }
}

function directiveNode(
  text: string,
  line: ReadLine,
  cut: { first: number; name: number; value: number; last: number },
  keyword: string,
  places: Places,
  grammar: NonNullable<PureFtpdParseOptions['grammar']>,
): Directive {
  const start = places.at(cut.first)
  const children: Argument[] = []
  if (cut.value < cut.last) {
    children.push({
      type: 'argument',
      value: text.slice(cut.value, cut.last),
      raw: { before: text.slice(cut.name, cut.value), text: text.slice(cut.value, cut.last) },
      position: { start: places.at(cut.value), end: places.at(cut.last) },
    })
  }
  const after = children.length > 0 ? cut.last : cut.name
  const fault = grammar === 'native' ? faultOf(text, cut) : undefined
  return {
    type: 'directive',
    keyword,
    children,
    raw: {
      before: text.slice(line.start, cut.first),
      keyword: text.slice(cut.first, cut.name),
      after: text.slice(after, line.end),
    },
    ...(fault && { fault }),
    position: { start, end: places.at(cut.last) },
  }
}

/** Where the name ends and the value begins: white space, or one `=` or `:` with white space around it. */
function split(
  text: string,
  first: number,
  last: number,
  grammar: 'native' | 'script',
): { name: number; value: number } {
  let name = first
  while (name < last && !isSpace(text.charCodeAt(name)) && !(grammar === 'native' && isSeparator(text, name)))
    name++
  let value = skipSpaces(text, name, last)
  if (grammar === 'native' && value < last && isSeparator(text, value)) {
    value = skipSpaces(text, value + 1, last)
  }
  return { name, value }
}

function isSeparator(text: string, index: number): boolean {
  return text[index] === '=' || text[index] === ':'
}

/** What no directive can have. Whether the value fits its directive is for the dialect to say. */
function faultOf(
  text: string,
  cut: { first: number; name: number; value: number; last: number },
): Fault | undefined {
  const reason = reasonOf(text, cut)
  return reason === undefined ? undefined : { reason, outcome: 'refused' }
}

function reasonOf(
  text: string,
  { first, name, value, last }: { first: number; name: number; value: number; last: number },
): string | undefined {
  if (text.charCodeAt(first) === 0xfeff) return 'the file begins with a byte order mark'
  // Behind `=` or `:` nothing is a value for switches: it counts as no.
  if (value >= last) return name === last ? `the value of ${text.slice(first, name)} is missing` : undefined
  if (isSeparator(text, value)) return 'there is more than one separator between name and value'
  for (let index = first; index < last; index++) {
    const code = text.charCodeAt(index)
    if (code >= 0x7f || (code < 0x20 && !isSpace(code))) {
      return 'only printable ASCII characters may stand in a setting'
    }
  }
  return undefined
}

function indexOfNul(text: string, start: number, end: number): number {
  const nul = text.slice(start, end).indexOf('\0')
  return nul === -1 ? end : start + nul
}

function reportFaults(root: Root, file: VFile): void {
  for (const node of root.children) {
    if (node.type !== 'directive' || !node.fault) continue
    file.message(`Unexpected line, ${node.fault.reason}: pure-ftpd refuses the file`, {
      ...(node.position && { place: node.position }),
      source: 'conflint',
      ruleId: 'pure-ftpd/syntax',
    })
  }
}
