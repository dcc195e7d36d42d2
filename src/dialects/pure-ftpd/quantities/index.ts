import type { Quantity } from '../../dialect.ts'

const all: readonly Quantity[] = []

/** What rules may ask for beside directives, by name. */
export const quantities: ReadonlyMap<string, Quantity> = new Map(
  all.map((quantity) => [quantity.name, quantity]),
)
