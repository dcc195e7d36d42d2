import type { Config, Dialect, Guard } from '../dialects/dialect.ts'
import { conditionsIn } from './condition.ts'
import type { Condition, Rule } from './rule.ts'

/** Sets of connections that rules are restricted to by what they demand, as blocks that set nothing. */
export class Restrictions {
  readonly guards: readonly Guard[]
  readonly #byQuantity: ReadonlyMap<string, Guard>

  constructor({ quantities }: Dialect, { guards }: Config) {
    const restricting = [...quantities.values()].flatMap(({ name, only }) => (only ? [{ name, only }] : []))
    this.#byQuantity = new Map(
      restricting.map(({ name, only }, at): [string, Guard] => [
        name,
        // Nobody wrote it, so it has no words.
        { index: guards.length + at, criteria: only, lines: [], text: [] },
      ]),
    )
    this.guards = [...this.#byQuantity.values()]
  }

  /** The blocks that hold for whomever a rule is about. */
  of({ when }: Rule): Guard[] {
    return [...new Set(when ? this.#demandedIn(when) : [])]
  }

  #demandedIn(condition: Condition): Guard[] {
    return Object.entries(condition).flatMap(([name, part]) => {
      if (name === 'all' || name === 'given')
        return conditionsIn(part).flatMap((inner) => this.#demandedIn(inner))
      const guard = part === 'yes' ? this.#byQuantity.get(name) : undefined
      return guard ? [guard] : []
    })
  }
}
