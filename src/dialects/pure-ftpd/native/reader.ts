import { type Host, isFailure, type ReadFailure } from '../../../host/host.ts'
import { directoryOf, join } from '../../../host/path.ts'
import { decodeBytes, type Encoding, encodeText } from '../../../syntax/bytes.ts'
import type { Directive, Line } from '../../../syntax/nodes.ts'
import { printLine } from '../../../syntax/print.ts'
import { parsePureFtpd } from '../../../syntax/pure-ftpd.ts'
import { isSpace, utf8Bytes } from '../../../syntax/pure-ftpd-lines.ts'
import type { Place, Problem } from '../../dialect.ts'
import { TextLimit } from '../../text-limit.ts'
import { type DirectiveRow, directiveInAnyCase, type Feature } from '../directives.ts'
import type { Option, PureFtpdSource, Reading, ReadLine, Refusal } from '../reading.ts'
import { isTemplated } from '../templates.ts'
import { firstOf, matchDirective, matchOneNumber } from './forms.ts'
import { LineBuffer } from './line-buffer.ts'
import { RuleNames } from './names.ts'
import { entryFailure, includeFailure, includeProblem, lineProblem, tooManyLines } from './problems.ts'
import { rulesOf } from './rules.ts'

export interface NativeOptions {
  version: string
  has: (feature: Feature) => boolean
  /** From where relative Include paths are looked up: the working directory of the daemon. */
  workingDirectory?: string
}

/** Included files may multiply beyond all bounds; the daemon would go on, this reader stops here. */
const MOST_LINES = 100_000
/** simpleconf.c, SC_MAX_RECURSION. */
const DEEPEST = 16

/** Reads a configuration file as the daemon itself does, since 1.0.44 (simpleconf.c). */
export function readNative(entry: string, host: Host, options: NativeOptions): Reading {
  const reader = new NativeReader(host, options, options.workingDirectory ?? directoryOf(entry))
  reader.readFile(entry, 0)
  return reader.reading()
}

class NativeReader {
  readonly #host: Host
  readonly #version: string
  readonly #names: RuleNames
  readonly #directory: string
  readonly #files = new Map<string, PureFtpdSource>()
  readonly #limit = new TextLimit()
  readonly #sources = new Set<PureFtpdSource>()
  readonly #lines: ReadLine[] = []
  readonly #options: Option[] = []
  readonly #problems: Problem[] = []
  readonly #reported = new Set<Place['node']>()
  #refusal: Refusal | undefined
  #linesLeft = MOST_LINES

  constructor(host: Host, options: NativeOptions, directory: string) {
    this.#host = host
    this.#version = options.version
    this.#names = new RuleNames(rulesOf(options.version, options.has))
    this.#directory = directory
  }

  reading(): Reading {
    return {
      sources: [...this.#sources],
      lines: this.#lines,
      options: this.#options,
      problems: this.#problems,
      ...(this.#refusal && { refusal: this.#refusal }),
    }
  }

  /** `path`: as the daemon was told it. `including`: the Include line that asks for the file. */
  readFile(path: string, depth: number, including?: Place): void {
    if (depth >= DEEPEST) {
      this.#refuse(includeFailure(`[${path}]: too many levels of recursion`, path, including))
      return
    }
    const source = this.#source(path)
    if (isFailure(source)) {
      // fopen(3) opens a directory; reading from it ends at once.
      if (source.failure === 'directory') return
      this.#refuse(
        including ? includeFailure(unableToOpen(path, source), path, including) : entryFailure(path, source),
      )
      return
    }
    this.#sources.add(source)
    this.#readLines(source, path, depth)
  }

  #source(path: string): PureFtpdSource | ReadFailure {
    const absolute = this.#absolute(path)
    const known = this.#files.get(absolute)
    if (known) return known
    const bytes = this.#host.read(absolute)
    if (isFailure(bytes)) return bytes
    const { text, encoding } = decodeBytes(bytes)
    this.#limit.count(text, absolute)
    const bytesOf = encoding === 'utf-8' ? utf8Bytes : () => 1
    const source = { path: absolute, text, encoding, root: parsePureFtpd(text, { bytesOf }) }
    this.#files.set(absolute, source)
    return source
  }

  #absolute(path: string): string {
    return path.startsWith('/') ? path : join(this.#directory, path)
  }

  #readLines(source: PureFtpdSource, path: string, depth: number): void {
    const buffer = new LineBuffer(source.encoding, source.text.length)
    const memory: Memory = { buffer, mismatch: undefined }
    for (const [index, node] of source.root.children.entries()) {
      if (depth > 0 && --this.#linesLeft < 0) {
        if (this.#linesLeft === -1) this.#problems.push(tooManyLines({ source, node }))
        return
      }
      const printed = printLine(node)
      buffer.write(printed)
      if (node.type === 'directive') this.#readLine({ source, node }, printed, index + 1, path, depth, memory)
    }
  }

