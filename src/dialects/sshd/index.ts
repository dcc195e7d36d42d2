import { NEWEST_OPENSSH } from '../../syntax/openssh-release.ts'
import type { Dialect, KeywordFacts } from '../dialect.ts'
import { detect } from './detect.ts'
import type { KeywordRow } from './keywords/row.ts'
import { KEYWORDS, PSEUDO_KEYWORDS } from './keywords/table.ts'
import { connectionSet } from './matching/connection-set.ts'
import { quantities } from './quantities/index.ts'
import { RELEASES } from './releases.ts'
import { resolve } from './resolve.ts'
import { turnedAway } from './turned-away.ts'

export type { Refusal, SshdConfig, SshdEffective, SshdGuard, SshdSetting } from './config.ts'
export { type Answer, answer, answerBytes, connectionFor } from './dump/answer.ts'
export { dump, dumpFor } from './dump/dump.ts'
export type { Keyword, ValueOf } from './keywords/types.ts'
export { holds } from './matching/match-connection.ts'
export { findTarget, RELEASES, type Target } from './releases.ts'
export { resolve } from './resolve.ts'

let keywords: Dialect['keywords'] | undefined

/** The dialect of sshd_config(5). */
export const sshd: Dialect = {
  name: 'sshd',
  newest: NEWEST_OPENSSH,
  detect,
  // Judging a file takes none of it.
  get keywords() {
    keywords ??= new Map(
      Object.entries({ ...KEYWORDS, ...PSEUDO_KEYWORDS }).map(([name, row]) => [name, factsOf(name, row)]),
    )
    return keywords
  },
  quantities,
  connectionSet,
  resolve,
  turnedAway,
}

function factsOf(name: string, row: KeywordRow): KeywordFacts {
  const values = row.words ? [...new Set(Object.values(row.words))] : undefined
  return {
    name,
    kind: row.kind,
    ...((row.kind === 'flag' || row.kind === 'enum') && values && { values }),
    summary: row.summary,
    since: row.since ?? RELEASES[0] ?? '',
    ...(row.until && { until: row.until }),
  }
}
