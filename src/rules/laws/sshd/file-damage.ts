import type { Problem, Source } from '../../../dialects/dialect.ts'
import type { LawOfTheFile } from '../laws.ts'

const rule = 'sshd/file-damage'

/** Files in an encoding that sshd does not read, and bytes that join or swallow lines (servconf.c load_server_config). */
export const fileDamage: LawOfTheFile = ({ sources }) =>
  sources.flatMap((source) => {
    const whole = wholeFile(source)
    return whole ? [whole] : nulBytes(source)
  })

function wholeFile(source: Source): Problem | undefined {
  const { text } = source
  const tell = (message: string, refused: boolean): Problem => ({
    ...place(source, 0, Math.min(text.length, Math.max(1, endOfLine(text, 0)))),
    rule,
    message,
    refused,
  })
  if (isUtf16(text)) {
    return tell(
      'The file is UTF-16, which sshd reads as garbage, so it does not start; save it as UTF-8.',
      true,
    )
  }
  if (text.startsWith('\uFEFF')) {
    return tell(
      'The file begins with a byte order mark, which sshd takes for a part of the first keyword, so it does not start; save it as UTF-8 without a byte order mark.',
      text.split('\n', 1)[0]?.trim() !== '\uFEFF',
    )
  }
  if (!text.includes('\n') && /\r[^\r]/.test(text)) {
    return tell(
      'The lines end in carriage returns, which sshd does not take for the ends of lines, so the whole file is one line to it; save it with line feeds.',
      false,
    )
  }
  return undefined
}

/** A byte order mark of UTF-16 (read as Latin-1), or a NUL in every other place. */
function isUtf16(text: string): boolean {
  if (/^(\u00FF\u00FE|\u00FE\u00FF)/.test(text)) return true
  const head = text.slice(0, 512)
  const zeros = head.split('\0').length - 1
  return head.length >= 4 && zeros * 3 > head.length
}

/** A NUL hides the rest of its line, and glues the next line on. */
function nulBytes(source: Source): Problem[] {
  const { text } = source
  const problems: Problem[] = []
  for (let at = text.indexOf('\0'); at !== -1; at = text.indexOf('\0', endOfLine(text, at))) {
    problems.push({
      ...place(source, at, at + 1),
      rule,
      message:
        'A NUL byte hides the rest of this line from sshd and glues the next line to it; remove the byte.',
      refused: false,
    })
  }
  return problems
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

function place(source: Source, from: number, to: number) {
  const start = pointOf(source.text, from)
  return { source, node: { position: { start, end: { ...start, column: start.column + to - from } } } }
}

function pointOf(text: string, offset: number) {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n'), offset }
}
