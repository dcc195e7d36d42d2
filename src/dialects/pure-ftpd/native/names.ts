import type { DirectiveRow } from '../directives.ts'

/** The rules whose name a line begins with, found without trying them all. */
export class RuleNames {
  readonly #rules: readonly { row: DirectiveRow; lower: string }[]
  readonly #known = new Map<string, readonly DirectiveRow[]>()

  constructor(rules: readonly DirectiveRow[]) {
    this.#rules = rules.map((row) => ({ row, lower: row.name.toLowerCase() }))
  }

  /** In the order in which the daemon tries them: CertFileAndKey, then CertFile. */
  beginning(line: string): readonly DirectiveRow[] {
    const name = /^[ \t-\r]*([A-Za-z0-9]{0,40})/.exec(line)?.[1]?.toLowerCase() ?? ''
    const known = this.#known.get(name)
    if (known) return known
    const rules = this.#rules.filter(({ lower }) => name.startsWith(lower)).map(({ row }) => row)
    this.#known.set(name, rules)
    return rules
  }
}
