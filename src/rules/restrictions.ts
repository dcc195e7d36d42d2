import type { Config, Dialect, Guard } from '../dialects/dialect.ts'
import { conditionsIn } from './condition.ts'
import type { Condition, Rule } from './rule.ts'

/** A flag, and what a rule demands it to be wherever the rule holds. */
export interface Demand {
  name: string
  value: 'yes' | 'no'
}

/** Sets of connections that rules are restricted to by what they demand, as blocks that set nothing. */
export class Restrictions {
  readonly guards: readonly Guard[]
  readonly #quantities: Dialect['quantities']
  readonly #byQuantity: ReadonlyMap<string, Guard>

  constructor({ quantities }: Dialect, { guards }: Config) {
    this.#quantities = quantities
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
  of(demands: readonly Demand[]): Guard[] {
    return demands.flatMap(({ name, value }) => (value === 'yes' ? (this.#byQuantity.get(name) ?? []) : []))
  }

  /** Those of some blocks that hold for nobody whom a rule is about. */
  excluded(demands: readonly Demand[], guards: readonly Guard[]): Guard[] {
    const settling = demands.flatMap(({ name, value }) => {
      const settledBy = this.#quantities.get(name)?.settledBy
      return settledBy && settledBy.value !== value ? [settledBy] : []
    })
    return guards.filter((guard) => settling.some(({ block }) => block(guard)))
  }
}

/** What a rule demands of flags wherever it holds. */
export function demandsOf({ when }: Rule): readonly Demand[] {
  return when ? demandsIn(when) : []
}

function demandsIn(condition: Condition): Demand[] {
  return Object.entries(condition).flatMap(([name, part]) => {
    if (name === 'all' || name === 'given') return conditionsIn(part).flatMap(demandsIn)
    return part === 'yes' || part === 'no' ? [{ name, value: part }] : []
  })
}
