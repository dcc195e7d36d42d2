import { PROFILES, type Wanted } from '../judgement/wanted.ts'
import type { DeclaredSet } from '../rules/intents/declarations.ts'
import { declaredSet } from '../rules/intents/entries.ts'
import { intentNames } from '../rules/intents/names.ts'
import { namesRule } from '../rules/suppressions/pattern.ts'
import { didYouMean } from '../syntax/suggest.ts'
import { DIALECTS, KNOWN_RULES } from './dialects.ts'
import { ConflintError, demandOneOf } from './error.ts'
import type { LintOptions } from './options.ts'

/** What the options want of judging, after checking that what they name is there. */
export function wantedFrom(options: LintOptions): Wanted {
  const { profile, rules = {}, ownRules = [], intents = [], agentKeys, comments = true } = options
  demandOneOf('profile', profile, PROFILES)
  const known = [...Object.values(KNOWN_RULES).flatMap((all) => all.rules), ...ownRules]
  const ids = [...known, ...KNOWN_RULES.sshd.aboutComments].map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new ConflintError(`two rules have the id ${twice}`)
  const unknown = Object.keys(rules).find((pattern) => !ids.some((id) => namesRule(pattern, id)))
  if (unknown !== undefined) throw new ConflintError(`there is no rule ${unknown}${didYouMean(unknown, ids)}`)
  const settings = Object.entries(rules).map(([pattern, setting]) => ({ pattern, setting, where: 'rules' }))
  return {
    rules: ownRules,
    comments,
    ...(profile && { profile }),
    ...(agentKeys !== undefined && { agentKeys }),
    ...(intents.length > 0 && { sets: setsFrom(intents, intentNames(known)) }),
    ...(settings.length > 0 && {
      ruleSetting: (id) => settings.findLast(({ pattern }) => namesRule(pattern, id)),
    }),
  }
}

/** Only sshd tells connections apart, and has intents. */
function setsFrom(intents: NonNullable<LintOptions['intents']>, known: readonly string[]): DeclaredSet[] {
  const text = ['intents:', ...intents.map((entry) => `  - ${JSON.stringify(entry)}`)].join('\n')
  return intents.map((entry, index) => {
    const unknown = [entry.intent].flat().find((name) => !known.includes(name))
    if (unknown !== undefined)
      throw new ConflintError(`there is no intent ${unknown}${didYouMean(unknown, known)}`)
    const set = declaredSet(entry, DIALECTS.sshd, { path: 'intents', text, line: index + 2 })
    if ('fault' in set) throw new ConflintError(`intents: ${set.fault}`)
    return set
  })
}
