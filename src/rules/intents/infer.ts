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
  return promising.flatMap((rule): Declaration[] => {
    const intent = intentName(rule)
    const isSaid = (guard: Guard) =>
      declared.some(
        (each) => each.intents.includes(intent) && (each.guard === undefined || each.guard === guard),
      )
    const naming = guards.filter((guard) => isNamed(guard, rule) && !isSaid(guard))
    return mostGeneral(naming).flatMap((guard) => {
      const match = guard.lines.at(-1)
      return match
        ? [{ intents: [intent], guard, line: { ...match, keyword: 'Match', text: guardText(guard) } }]
        : []
    })
  })
}

function isNamed({ criteria }: Guard, { names = [] }: Rule): boolean {
  const criterion = criteria.findLast(namesPeople)
  return criterion !== undefined && allSay(criterion.patterns, names)
}

/** Without those that ask for all that another one asks for, and more: their connections are meant so anyway. */
function mostGeneral(guards: readonly Guard[]): Guard[] {
  const general: { guard: Guard; asked: readonly string[] }[] = []
  const byLength = [...guards].sort((a, b) => a.criteria.length - b.criteria.length)
  for (const guard of byLength) {
    const asked = guard.criteria.map((criterion) => JSON.stringify(criterion))
    if (!general.some((other) => other.asked.every((each) => asked.includes(each))))
      general.push({ guard, asked })
  }
  return general.map(({ guard }) => guard).sort((a, b) => a.index - b.index)
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
