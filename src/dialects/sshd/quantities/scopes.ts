import type { View } from '../../dialect.ts'

/**
 * Whether the line that gives one keyword its value was written for these connections with the other keyword in view: it
 * stands in a block while the other one holds for everybody, or both stand in the same block, or both hold for everybody.
 * A default is as wide as the whole file.
 */
export function asNarrow(view: View, keyword: string, other: string): boolean {
  const inner = blockOf(view, keyword)
  const outer = blockOf(view, other)
  return inner === outer || outer === undefined
}

/** The block of the line that gives a keyword its value; `undefined` for the whole file and for defaults. */
export function blockOf(view: View, keyword: string) {
  return view.block(keyword)
}
