import { type Host, isFailure, type ReadFailure } from '../../../host/host.ts'
import { directoryOf } from '../../../host/path.ts'
import { encodeText } from '../../../syntax/bytes.ts'
import type { Directive } from '../../../syntax/nodes.ts'
import { printLine } from '../../../syntax/print.ts'
import type { Place, Problem } from '../../dialect.ts'
import { type DirectiveRow, directiveInAnyCase, type Feature } from '../directives.ts'
import type { Option, PureFtpdSource, Reading, ReadLine, Refusal } from '../reading.ts'
import { isTemplated } from '../templates.ts'
import { LineMatcher, type Misunderstood } from './line-matcher.ts'
import { RuleNames } from './names.ts'
import { entryFailure, includeFailure, includeProblem, lineProblem, tooManyLines } from './problems.ts'
import { rulesOf } from './rules.ts'
import { SourceFiles } from './source-files.ts'

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
  const files = new SourceFiles(host, options.workingDirectory ?? directoryOf(entry))
  const reader = new NativeReader(files, options)
  reader.readFile(entry, 0)
  return reader.reading()
}

/** A line that is no comment. */
type DirectivePlace = Place & { node: Directive }

class NativeReader {
  readonly #files: SourceFiles
  readonly #version: string
  readonly #names: RuleNames
  readonly #sources = new Set<PureFtpdSource>()
  readonly #lines: ReadLine[] = []
  readonly #options: Option[] = []
  readonly #problems: Problem[] = []
  readonly #reported = new Set<Place['node']>()
  #refusal: Refusal | undefined
  #linesLeft = MOST_LINES

  constructor(files: SourceFiles, { version, has }: NativeOptions) {
    this.#files = files
    this.#version = version
    this.#names = new RuleNames(rulesOf(version, has))
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
    const source = this.#files.read(path)
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

  #readLines(source: PureFtpdSource, path: string, depth: number): void {
    const matcher = new LineMatcher(this.#names, this.#version, source)
    for (const [index, node] of source.root.children.entries()) {
      if (depth > 0 && --this.#linesLeft < 0) {
        if (this.#linesLeft === -1) this.#problems.push(tooManyLines({ source, node }))
        return
      }
      const printed = printLine(node)
      matcher.read(printed)
      if (node.type !== 'directive') continue
      const place = { source, node }
      const matched = matcher.match(printed)
      if (matched.kind === 'option') this.#take(matched.row, matched.argument, place, depth)
      else if (matched.kind === 'off')
        this.#lines.push({ ...place, row: matched.row, text: valueText(node), state: 'off' })
      else this.#stumble(place, matched, path, index + 1)
    }
  }

  #take(row: DirectiveRow, argument: string | undefined, place: DirectivePlace, depth: number): void {
    const text = valueText(place.node)
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
    if (this.#files.isMissing(path)) this.#report(includeProblem(line, path))
    else this.readFile(path, depth + 1, line)
  }

  #stumble(
    place: DirectivePlace,
    { kind, line, column, rest }: Misunderstood,
    path: string,
    number: number,
  ): void {
    const { keyword } = place.node
    const row = directiveInAnyCase(keyword)
    if (isTemplated(line)) {
      if (row) this.#lines.push({ ...place, row, text: valueText(place.node), state: 'templated' })
      return
    }
    const words = `${path}:${number}:${column + 1}: ${kind} line ${number}: [${rest}].`
    const isName = this.#names.beginning(line).length === 0
    this.#refuse(lineProblem(place, keyword, words, isName ? 'name' : 'value', this.#version))
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

function valueText({ children }: Directive): string {
  return children.map(({ raw }) => raw.text).join(' ')
}

function unableToOpen(path: string, { failure }: ReadFailure): string {
  const errors: Partial<Record<ReadFailure['failure'], string>> = {
    missing: 'No such file or directory',
  }
  return `Unable to open [${path}]: ${errors[failure] ?? 'Input/output error'}`
}
