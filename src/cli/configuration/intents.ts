import type { DialectName } from '../../dialects/dialect.ts'
import { builtin } from '../../rules/builtin.ts'
import type { DeclaredSet } from '../../rules/intents/declarations.ts'
import { declaredSet } from '../../rules/intents/entries.ts'
import { intentNames } from '../../rules/intents/names.ts'
import type { Rule } from '../../rules/rule.ts'
import { didYouMean } from '../../syntax/suggest.ts'
import { loadDialect } from '../dialects.ts'
import { usageFailure } from '../failure.ts'
import type { ReadFile } from './configuration-file.ts'

/** Only sshd tells connections apart, and has intents. */
const DIALECT: DialectName = 'sshd'

/**
 * The sets of connections with intents in configuration files.
 * @param own the user's own rules, which may bring intents
 * @throws a usage failure with file, line and what was expected
 */
export async function declaredSets(files: readonly ReadFile[], own: readonly Rule[]): Promise<DeclaredSet[]> {
  if (files.every(({ content }) => content.intents === undefined)) return []
  const [dialect, { rules }] = await Promise.all([loadDialect(DIALECT), builtin(DIALECT)])
  const known = intentNames([...rules, ...own])
  return files.flatMap((read) =>
    (read.content.intents ?? []).map((entry, index) => {
      const unknown = [entry.intent].flat().find((name) => !known.includes(name))
      if (unknown !== undefined) {
        const where = read.at('intents', index, 'intent')
        throw usageFailure(`${where}: there is no intent ${unknown}${didYouMean(unknown, known)}`)
      }
      const set = declaredSet(entry, dialect, read.place('intents', index))
      if ('fault' in set) throw usageFailure(`${read.at('intents', index, 'for')}: ${set.fault}`)
      return set
    }),
  )
}
