import type { Evidence, Range } from '../rules/finding.ts'
import { columns, visible, visibleLine } from './visible.ts'
import { hanging } from './wrap.ts'

/** A piece of evidence that is a line, with the range of its directive. */
export interface Quotation {
  evidence: Evidence
  line: number
  range: Range | undefined
}

/** How the parts of an excerpt are coloured. */
export interface Paint {
  quiet(text: string): string
  mark(text: string): string
}

/** Some of the lines of one file, each with a marker under what takes part and a note on what it contributes. */
export function excerpt(
  lines: readonly string[] | undefined,
  quotations: readonly Quotation[],
  width: number,
  paint: Paint,
): string[] {
  const digits = String(Math.max(...quotations.map(({ line }) => line))).length
  const gutter = (label: string) => paint.quiet(`  ${label.padStart(digits + 2)} |`)
  const room = Math.max(width - digits - 8, 20)
  return quotations.flatMap(({ evidence, line, range }) => {
    const source = lines?.[line - 1] ?? `${evidence.keyword} ${evidence.value}`
    const [from, to] = marked(source, line, range)
    const shown = window(source, from, to, room)
    const indent = ' '.repeat(columns(shown.before))
    const marker = paint.mark(`${indent}${'^'.repeat(Math.max(columns(shown.within), 1))}`)
    const lead = `${gutter(String(line))} ${shown.before}${shown.within}${shown.after}`
    if (evidence.note === undefined) return [lead, `${gutter('')} ${marker}`]
    const note = visible(evidence.note)
    const besides = columns(indent) + columns(shown.within) + 1 + columns(note) <= room
    if (besides) return [lead, `${gutter('')} ${marker} ${note}`]
    const beneath = hanging(indent.length < room / 2 ? indent : '', note, room)
    return [lead, `${gutter('')} ${marker}`, ...beneath.map((part) => `${gutter('')} ${part}`)]
  })
}

/** The part of a line to mark, from and to in UTF-16 units: the directive without blanks around it. */
export function marked(source: string, line: number, range: Range | undefined): [number, number] {
  const indent = source.length - source.trimStart().length
  const end = source.trimEnd().length
  if (!range || range.start.line !== line) return [indent, end]
  const to = range.end.line === line ? range.end.column - 1 : end
  return [Math.max(range.start.column - 1, indent), Math.min(Math.max(to, range.start.column), end)]
}

/** Cuts a long line so that the marked part shows; what was cut is an ellipsis. */
function window(source: string, from: number, to: number, room: number) {
  const longest = room - 2
  const start = to <= longest ? 0 : Math.min(from, Math.max(0, to - longest))
  const end = Math.min(source.length, start + longest)
  const before = `${start > 0 ? '…' : ''}${visibleLine(source.slice(start, Math.max(from, start)))}`
  const after = `${visibleLine(source.slice(Math.min(to, end), end)).trimEnd()}${end < source.length ? '…' : ''}`
  return { before, within: visibleLine(source.slice(Math.max(from, start), Math.min(to, end))), after }
}
