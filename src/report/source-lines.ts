import type { DetailedReport } from './report.ts'

const cutUp = new WeakMap<DetailedReport['sources'], Map<string, readonly string[]>>()

/** The lines of a file of a report, which is cut up once, however many findings quote it. */
export function sourceLines(sources: DetailedReport['sources'], file: string): readonly string[] | undefined {
  const text = sources.get(file)
  if (text === undefined) return undefined
  const files = cutUp.get(sources) ?? new Map<string, readonly string[]>()
  cutUp.set(sources, files)
  const lines = files.get(file) ?? text.split(/\r?\n/)
  files.set(file, lines)
  return lines
}
