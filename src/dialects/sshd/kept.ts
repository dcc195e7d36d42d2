import { UNKNOWN } from '../../host/host.ts'
import type { Value } from '../dialect.ts'
import type { SshdEffectiveSetting, SshdSetting } from './config.ts'
import { KEYWORDS } from './keywords/table.ts'
import type { Keyword } from './keywords/types.ts'
import type { Loser } from './laws.ts'
import { isNone } from './values/simple.ts'

/** The value of a keyword as sshd keeps it, before words for people are made of it. */
export interface Kept {
  value: Value
  /** Set by the pass for the connection: `none` is then kept as a value in some places. */
  fromMatch: boolean
  /** False where the default stands. */
  set: boolean
  origins: readonly SshdSetting[]
  losers: readonly Loser[]
}

/** Where no line has the keyword. */
export function unset(value: Value): Kept {
  return { value, fromMatch: false, set: false, origins: [], losers: [] }
}

/**
 * The effective setting as rules see it: unknown where a template takes part, `none` in lower case, and a list
 * where the keyword is one by now, though the release had a single value.
 */
export function forPeople(keyword: Keyword, { value, origins, losers }: Kept): SshdEffectiveSetting {
  const open = origins.some((origin) => origin.value === UNKNOWN)
  const isList = KEYWORDS[keyword].kind === 'list' && typeof value === 'string'
  return { keyword, value: open ? UNKNOWN : plain(isList ? [value] : value), origins, losers }
}

function plain(value: Value): Value {
  if (typeof value === 'string') return value === '' || isNone(value) ? 'none' : value
  if (Array.isArray(value) && value.length === 1 && isNone(String(value[0]))) return ['none']
  return value
}
