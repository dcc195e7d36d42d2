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

  /**
   * The blocks that hold for whomever a rule is about.
   * @param demanded the quantities that the rule demands to be `yes`
   */
  of(demanded: readonly string[]): Guard[] {
    return demanded.flatMap((name) => this.#byQuantity.get(name) ?? [])
  }
}

/** The quantities that a rule demands to be `yes` wherever it holds. */
export function demandedBy({ when }: Rule): readonly string[] {
  return [...new Set(when ? demandedIn(when) : [])]
}

function demandedIn(condition: Condition): string[] {
  return Object.entries(condition).flatMap(([name, part]) => {
    if (name === 'all' || name === 'given') return conditionsIn(part).flatMap(demandedIn)
    return part === 'yes' ? [name] : []
  })
}
