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
      .map((candidate) => ({ candidate, distance: edits(wanted, candidate.toLowerCase()) }))
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

/** Damerau and Levenshtein's distance, where swapped neighbours count as one edit. */
function edits(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}
