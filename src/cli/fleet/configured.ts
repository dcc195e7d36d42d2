import type { RuleDocument } from '../../rules/rule.ts'
import type { Arguments } from '../arguments.ts'
import type { Configuration } from '../configuration/settings.ts'
import { baselineFor } from '../judging/baseline.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { KnownFindings } from './known-findings.ts'

/** The configurations that hold for the snapshots of a fleet, and what all of them have in common. */
export class Configured {
  /** The users' own rules, by id. */
  readonly rules = new Map<string, RuleDocument>()
  /** What the baseline knows, once the first snapshot has been looked at. */
  known: KnownFindings | undefined
  readonly #given: Arguments
  readonly #find: (path: string) => Promise<Configuration>
  readonly #terminal: Terminal
  #first: Configuration | undefined

  constructor(given: Arguments, find: (path: string) => Promise<Configuration>, terminal: Terminal) {
    this.#given = given
    this.#find = find
    this.#terminal = terminal
  }

  /** @throws a usage failure where it is wrong, or names another baseline than that of a snapshot before */
  async configurationFor(path: string): Promise<Configuration> {
    const configuration = await this.#find(path)
    for (const rule of configuration.rules) this.rules.set(rule.id, rule)
    const both = [this.#first ?? configuration, configuration]
    const baseline = baselineFor(
      this.#given,
      both.map((configuration) => ({ configuration })),
      this.#terminal,
    )
    if (!this.#first && baseline) this.known = await KnownFindings.in(baseline, this.#terminal)
    this.#first ??= configuration
    return configuration
  }
}
