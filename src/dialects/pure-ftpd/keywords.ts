import type { KeywordFacts } from '../dialect.ts'
import { type DirectiveRow, directives } from './directives.ts'

let known: ReadonlyMap<string, KeywordFacts> | undefined

/** All directives as the rest of conflint knows them. */
export function keywords(): ReadonlyMap<string, KeywordFacts> {
  known ??= new Map(directives.map((row) => [row.name, factsOf(row)]))
  return known
}

function factsOf(row: DirectiveRow): KeywordFacts {
  return {
    name: row.name,
    kind: row.kind,
    ...(row.kind === 'flag' && { values: ['yes', 'no'] }),
    summary: row.summary,
    since: row.since,
    ...(row.until !== undefined && { until: row.until }),
  }
}
