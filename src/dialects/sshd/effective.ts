import { UNKNOWN } from '../../host/host.ts'
import type { Value } from '../dialect.ts'
import type { SshdEffectiveSetting, SshdSetting } from './config.ts'
import { defaultValue, isAlgorithmKind } from './defaults.ts'
import { rowAt } from './keywords/lookup.ts'
import type { KeywordRow } from './keywords/row.ts'
import { KEYWORDS } from './keywords/table.ts'
import type { Keyword } from './keywords/types.ts'
import { accumulate, isFields, type Loser, type Outcome } from './laws.ts'
import { type HoldingBlocks, Lines } from './lines.ts'
import { at, type Target } from './releases.ts'
import { assemble } from './values/algorithms.ts'
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

/**
 * The two passes of sshd over its lines. At startup the global lines count, and those below `Match all`.
 * For a connection, the lines of all blocks that hold count among themselves; what they set replaces the
 * value of startup (parse_server_match_config, copy_set_server_options).
 */
export class Passes {
  readonly #lines: Lines
  readonly #target: Target
  readonly #atStartup = new Map<Keyword, AtStartup>()

  constructor(settings: readonly SshdSetting[], target: Target) {
    this.#lines = new Lines(settings)
    this.#target = target
  }

  /** How a keyword stands for a connection after both passes; without blocks, at startup. */
  kept(keyword: Keyword, blocks?: HoldingBlocks): Kept {
    const { row, startup, standard } = this.#startup(keyword)
    if (!this.#lines.has(keyword) && !isLedByChallengeResponse(keyword, this.#target)) return unset(standard)
    const matched = blocks ? this.#matched(keyword, row, blocks) : NOTHING
    const ignored = row.copied === false ? matched.origins : []
    const taken = row.copied === false ? NOTHING : matched
    const merged = merge(row, startup, taken)
    const losers = [
      ...merged.losers,
      ...ignored
        .filter((setting) => !merged.origins.includes(setting))
        .map((setting) => ({ setting, law: 'first-value-wins' as const, to: startup.origins[0] })),
    ]
    const fromMatch = taken.value !== undefined
    const kept: Kept = {
      value: complete(keyword, row, merged.value, standard, fromMatch, this.#target),
      fromMatch,
      set: merged.value !== undefined,
      origins: merged.origins,
      losers: uniqueLosers(losers, merged.origins),
    }
    return isLedByChallengeResponse(keyword, this.#target)
      ? throughChallengeResponse(kept, this.kept('ChallengeResponseAuthentication', blocks))
      : kept
  }

  /** Whether the first block that holds gives a keyword its whole value. */
  firstBlockDecides(keyword: Keyword): boolean {
    return (
      this.#startup(keyword).row.accumulation === 'first' && influences(keyword, this.#target).length === 0
    )
  }

  /** The lines of a keyword in the blocks that hold. */
  inBlocks(keyword: string, blocks: HoldingBlocks): readonly SshdSetting[] {
    return this.#lines.inBlocks(keyword, blocks)
  }

  /** The lines of a keyword that count before there is any connection. */
  atStartup(keyword: string): readonly SshdSetting[] {
    return this.#lines.atStartup(keyword)
  }

  #startup(keyword: Keyword): AtStartup {
    const known = this.#atStartup.get(keyword)
    if (known) return known
    const row = rowAt(keyword, this.#target)
    const startup = this.#outcome(keyword, row, (name) => this.atStartup(name))
    const found = { row, startup, standard: defaultValue(keyword, row, this.#target) }
    this.#atStartup.set(keyword, found)
    return found
  }

  /**
   * What the blocks that hold set. Below `Match all` even a global keyword is read again for a connection, but
   * of all of them only the pattern of PermitUserEnvironment is taken over, up to 10.5.
   */
  #matched(keyword: Keyword, row: KeywordRow, blocks: HoldingBlocks): Outcome {
    const pattern = keyword === 'PermitUserEnvironment' && this.#target.release < at('10.6')
    if (!row.match && !pattern) return NOTHING
    const outcome = this.#outcome(keyword, row, (name) => this.inBlocks(name, blocks))
    return pattern && (outcome.value === 'yes' || outcome.value === 'no') ? NOTHING : outcome
  }

  #outcome(
    keyword: Keyword,
    row: KeywordRow,
    linesOf: (keyword: Keyword) => readonly SshdSetting[],
  ): Outcome {
    const own = linesOf(keyword)
    if (!isBlockedByKeysCommand(keyword, this.#target)) return accumulate(row.accumulation, own)
    const [blocker] = linesOf('AuthorizedKeysCommand')
    const before = own.filter((line) => !blocker || line.order < blocker.order)
    const blocked = own.filter((line) => !before.includes(line))
    const result = accumulate('last', before)
    const lost = blocked.map((setting) => ({ setting, law: 'first-value-wins' as const, to: blocker }))
    return { ...result, losers: [...result.losers, ...lost] }
  }
}

/** Keywords beside itself that have a say in the value of a keyword. */
export function influences(keyword: string, target: Target): readonly Keyword[] {
  if (isLedByChallengeResponse(keyword, target)) return ['ChallengeResponseAuthentication']
  return isBlockedByKeysCommand(keyword, target) ? ['AuthorizedKeysCommand'] : []
}

function isLedByChallengeResponse(keyword: string, { release }: Target): boolean {
  return keyword === 'KbdInteractiveAuthentication' && release < at('8.7')
}

/** These releases looked at AuthorizedKeysCommand where they should have looked at the keyword itself. */
function isBlockedByKeysCommand(keyword: string, { release }: Target): boolean {
  return keyword === 'AuthorizedPrincipalsCommand' && release >= at('8.7') && release < at('9.4')
}

/** What is the same for all connections. */
interface AtStartup {
  row: KeywordRow
  startup: Outcome
  /** The value where no line gives one. */
  standard: Value
}

/** Where no line has the keyword. */
function unset(value: Value): Kept {
  return { value, fromMatch: false, set: false, origins: [], losers: [] }
}

const NOTHING: Outcome = { value: undefined, origins: [], losers: [] }

function merge(row: KeywordRow, startup: Outcome, matched: Outcome): Outcome {
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
function uniqueLosers(losers: readonly Loser[], origins: readonly SshdSetting[]): readonly Loser[] {
  const seen = new Set<SshdSetting>(origins)
  return losers.filter(({ setting }) => !seen.has(setting) && seen.add(setting))
}

/** Fills in what the lines leave open, and assembles algorithm lists against the compiled-in default. */
function complete(
  keyword: Keyword,
  row: KeywordRow,
  value: Value | undefined,
  standard: Value,
  fromMatch: boolean,
  target: Target,
): Value {
  if (value === undefined) return standard
  if (isAlgorithmKind(row.syntax) && Array.isArray(value)) {
    const list = assemble(value, row.syntax, target)
    // At startup an empty list is assembled a second time, and then means the default.
    return list === 'refused' || (list.length === 0 && !fromMatch) ? standard : list
  }
  if (keyword === 'Subsystem' || keyword === 'ListenAddress') return value
  if (isFields(value) && isFields(standard)) {
    const overflow = value.overflow === undefined ? {} : { overflow6: value.overflow }
    return { ...standard, ...(keyword === 'PerSourcePenalties' ? overflow : {}), ...value }
  }
  if (row.accumulation === 'append' && Array.isArray(value) && value.length === 0) return standard
  return value
}

/** Up to 8.6, ChallengeResponseAuthentication (yes by default) switches keyboard-interactive on at startup. */
function throughChallengeResponse(own: Kept, challenge: Kept): Kept {
  if (own.fromMatch || challenge.value !== 'yes') return own
  const lost = own.origins
    .filter(({ literal }) => literal !== 'yes')
    .map((setting) => ({ setting, law: 'last-of-group-wins' as const, to: challenge.origins[0] }))
  return {
    ...own,
    value: 'yes',
    set: own.set || challenge.set,
    origins: [...own.origins.filter(({ literal }) => literal === 'yes'), ...challenge.origins],
    losers: [...own.losers, ...lost],
  }
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
