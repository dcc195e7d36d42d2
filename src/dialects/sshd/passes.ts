import type { Value } from '../dialect.ts'
import type { SshdSetting } from './config.ts'
import { defaultValue, isAlgorithmKind } from './defaults.ts'
import {
  influences,
  isBlockedByKeysCommand,
  isLedByChallengeResponse,
  throughChallengeResponse,
} from './influences.ts'
import { type Kept, unset } from './kept.ts'
import { rowAt } from './keywords/lookup.ts'
import type { KeywordRow } from './keywords/row.ts'
import type { Keyword } from './keywords/types.ts'
import { accumulate, isFields, type Outcome } from './laws.ts'
import { type HoldingBlocks, Lines } from './lines.ts'
import { merge, NOTHING, uniqueLosers } from './merge.ts'
import { at, type Target } from './releases.ts'
import { assemble } from './values/algorithms.ts'

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

/** What is the same for all connections. */
interface AtStartup {
  row: KeywordRow
  startup: Outcome
  /** The value where no line gives one. */
  standard: Value
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