  #readLine(
    place: { source: PureFtpdSource; node: Directive },
    printed: string,
    number: number,
    path: string,
    depth: number,
    memory: Memory,
  ): void {
    const line = chomp(printed)
    const mismatchBefore = memory.mismatch
    for (const row of this.#names.beginning(line)) {
      const match = this.#match(row, line, memory, place.source.encoding)
      if (match === undefined) continue
      if (match.kind === 'mismatch') continue
      if (match.kind === 'option') {
        this.#take(row, match.argument, place, depth)
        return
      }
      if (match.kind === 'off') {
        this.#lines.push({ ...place, row, text: valueText(place), state: 'off' })
        return
      }
      memory.mismatch = mismatchBefore
      this.#stumble(place, line, number, path, {
        kind: 'syntax error',
        column: bytesBefore(line, match.at === line.length ? firstOf(line) : match.at, place.source.encoding),
        rest: line.slice(match.at === line.length ? firstOf(line) : match.at),
      })
      return
    }
    const column = memory.mismatch ?? 0
    const rest = memory.mismatch === undefined ? '' : memory.buffer.from(column)
    memory.mismatch = mismatchBefore
    this.#stumble(
      place,
      line,
      number,
      path,
      rest === ''
        ? { kind: 'property not found', column: 0, rest: line }
        : { kind: 'syntax error', column, rest },
    )
  }

  /** Tries the rules of one directive; remembers where a rule mismatched. */
  #match(row: DirectiveRow, line: string, memory: Memory, encoding: Encoding) {
    const attempts = [matchDirective(row, line, this.#version)]
    if (row.form === 'one-or-two-numbers' && attempts[0]?.kind === 'mismatch') {
      attempts.push(matchOneNumber(line, row.name))
    }
    for (const attempt of attempts) {
      if (attempt?.kind !== 'mismatch') continue
      memory.mismatch = bytesBefore(line, attempt.at === line.length ? firstOf(line) : attempt.at, encoding)
    }
    return attempts.at(-1)
  }

  #take(
    row: DirectiveRow,
    argument: string | undefined,
    place: Place & { node: Directive },
    depth: number,
  ): void {
    const text = valueText(place)
    const state = argument !== undefined && isTemplated(argument) ? 'templated' : 'option'
    const line: ReadLine = { ...place, row, text, state, ...(argument !== undefined && { argument }) }
    this.#lines.push(line)
    if (row.form === 'include') {
      this.#include(line, argument ?? '', depth)
      return
    }
    const written =
      argument === undefined ? row.long : `${row.long}${row.long.endsWith(':') ? '' : '='}${argument}`
    const login = /^--login=(.*)$/s.exec(written)?.[1]
    if (encodeText(written, 'utf-8').length >= 65_536) {
      // The reader gives up without a word of its own.
      this.#refuse(lineProblem(line, row.name, 'Configuration error', 'too-long'))
      return
    }
    this.#options.push({
      letter: row.option,
      ...((login ?? argument) !== undefined && { argument: login ?? argument ?? '' }),
      text: written,
      line,
    })
  }

  #include(line: ReadLine, path: string, depth: number): void {
    if (line.state === 'templated') return
    const known = this.#host.file(this.#absolute(path))
    const failure = this.#source(path)
    // stat(2) finds no file under a name with a slash behind it.
    const misnamed = /\/\.?$/.test(path) && !isFailure(failure)
    if (known === 'missing' || misnamed || (isFailure(failure) && failure.failure === 'missing')) {
      this.#report(includeProblem(line, path))
      return
    }
    this.readFile(path, depth + 1, line)
  }

  #stumble(
    place: Place & { node: Directive },
    line: string,
    number: number,
    path: string,
    found: { kind: 'syntax error' | 'property not found'; column: number; rest: string },
  ): void {
    const row = directiveInAnyCase(place.node.keyword)
    if (isTemplated(line)) {
      if (row) this.#lines.push({ ...place, row, text: valueText(place), state: 'templated' })
      return
    }
    const words = `${path}:${number}:${found.column + 1}: ${found.kind} line ${number}: [${found.rest}].`
    const isName = this.#names.beginning(line).length === 0
    this.#refuse(lineProblem(place, place.node.keyword, words, isName ? 'name' : 'value', this.#version))
  }

  /** Once for each line, however often its file is included. */
  #report(problem: Problem): void {
    if (this.#reported.has(problem.node)) return
    this.#reported.add(problem.node)
    this.#problems.push(problem)
  }

  #refuse(problem: Problem): void {
    this.#report(problem)
    this.#refusal ??= { stage: 'file', words: problem.daemon ?? 'Configuration error' }
  }
}

/** What the reader keeps from line to line of one file. */
interface Memory {
  buffer: LineBuffer
  /** Byte offset of the last mismatch. */
  mismatch: number | undefined
}

/** What the daemon compares: up to a NUL, without trailing white space. */
function chomp(line: string): string {
  const nul = line.indexOf('\0')
  let end = nul === -1 ? line.length : nul
  while (end > 0 && isSpace(line.charCodeAt(end - 1))) end--
  return line.slice(0, end)
}

function bytesBefore(line: string, offset: number, encoding: Encoding): number {
  return encodeText(line.slice(0, offset), encoding).length
}

function valueText(place: { node: Line | Place['node'] }): string {
  const { node } = place
  return 'children' in node ? node.children.map(({ raw }) => raw.text).join(' ') : ''
}

function unableToOpen(path: string, { failure }: ReadFailure): string {
  const errors: Partial<Record<ReadFailure['failure'], string>> = {
    missing: 'No such file or directory',
    denied: 'Permission denied',
  }
  return `Unable to open [${path}]: ${errors[failure] ?? 'Input/output error'}`
}
