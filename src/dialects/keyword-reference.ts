/** What the tables of a dialect say of a keyword, in words for a page. */
export interface KeywordReference {
  /** As it is usually written. */
  name: string
  summary: string
  /** The default as the daemon prints it, where the table has it so. */
  default?: string
  /** Label and text, in order: kind, place, repetition, versions. */
  facts: readonly (readonly [string, string])[]
  /** What was different, newest first: `before 10.6: …`. */
  history: readonly string[]
}
