import { asciiLowerCase } from '../../syntax/ascii.ts'
import { editDistance } from '../../syntax/edit-distance.ts'
import type { Vocabulary } from './keywords/lookup.ts'

/** A keyword that was perhaps meant, and what may have been meant as its value. */
export interface Hint {
  keyword: string
  /** The rest of a keyword that its value was glued to: `MaxAuthTries4`. */
  value?: string
}

/** The keyword of a vocabulary that is nearest to a word nobody knows; `undefined` where none is near. */
export function nearestKeyword(word: string, known: Iterable<string>): Hint | undefined {
  const wanted = asciiLowerCase(word)
  let best: { keyword: string; distance: number } | undefined
  for (const keyword of known) {
    const name = lowerCase(keyword)
    if (wanted.startsWith(name) && /^[\d/:]|^(yes|no|none)$/.test(wanted.slice(name.length))) {
      return { keyword, value: word.slice(name.length) }
    }
    const allowed = Math.min(3, Math.floor(name.length / 4) + 1)
    if (Math.abs(name.length - wanted.length) > allowed) continue
    const distance = editDistance(wanted, name)
    if (distance <= allowed && (!best || distance < best.distance)) best = { keyword, distance }
  }
  return best && { keyword: best.keyword }
}

/** The same few names are asked for again and again. */
function lowerCase(name: string): string {
  const known = lowered.get(name) ?? asciiLowerCase(name)
  lowered.set(name, known)
  return known
}

const lowered = new Map<string, string>()

/** All canonical names of a vocabulary. */
export function namesOf(words: Vocabulary): readonly string[] {
  const known = names.get(words)
  if (known) return known
  const found = [...words.values()].map((word) => (word.status === 'active' ? word.keyword : word.name))
  const all = [...new Set([...found, 'Match', 'Include'])]
  names.set(words, all)
  return all
}

const names = new WeakMap<Vocabulary, readonly string[]>()
