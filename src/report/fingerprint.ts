import type { DetailedReport, ReportedFinding } from './report.ts'

/**
 * A name for each finding that stays the same while lines move: made of the rule, the files, and the content
 * of all lines that take part. Findings that would have the same name are counted.
 */
export function fingerprints({ findings }: DetailedReport): string[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const content = contentOf(finding)
    const number = seen.get(content) ?? 0
    seen.set(content, number + 1)
    return hash(number === 0 ? content : `${content}\0${number}`)
  })
}

function contentOf({ rule, file, evidence, scope }: ReportedFinding): string {
  const lines = evidence.map((piece) =>
    [piece.file ?? '', piece.keyword, piece.value, piece.origin].join('\0'),
  )
  return [rule, file, ...lines, ...(scope?.match ?? [])].join('\n')
}

/** FNV-1a with 64 bits, over UTF-16 units, in hexadecimal: enough to tell findings apart, and everywhere the same. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index += 1) {
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n)
  }
  return value.toString(16).padStart(16, '0')
}
