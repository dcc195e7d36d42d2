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
  /** For whom the same answer holds. */
  reach: Reach
}

/** For all connections; for those with the same effective settings; for those that the same question tells from others. */
type Reach = 'everybody' | 'same settings' | 'same question'

interface Surroundings {
  dialect: Dialect
  config: Config
  effective: Effective
  host: Host
  /** Left out where no block tells connections apart. */
  guards?: View['guards']
  account: Account | Unknown
  parameters: Parameters
}

/** Readings by name that hold for everybody. */
export type CommonReadings = Map<string, Reading>

const narrower: Readonly<Record<Reach, number>> = { everybody: 0, 'same settings': 1, 'same question': 2 }

/** One class of connections, or one account in it, as rules look at it. Quantities are computed once. */
export class Subject {
  readonly #surroundings: Surroundings
  readonly #settings: Map<string, EffectiveSetting>
  readonly #readings: Readonly<Record<Reach, Map<string, Reading>>>

  /**
   * @param common readings for everybody, which subjects of one configuration share
   * @param twin a subject with the same effective settings
   */
  constructor(surroundings: Surroundings, common: CommonReadings = new Map(), twin?: Subject) {
    this.#surroundings = surroundings
    this.#settings = twin ? twin.#settings : new Map()
    this.#readings = {
      everybody: common,
      'same settings': twin ? twin.#readings['same settings'] : new Map(),
      'same question': new Map(),
    }
  }

  /** The same connections seen by another question: told apart by other blocks, or one account of theirs. */
  seenBy(guards: View['guards'], account: Account | Unknown): Subject {
    return new Subject({ ...this.#surroundings, guards, account }, this.#readings.everybody, this)
  }

  setting(keyword: string): EffectiveSetting {
    const known = this.#settings.get(keyword)
    if (known) return known
    const setting = this.#surroundings.effective.get(keyword)
    this.#settings.set(keyword, setting)
    return setting
  }

  /** The value of a keyword or quantity. */
  read(name: string): Reading {
    const { everybody, 'same settings': here, 'same question': own } = this.#readings
    const known = here.get(name) ?? everybody.get(name) ?? own.get(name)
    if (known) return known
    const quantity = this.#surroundings.dialect.quantities.get(name)
    const reading = quantity ? this.#compute(quantity) : this.#look(name)
    this.#readings[reading.reach].set(name, reading)
    return reading
  }

  #look(keyword: string): Reading {
    const setting = this.setting(keyword)
    return { value: setting.value, reads: [{ kind: 'setting', setting }], reach: 'same settings' }
  }

  #compute(quantity: Quantity): Reading {
    const { host, config, parameters, guards, account } = this.#surroundings
    const reads: Read[] = []
    let reach: Reach = 'everybody'
    const narrow = (other: Reach) => {
      if (narrower[other] > narrower[reach]) reach = other
    }
    const readingOf = (name: string) => {
      const reading = this.read(name)
      narrow(reading.reach)
      return reading
    }
    const settingOf = (keyword: string) => {
      narrow('same settings')
      return this.setting(keyword)
    }
    const view: View = {
      get: (name) => {
        const reading = readingOf(name)
        reads.push(...reading.reads)
        return reading.value
      },
      setting: (keyword) => {
        const setting = settingOf(keyword)
        reads.push({ kind: 'setting', setting })
        return setting
      },
      isSet: (keyword) => settingOf(keyword).origins.length > 0,
      peek: (name) => readingOf(name).value,
      peekSetting: settingOf,
      line: (line) => reads.push({ kind: 'line', line }),
      fact: (fact) => reads.push({ kind: 'fact', fact }),
      host,
      config,
      parameters,
      get guards() {
        narrow('same question')
        return guards ?? { hold: [], fail: [] }
      },
      get account() {
        narrow('same question')
        return account
      },
    }
    const value = quantity.compute(view)
    return { value, reads, reach }
  }
}
