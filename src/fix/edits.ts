/** A change to the text of one source: the characters from `start` to `end` (offsets in UTF-16 units) become `text`. */
export interface Edit {
  path: string
  start: number
  end: number
  text: string
}

/** The text after edits of one file, which must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const lastFirst = [...edits].sort((a, b) => b.start - a.start || b.end - a.end)
  return lastFirst.reduce(
    (before, { start, end, text: inserted }) => before.slice(0, start) + inserted + before.slice(end),
    text,
  )
}

/** The texts of all files that edits change, by path. */
export function editedTexts(edits: readonly Edit[], textOf: (path: string) => string): Map<string, string> {
  const paths = new Set(edits.map(({ path }) => path))
  return new Map(
    [...paths].map((path) => [
      path,
      applyEdits(
        textOf(path),
        edits.filter((edit) => edit.path === path),
      ),
    ]),
  )
}
