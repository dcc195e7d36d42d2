import type { Config, Criterion, Guard, PatternList } from '../../dialects/dialect.ts'
import type { Rule } from '../rule.ts'
import type { Declaration } from './declarations.ts'
import { intentName } from './names.ts'

/** Blocks whose names of users or groups say what their connections are meant for: `Match Group sftp-only`. */
export function inferredIntents(
  { guards }: Config,
  rules: readonly Rule[],
  declared: readonly Declaration[],
): Declaration[] {
  const promising = rules.filter(({ promise, names }) => promise && names)
  return guards.flatMap((guard): Declaration[] => {
    const match = guard.lines.at(-1)
    const criterion = guard.criteria.findLast(namesPeople)
    if (!match || !criterion) return []
    const isSaid = (intent: string) =>
      declared.some(
        (each) => each.intents.includes(intent) && (each.guard === undefined || each.guard === guard),
      )
    const intents = promising
      .filter(({ names = [] }) => allSay(criterion.patterns, names))
      .map(intentName)
      .filter((intent) => !isSaid(intent))
    return intents.map((intent) => ({
      intents: [intent],
      guard,
      line: { ...match, keyword: 'Match', text: guardText(guard) },
    }))
  })
}

function namesPeople(criterion: Criterion): criterion is Extract<Criterion, { patterns: PatternList }> {
  return criterion.kind === 'user' || criterion.kind === 'group'
}

/** Whoever the list accepts has a name that says it. */
function allSay(patterns: PatternList, names: readonly string[]): boolean {
  const accepted = patterns.filter(({ negated }) => !negated)
  return accepted.length > 0 && accepted.every(({ pattern }) => names.includes(core(pattern)))
}

/** A name without what does not matter in it: case, hyphens, and what it is a name of. */
function core(pattern: string): string {
  return pattern
    .toLowerCase()
    .replace(/[-_. ]/g, '')
    .replace(/^(ssh|grp|group)(?=.)/, '')
    .replace(/(users?|accounts?|group|grp|logins?)$/, '')
}

function guardText({ text }: Guard): string {
  return text.join(' ')
}
