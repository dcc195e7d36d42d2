import type { DialectName } from '../dialects/dialect.ts'
import type { KeywordReference } from '../dialects/keyword-reference.ts'

/** What the tables say of all keywords of a dialect, those that are out of use included. */
export async function keywordReferences(dialect: DialectName): Promise<readonly KeywordReference[]> {
  if (dialect === 'sshd') return (await import('../dialects/sshd/keywords/reference.ts')).keywordReferences()
  return (await import('../dialects/pure-ftpd/reference.ts')).directiveReferences()
}
