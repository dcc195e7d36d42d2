import type {
  CitedLine,
  Config,
  Dialect,
  Effective,
  EffectiveSetting,
  Fact,
  Parameters,
  Quantity,
  Value,
  View,
} from '../dialects/dialect.ts'
import type { Account, Host, Unknown } from '../host/host.ts'

/** What was looked at on the way to a value: lines, defaults, and facts from outside. */
export type Read =
  | { kind: 'setting'; setting: EffectiveSetting }
  | { kind: 'line'; line: CitedLine }
  | { kind: 'fact'; fact: Fact }

/** A value and everything that was read to get it. */
export interface Reading {
  value: Value | Unknown
  reads: readonly Read[]
}

/** One class of connections, or one account in it, as rules look at it. Quantities are computed once. */
export class Subject {
  readonly #readings = new Map<string, Reading>()
  readonly #settings = new Map<string, EffectiveSetting>()
  readonly #dialect: Dialect
  readonly #config: Config
  readonly #effective: Effective
  readonly #host: Host
  readonly #guards: View['guards']
  readonly #account: Account | Unknown
  readonly #parameters: Parameters

  constructor(surroundings: {
    dialect: Dialect
    config: Config
    effective: Effective
    host: Host
    /** Left out where no block tells connections apart. */
    guards?: View['guards']
    account: Account | Unknown
    parameters: Parameters
  }) {
    this.#dialect = surroundings.dialect
    this.#config = surroundings.config
    this.#effective = surroundings.effective
    this.#host = surroundings.host
    this.#guards = surroundings.guards ?? { hold: [], fail: [] }
    this.#account = surroundings.account
    this.#parameters = surroundings.parameters
  }

  setting(keyword: string): EffectiveSetting {
    const known = this.#settings.get(keyword)
    if (known) return known
    const setting = this.#effective.get(keyword)
    this.#settings.set(keyword, setting)
    return setting
  }

  /** The value of a keyword or quantity. */
  read(name: string): Reading {
    const known = this.#readings.get(name)
    if (known) return known
    const quantity = this.#dialect.quantities.get(name)
    const reading = quantity ? this.#compute(quantity) : this.#look(name)
    this.#readings.set(name, reading)
    return reading
  }

  #look(keyword: string): Reading {
    const setting = this.setting(keyword)
    return { value: setting.value, reads: [{ kind: 'setting', setting }] }
  }

  #compute(quantity: Quantity): Reading {
    const reads: Read[] = []
    const view: View = {
      get: (name) => {
        const reading = this.read(name)
        reads.push(...reading.reads)
        return reading.value
      },
      setting: (keyword) => {
        const setting = this.setting(keyword)
        reads.push({ kind: 'setting', setting })
        return setting
      },
      isSet: (keyword) => this.setting(keyword).origins.length > 0,
      peek: (name) => this.read(name).value,
      peekSetting: (keyword) => this.setting(keyword),
      line: (line) => reads.push({ kind: 'line', line }),
      fact: (fact) => reads.push({ kind: 'fact', fact }),
      host: this.#host,
      guards: this.#guards,
      config: this.#config,
      account: this.#account,
      parameters: this.#parameters,
    }
    return { value: quantity.compute(view), reads }
  }
}
