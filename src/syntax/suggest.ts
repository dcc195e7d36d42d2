import { editDistance } from './edit-distance.ts'

/**
 * The known word that was most probably meant, if one is near enough: at most one edit for three letters,
 * where an edit adds, drops, changes or swaps letters, and something must be left of the word. Case does not count.
 * A word that was not finished means the first one that begins so.
 */
export function meant(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase()
  return (
    known
      .filter((candidate) => candidate !== word && couldBeNear(word, candidate))
      .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
      .filter(({ candidate: { length }, distance }) => {
        return distance <= mostEdits(word.length, length) && distance < Math.min(word.length, length)
      })
      .sort((a, b) => a.distance - b.distance)[0]?.candidate ??
    (wanted.length >= 4 ? known.find((candidate) => candidate.toLowerCase().startsWith(wanted)) : undefined)
  )
}

const mostEdits = (length: number, other: number) => Math.ceil(Math.max(length, other) / 3)

/** Each edit makes a word longer by at most one letter. */
function couldBeNear({ length }: string, { length: other }: string): boolean {
  return Math.abs(length - other) <= mostEdits(length, other)
}

/** `; did you mean X?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const suggestion = meant(word, known)
  return suggestion === undefined ? '' : `; did you mean ${suggestion}?`
}
