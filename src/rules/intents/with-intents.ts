import type { Config, Effective, EffectiveSetting, Guard, Setting } from '../../dialects/dialect.ts'
import type { Rule } from '../rule.ts'
import { type Declaration, type DeclaredSet, declarationsIn } from './declarations.ts'
import { inferredIntents } from './infer.ts'
import { DECLARED, INFERRED } from './names.ts'

/**
 * The configuration with what is declared and inferred as settings: one keyword for each intent, which the rules of
 * intents ask for; and the keyword `intent` with all that are declared. The sets of connections become blocks
 * behind those of the configuration, which set nothing else.
 */
export function withIntents(config: Config, rules: readonly Rule[], sets: readonly DeclaredSet[]): Config {
  const promising = rules.filter(({ promise }) => promise)
  if (promising.length === 0 && sets.length === 0) return config
  const inSets = sets.map((set, index) => declarationOf(set, config.guards.length + index))
  const declared = [...declarationsIn(config), ...inSets]
  const inferred = inferredIntents(config, promising, declared)
  if (declared.length === 0 && inferred.length === 0) return config
  const settings: Setting[] = [
    ...inSets.map((declaration) => settingFor('intent', declaration, declaration.intents)),
    ...declared.flatMap((each) => each.intents.map((name) => settingFor(DECLARED + name, each, 'yes'))),
    ...inferred.flatMap((each) => each.intents.map((name) => settingFor(INFERRED + name, each, 'yes'))),
  ]
  return {
    ...config,
    settings: [...config.settings, ...settings],
    guards: [...config.guards, ...inSets.flatMap(({ guard }) => guard ?? [])],
    effective(holds, list) {
      const effective = config.effective(holds, list)
      return { get: (keyword) => settingOf(keyword, effective, settings, holds) }
    },
  }
}

function declarationOf({ intents, connections, source, position }: DeclaredSet, index: number): Declaration {
  const guard = connections && { index, lines: [], ...connections }
  return { intents, guard, line: { source, node: { position }, keyword: 'intent', text: intents.join(', ') } }
}

function settingFor(keyword: string, { guard, line }: Declaration, value: Setting['value']): Setting {
  return { source: line.source, node: line.node, text: line.text, keyword, guard, value }
}

function settingOf(
  keyword: string,
  effective: Effective,
  settings: readonly Setting[],
  holds: (guard: Guard) => boolean,
): EffectiveSetting {
  const isOne = keyword.startsWith(DECLARED) || keyword.startsWith(INFERRED)
  if (!isOne && keyword !== 'intent') return effective.get(keyword)
  const holding = settings.filter((own) => own.keyword === keyword && (!own.guard || isMet(own.guard, holds)))
  if (!isOne) {
    const { value, origins, losers } = effective.get(keyword)
    const names = [value, ...holding.map((own) => own.value)].flatMap((some) =>
      Array.isArray(some) ? some.map(String) : [],
    )
    return { keyword, value: [...new Set(names)], origins: [...origins, ...holding], losers }
  }
  return {
    // The lines are shown as what they are.
    keyword: keyword.startsWith(INFERRED) ? 'Match' : 'intent',
    value: holding.length > 0 ? 'yes' : 'no',
    origins: holding,
    losers: [],
  }
}

/** A block that holds for everybody holds, whatever anybody says. */
function isMet(guard: Guard, holds: (guard: Guard) => boolean): boolean {
  return guard.criteria.every((criterion) => criterion.kind === 'constant' && criterion.holds) || holds(guard)
}
