import type { SshdSetting } from './config.ts'
import type { KeywordRow } from './keywords/row.ts'
import { isFields, type Loser, type Outcome } from './laws.ts'

/** What a pass gives that finds no line. */
export const NOTHING: Outcome = { value: undefined, origins: [], losers: [] }

/** What the pass for a connection makes of what the pass at startup gave. */
export function merge(row: KeywordRow, startup: Outcome, matched: Outcome): Outcome {
  if (matched.value === undefined)
    return matched.losers.length > 0
      ? { ...startup, losers: [...startup.losers, ...matched.losers] }
      : startup
  const partly = row.accumulation === 'first-per-field' && isFields(matched.value)
  if (partly && isFields(startup.value) && isFields(matched.value)) {
    const whole = Object.keys(startup.value).every(
      (field) => isFields(matched.value) && field in matched.value,
    )
    const lost = whole ? overridden(startup, matched, row) : []
    return {
      value: { ...startup.value, ...matched.value },
      origins: whole ? matched.origins : [...new Set([...startup.origins, ...matched.origins])],
      losers: [...startup.losers, ...lost, ...matched.losers],
    }
  }
  const losers = [...startup.losers, ...overridden(startup, matched, row), ...matched.losers]
  return { value: matched.value, origins: matched.origins, losers }
}

function overridden(startup: Outcome, matched: Outcome, row: KeywordRow): Loser[] {
  const law = row.accumulation === 'append' ? 'match-replaces-list' : 'match-overrides-global'
  return startup.origins.map((setting) => ({ setting, law, to: matched.origins[0] }))
}

/** A line that counts in both passes is no loser to itself. */
export function uniqueLosers(losers: readonly Loser[], origins: readonly SshdSetting[]): readonly Loser[] {
  const seen = new Set<SshdSetting>(origins)
  return losers.filter(({ setting }) => !seen.has(setting) && seen.add(setting))
}
