import { type Host, isFailure } from '../../../host/host.ts'
import { decodeBytes } from '../../../syntax/bytes.ts'

/** One setting of an LDAP, MySQL or PostgreSQL file, and where it stands. */
export interface KeywordLine {
  keyword: string
  value: string
  file: string
  line: number
}

/** What the daemon makes of such a file: settings by keyword, or the line at which it gives up. */
export interface KeywordFile {
  settings: readonly KeywordLine[]
  fault?: { line: number; text: string }
}

/**
 * Reads a file of keywords and values as parser.c does: keywords in any case, the rest of the line is the
 * value, nothing between them is needed, and an unknown keyword or a missing value ends it all.
 * `undefined` where the file cannot be read.
 */
export function readKeywordFile(
  path: string,
  keywords: readonly string[],
  host: Host,
): KeywordFile | undefined {
  const bytes = host.read(path)
  if (isFailure(bytes)) return undefined
  const settings: KeywordLine[] = []
  for (const [index, raw] of decodeBytes(bytes).text.split('\n').entries()) {
    const text = raw.trim()
    if (text === '' || text.startsWith('#')) continue
    const lower = text.toLowerCase()
    const keyword = keywords.find((name) => lower.startsWith(name.toLowerCase()))
    const value = keyword === undefined ? '' : text.slice(keyword.length).trim()
    if (keyword === undefined || value === '') return { settings, fault: { line: index + 1, text } }
    settings.push({ keyword, value, file: path, line: index + 1 })
  }
  return { settings }
}
