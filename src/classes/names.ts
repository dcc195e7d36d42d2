import { Effort } from './effort.ts'
import { fromBytes, hasWildcard, type Progress, Wildcards } from './wildcards.ts'

/** A name, and the patterns (by number) that match it. */
export interface Name {
  readonly text: string
  readonly matches: readonly number[]
}

export interface Names {
  readonly list: readonly Name[]
  /** False where the patterns are so entangled that the search was given up. */
  readonly complete: boolean
  /** What matches a given name. */
  matchesOf(text: string): readonly number[]
}

/** Steps of a search that nobody else bounds. */
const mostSteps = 150_000
/** Names for people beyond which further fillings of wildcards are not worth while. */
const mostFillings = 400
/** Names are looked for until there are so many more than patterns: each of them is work for all questions. */
const mostNames = 2100

/** What stands for a wildcard in a name made for people, in order of preference. */
const fillings = [
  { run: 'a', one: 'a' },
  { run: '1', one: '1' },
  { run: 'x', one: 'x' },
  { run: '', one: 'b' },
]

/** Bytes that stand for all bytes that no pattern mentions; a comma is none, no list of patterns could hold it. */
const plainBytes = [...'abcdefghijklmnopqrstuvwxyz0123456789_-.+=@~^:;%&/|<>()[]{}$`'].map((letter) =>
  letter.charCodeAt(0),
)

/**
 * One name for every way in which names can match the patterns: `suggestions` and literal
 * patterns where they serve, else instances of wildcards, else the shortest name there is.
 *
 * @param patterns as {@link toBytes} gives them, all different
 * @param suggestions names for people, preferred in their order
 * @param effort bounds the search through the product of all patterns
 * @param options `empty`: the empty name is possible; `avoid`: names that serve only where a pattern is just that name
 */
export function namesFor(
  patterns: readonly string[],
  suggestions: readonly string[],
  options: { empty: boolean; avoid?: (name: string) => boolean },
  effort: Effort = new Effort(mostSteps),
): Names {
  const wildcards = new Wildcards(patterns)
  const found = new Map<string, Name>()
  const add = (bytes: string, accepted: readonly number[] = wildcards.matching(bytes)) => {
    const key = accepted.join()
    if (found.has(key) || (bytes === '' && !options.empty)) return
    found.set(key, { text: fromBytes(bytes), matches: accepted })
  }
  const addUnlessAvoided = (bytes: string) => {
    if (!options.avoid?.(bytes)) add(bytes)
  }
  suggestions.forEach(addUnlessAvoided)
  for (const pattern of patterns) if (!hasWildcard(pattern)) add(pattern)
  for (const { run, one } of fillings.slice(0, patterns.length > mostFillings ? 1 : undefined))
    for (const pattern of patterns)
      if (hasWildcard(pattern)) addUnlessAvoided(pattern.replaceAll('*', run).replaceAll('?', one))
  const entangled = patterns.some((pattern) => hasWildcard(pattern) && pattern !== '*')
  const addAlternative = (bytes: string, progress: Progress) => {
    const other = options.avoid?.(bytes) ? alternative(bytes, progress, wildcards, options.avoid) : undefined
    add(other ?? bytes, progress.accepted)
  }
  const mayGoOn = (steps: number) => effort.spend(steps) && found.size < mostNames + 2 * patterns.length
  const complete = entangled
    ? walk(wildcards, addAlternative, mayGoOn)
    : addAnother(patterns, add, options.avoid)
  if (!complete) {
    const pairs = effort.part(mostPairSteps, mostPairSteps)
    for (const bytes of pairNames(patterns)) {
      if (!pairs.spend(1 + (patterns.length >> 4))) break
      addUnlessAvoided(bytes)
    }
  }
  return { list: [...found.values()], complete, matchesOf: (text) => wildcards.matching(text) }
}

/** Steps for names that two patterns match, where the search was given up. */
const mostPairSteps = 10_000

/** Names that two patterns are likely to match both, the nearest pairs first. */
function* pairNames(patterns: readonly string[]): Iterable<string> {
  for (let distance = 1; distance < patterns.length; distance++)
    for (const [i, one] of patterns.slice(0, -distance).entries()) {
      const other = patterns[i + distance] ?? ''
      const open = (left: string, right: string) => left.endsWith('*') || right.startsWith('*')
      const pair = open(one, other) ? one + other : open(other, one) ? other + one : undefined
      if (pair !== undefined) yield pair.replaceAll('*', '').replaceAll('?', 'a')
    }
}

/** Without wildcards there is nothing beyond the literals but a name that is none of them. */
function addAnother(
  patterns: readonly string[],
  add: (bytes: string) => void,
  avoid: (name: string) => boolean = () => false,
): true {
  let name = 'a'
  while (patterns.includes(name) || avoid(name)) name += 'a'
  add(name)
  return true
}

/** Another name that is matched by the same patterns and is not to be avoided: one byte changed, or one more. */
function alternative(
  bytes: string,
  progress: Progress,
  wildcards: Wildcards,
  avoid: (name: string) => boolean,
): string | undefined {
  for (let at = bytes.length; at >= 0; at--)
    for (const byte of plainBytes) {
      const other = bytes.slice(0, at) + String.fromCharCode(byte) + bytes.slice(at + 1)
      if (wildcards.read(other).id === progress.id && !avoid(other)) return other
    }
  return undefined
}

/**
 * Visits every state of the product, the nearest first; false where there are too many. The start is
 * visited again where a longer name leads back to it: the empty name may be impossible.
 */
function walk(
  wildcards: Wildcards,
  add: (bytes: string, progress: Progress) => void,
  mayGoOn: (steps: number) => boolean,
): boolean {
  const seen = new Set<number>()
  const queue: [string, Progress][] = [['', wildcards.start]]
  for (const [text, progress] of queue) {
    add(text, progress)
    const plain = plainBytes.find((byte) => !progress.choices.includes(byte)) ?? 1
    for (const byte of [plain, ...progress.choices]) {
      const before = wildcards.work
      const next = wildcards.step(progress, byte)
      if (!mayGoOn(1 + wildcards.work - before)) return false
      if (seen.has(next.id)) continue
      seen.add(next.id)
      queue.push([text + String.fromCharCode(byte), next])
    }
  }
  return true
}
