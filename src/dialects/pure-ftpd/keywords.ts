import type { KeywordFacts } from '../dialect.ts'
import { type DirectiveRow, directives } from './directives.ts'

/** All directives as the rest of conflint knows them. */
export const keywords: ReadonlyMap<string, KeywordFacts> = new Map(
  directives.map((row: DirectiveRow) => [
    row.name,
    {
      name: row.name,
      kind: row.kind,
      ...(row.kind === 'flag' && { values: ['yes', 'no'] }),
      summary: row.summary,
      since: row.since,
      ...(row.until !== undefined && { until: row.until }),
    },
  ]),
)
