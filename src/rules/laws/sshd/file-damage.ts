import type { Problem, Source } from '../../../dialects/dialect.ts'
import { BYTE_ORDER_MARK } from '../../../syntax/bytes.ts'
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
    source,
    node: {
      position: { start: { line: 1, column: 1 }, end: { line: 1, column: firstLine(text).length + 1 } },
    },
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
  if (BYTE_ORDER_MARK.test(text)) {
    return tell(
      'The file begins with a byte order mark, which sshd takes for a part of the first keyword, so it does not start; save it as UTF-8 without a byte order mark.',
      true,
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
  if (!text.includes('\0')) return []
  const problems: Problem[] = []
  for (const [index, content] of text.split('\n').entries()) {
    const column = content.indexOf('\0') + 1
    if (column === 0) continue
    const start = { line: index + 1, column }
    problems.push({
      source,
      node: { position: { start, end: { ...start, column: column + 1 } } },
      rule,
      message:
        'A NUL byte hides the rest of this line from sshd and glues the next line to it; remove the byte.',
      refused: false,
    })
  }
  return problems
}

function firstLine(text: string): string {
  const end = text.search(/[\r\n]/)
  return end === -1 ? text : text.slice(0, end)
}
