import type { Evidence, Finding } from '../rules/finding.ts'
import type { DetailedReport } from './report.ts'
import { sourceLines } from './source-lines.ts'

/** What fingerprints are made of: findings in their order, and the files that they speak of. */
export interface Fingerprinted {
  findings: readonly Finding[]
  sources: DetailedReport['sources']
}

/**
 * A name for each finding that stays the same while lines move: made of the rule, the files, the words of all lines
 * that take part, and the connections concerned. Findings that would have the same name are counted.
 * @param nameOf what a file is called, so that the place from which conflint is called makes no difference
 */
export function fingerprints(
  { findings, sources }: Fingerprinted,
  nameOf: (file: string) => string = (file) => file,
): string[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const { rule, file, scope } = finding
    const lines = linesOf(finding, sources).map(({ file, text }) => `${nameOf(file)}\0${text}`)
    const content = [rule, nameOf(file), ...lines, ...(scope?.match ?? [])].join('\n')
    const number = seen.get(content) ?? 0
    seen.set(content, number + 1)
    return hash(number === 0 ? content : `${content}\0${number}`)
  })
}

/** The words of the lines that take part, without comments and however they are spaced. Values that nobody wrote down may change. */
export function linesOf(
  { evidence }: Finding,
  sources: DetailedReport['sources'],
): { file: string; text: string }[] {
  return evidence.flatMap(({ file, line, keyword, value, origin }: Evidence) => {
    if (origin !== 'line' || file === undefined) return []
    const written = keyword === '' && line !== undefined ? sourceLines(sources, file)?.[line - 1] : undefined
    return [{ file, text: (written ?? `${keyword} ${value}`).trim().replaceAll(/\s+/g, ' ') }]
  })
}

/** FNV-1a with 64 bits, over UTF-16 units, in hexadecimal: enough to tell findings apart, and everywhere the same. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index += 1) {
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n)
  }
  return value.toString(16).padStart(16, '0')
}
