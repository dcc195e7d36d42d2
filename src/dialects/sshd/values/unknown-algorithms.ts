import { nearestKeyword } from '../hints.ts'
import { type AlgorithmKind, everKnown, type KnownAlgorithm } from '../known-algorithms.ts'
import { at, type Target } from '../releases.ts'

/** More names than this are not told apart. */
const TOLD = 4

/**
 * Why a list of algorithms is refused, in words behind "because".
 * @param unknown the names in it that the version does not know
 * @param known those that it knows
 */
export function whyUnknown(
  unknown: readonly string[],
  kind: AlgorithmKind,
  known: readonly KnownAlgorithm[],
  target: Target,
): string {
  const names = [...new Set(unknown)]
  const told = names.slice(0, TOLD).map((name) => name + history(name, kind, known, target))
  const more = names.length > TOLD ? [`${names.length - TOLD} more`] : []
  const all = [...told, ...more]
  const list = all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}` : all.join('')
  return `it does not know ${list}`
}

/** In brackets: when it was known, or what may have been meant. */
function history(
  name: string,
  kind: AlgorithmKind,
  known: readonly KnownAlgorithm[],
  { release }: Target,
): string {
  const table = everKnown(kind)
  const row = table.find((item) => item.name === name)
  if (row?.until !== undefined && release >= at(row.until)) return ` (removed in ${row.until})`
  if (row?.since !== undefined && release < at(row.since)) return ` (known since ${row.since})`
  const ids = known.map((item) => item.name)
  const meant = ids.find((id) => id.startsWith(`${name}@`)) ?? nearestKeyword(name, ids)?.keyword
  return meant === undefined || row ? '' : ` (did you mean ${meant}?)`
}
