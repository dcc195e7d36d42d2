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

/**
 * For all connections; for those whose settings have the same values, and are set or not; for those that
 * moreover get the same of them from one block; for those that get them from the same lines; for those that
 * the same question tells from others.
 */
export type Reach = 'everybody' | 'same values' | 'same pattern' | 'same lines' | 'same question'

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

const order: readonly Reach[] = ['everybody', 'same values', 'same pattern', 'same lines', 'same question']

/** Whether an answer with the first reach holds for fewer connections than one with the second. */
export function isNarrower(reach: Reach, other: Reach): boolean {
  return order.indexOf(reach) > order.indexOf(other)
}

/** One class of connections, or one account in it, as rules look at it. Quantities are computed once. */
export class Subject {
  readonly #surroundings: Surroundings
  readonly #settings: Map<string, EffectiveSetting>
  readonly #everybody: CommonReadings
  readonly #sameLines: Map<string, Reading>
  readonly #sameQuestion = new Map<string, Reading>()
  #reach: Reach = 'everybody'

  /**
   * @param common readings for everybody, which subjects of one configuration share
   * @param twin a subject with the same effective settings
   */
  constructor(surroundings: Surroundings, common: CommonReadings = new Map(), twin?: Subject) {
    this.#surroundings = surroundings
    this.#settings = twin ? twin.#settings : new Map()
    this.#everybody = common
    this.#sameLines = twin ? twin.#sameLines : new Map()
  }

  /** For whom all that was read so far is the same. */
  get reach(): Reach {
    return this.#reach
  }

  /** The same connections seen by another question: told apart by other blocks, or one account of theirs. */
  seenBy(guards: View['guards'], account: Account | Unknown): Subject {
    return new Subject({ ...this.#surroundings, guards, account }, this.#everybody, this)
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
    const known = this.#sameLines.get(name) ?? this.#everybody.get(name) ?? this.#sameQuestion.get(name)
    const reading = known ?? this.#find(name)
    if (isNarrower(reading.reach, this.#reach)) this.#reach = reading.reach
    return reading
  }

  #find(name: string): Reading {
    const quantity = this.#surroundings.dialect.quantities.get(name)
    const reading = quantity ? this.#compute(quantity) : this.#look(name)
    const { reach } = reading
    const kept =
      reach === 'everybody'
        ? this.#everybody
        : reach === 'same question'
          ? this.#sameQuestion
          : this.#sameLines
    kept.set(name, reading)
    return reading
  }

  #look(keyword: string): Reading {
    const setting = this.setting(keyword)
    return { value: setting.value, reads: [{ kind: 'setting', setting }], reach: 'same values' }
  }

  #compute(quantity: Quantity): Reading {
    const { host, config, parameters, guards, account } = this.#surroundings
    const reads: Read[] = []
    let reach: Reach = 'everybody'
    const narrow = (other: Reach) => {
      if (isNarrower(other, reach)) reach = other
    }
    const readingOf = (name: string) => {
      const reading = this.read(name)
      narrow(reading.reach)
      return reading
    }
    const settingOf = (keyword: string, needed: Reach) => {
      narrow(needed)
      return this.setting(keyword)
    }
    const view: View = {
      get: (name) => {
        const reading = readingOf(name)
        reads.push(...reading.reads)
        return reading.value
      },
      setting: (keyword) => {
        const setting = settingOf(keyword, 'same lines')
        reads.push({ kind: 'setting', setting })
        return setting
      },
      isSet: (keyword) => settingOf(keyword, 'same values').origins.length > 0,
      block: (keyword) => settingOf(keyword, 'same pattern').origins[0]?.guard,
      peek: (name) => readingOf(name).value,
      peekSetting: (keyword) => settingOf(keyword, 'same lines'),
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
