/** Stands for any byte that no pattern mentions where it is read. */
const ANY = -1

/** One pattern, cut into what it asks of the bytes, one after another. */
interface Pattern {
  /** The byte that is asked for, or ANY for `?`. */
  readonly bytes: readonly number[]
  /** Whether a `*` stands before the byte of that position (or at the end). */
  readonly star: readonly boolean[]
}

/** How far each pattern that can still match has come. Patterns that cannot are left out. */
export interface Progress {
  /** Bytes after which some pattern goes another way than after all other bytes. */
  readonly choices: readonly number[]
  /** The patterns, by number, that match what was read so far. */
  readonly accepted: readonly number[]
  /** Nothing that follows can change what is accepted. */
  readonly settled: boolean
  readonly id: number
}

type Positions = readonly [pattern: number, positions: readonly number[]]

interface Live extends Progress {
  readonly positions: readonly Positions[]
  readonly after: Map<number, Live>
}

/**
 * Wildcard patterns read together, one byte at a time: the product of their automata, built as far
 * as it is asked for. The language is that of match_pattern in OpenSSH's match.c: `*` is any run of
 * bytes, `?` one byte, everything else itself.
 */
export class Wildcards {
  readonly #patterns: readonly Pattern[]
  /** The numbers of patterns without wildcards, by their text, and of all others. */
  readonly #literals = new Map<string, number[]>()
  readonly #wild: number[] = []
  readonly #known = new Map<string, Live>()
  readonly start: Progress
  /** How much was done, in steps: about as many as patterns were moved on by a byte. */
  work = 0

  /** `patterns`: as {@link toBytes} gives them. */
  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.map(cut)
    for (const [number, pattern] of patterns.entries()) {
      const same = this.#literals.get(pattern)
      if (hasWildcard(pattern)) this.#wild.push(number)
      else if (same) same.push(number)
      else this.#literals.set(pattern, [number])
    }
    this.start = this.#at(patterns.map((_, number) => [number, [0]]))
  }

  /** What follows when `byte` is read. */
  step(from: Progress, byte: number): Progress {
    const live = from as Live
    const choice = live.choices.includes(byte) ? byte : ANY
    const known = live.after.get(choice)
    if (known) return known
    const positions: Positions[] = []
    // Patterns that only wait cost little.
    this.work += live.positions.length >> 2
    for (const same of live.positions) {
      const [number, before] = same
      const pattern = this.#patterns[number] as Pattern
      if (isWaiting(pattern, before, choice)) {
        positions.push(same)
        continue
      }
      this.work++
      const after = advance(pattern, before, choice)
      if (after.length > 0) positions.push([number, after])
    }
    const next = this.#at(positions)
    live.after.set(choice, next)
    return next
  }

  /** What follows when all bytes of `text` are read. */
  read(text: string, from: Progress = this.start): Progress {
    let progress = from
    for (let i = 0; i < text.length; i++) progress = this.step(progress, text.charCodeAt(i))
    return progress
  }

  /** The patterns, by number, that match all of `text`, without building anything. */
  matching(text: string): number[] {
    const wild = this.#wild.filter((number) => matches(this.#patterns[number] as Pattern, text))
    const literal = this.#literals.get(text)
    return literal ? [...wild, ...literal].sort((a, b) => a - b) : wild
  }

  #at(positions: readonly Positions[]): Live {
    let key = ''
    for (const [number, list] of positions)
      key += String.fromCharCode(number & 0xffff, number >>> 16, list.length, ...list)
    const known = this.#known.get(key)
    if (known) return known
    const choices = new Set<number>()
    const accepted: number[] = []
    let settled = true
    for (const [number, list] of positions) {
      const { bytes, star } = this.#patterns[number] as Pattern
      settled &&= list[0] === bytes.length && star[bytes.length] === true
      for (const position of list) {
        const byte = bytes[position]
        if (byte === undefined) accepted.push(number)
        else if (byte !== ANY) choices.add(byte)
      }
    }
    const live = {
      id: this.#known.size,
      choices: [...choices],
      accepted,
      settled,
      positions,
      after: new Map(),
    }
    this.#known.set(key, live)
    return live
  }
}

function cut(pattern: string): Pattern {
  const bytes: number[] = []
  const star: boolean[] = [false]
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '*') star[bytes.length] = true
    else {
      bytes.push(pattern[i] === '?' ? ANY : pattern.charCodeAt(i))
      star.push(false)
    }
  }
  return { bytes, star }
}

/** Whether a pattern matches a text; where it does not, the last star takes one byte more. */
function matches({ bytes, star }: Pattern, text: string): boolean {
  let position = 0
  let at = 0
  let retry: { position: number; at: number } | undefined
  for (;;) {
    if (star[position] && retry?.position !== position) retry = { position, at }
    const asked = bytes[position]
    if (at === text.length && asked === undefined) return true
    if (at < text.length && asked !== undefined && (asked === ANY || asked === text.charCodeAt(at))) {
      position++
      at++
    } else if (retry && retry.at < text.length) {
      retry.at++
      position = retry.position
      at = retry.at
    } else return false
  }
}

/** Whether a star takes the byte, and nothing else changes. */
function isWaiting({ bytes, star }: Pattern, positions: readonly number[], byte: number): boolean {
  const [position = 0] = positions
  const asked = bytes[position]
  return positions.length === 1 && star[position] === true && asked !== byte && asked !== ANY
}

/** A position under a star can do all that the positions before it can: those are dropped. */
function advance({ bytes, star }: Pattern, positions: readonly number[], byte: number): number[] {
  let after: number[] = []
  const reach = (position: number) => {
    if (star[position]) after = [position]
    else if (after.at(-1) !== position) after.push(position)
  }
  for (const position of positions) {
    if (star[position]) reach(position)
    const asked = bytes[position]
    if (asked === ANY || (asked !== undefined && asked === byte)) reach(position + 1)
  }
  return after
}

export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?')
}

/** The text as the daemon sees it: one character a byte of its UTF-8 form. */
export function toBytes(text: string): string {
  if (isAscii(text)) return text
  return String.fromCharCode(...new TextEncoder().encode(text))
}

export function fromBytes(bytes: string): string {
  if (isAscii(bytes)) return bytes
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}
