import type {
  CitedLine,
  Config,
  Dialect,
  Effective,
  EffectiveSetting,
  Fact,
  Parameters,
  Value,
  View,
} from '../dialects/dialect.ts'
import { type Account, type Host, UNKNOWN, type Unknown } from '../host/host.ts'
import { Recall } from './recall.ts'
import { NOTHING_READ, type Trace, Tracing } from './trace.ts'

/** What was looked at on the way to a value: lines, defaults, and facts from outside. */
export type Read =
  | { kind: 'setting'; setting: EffectiveSetting }
  | { kind: 'line'; line: CitedLine }
  | { kind: 'fact'; fact: Fact }

/** A value and everything that was read to get it. */
export interface Reading {
  value: Value | Unknown
  reads: readonly Read[]
  trace: Trace
}

/** What is the same for all connections of a configuration. */
export interface Surroundings {
  dialect: Dialect
  config: Config
  host: Host
  parameters: Parameters
}

/** What subjects of one configuration share: readings that hold for everybody, and what quantities came to before. */
export class Common {
  readonly everybody = new Map<string, Reading>()
  /** Whether connections may get different values. */
  readonly valuesDiffer: boolean
  readonly #recalls = new Map<string, Recall>()

  constructor(valuesDiffer = true) {
    this.valuesDiffer = valuesDiffer
  }

  /** What a quantity came to before. */
  of(name: string): Recall {
    const recall = this.#recalls.get(name) ?? new Recall()
    this.#recalls.set(name, recall)
    return recall
  }
}

/** One class of connections, or one account in it, as rules look at it. Quantities are computed once. */
export class Subject {
  readonly #surroundings: Surroundings
  readonly #effective: Effective
  readonly #common: Common
  readonly #settings: Map<string, EffectiveSetting>
  readonly #sameSettings: Map<string, Reading>
  #guards: View['guards'] | undefined
  #account: Account | Unknown = UNKNOWN
  #sameQuestion: Map<string, Reading> | undefined
  #trace: Tracing | undefined
  /** What is still to be added to the trace: many ask, and few want to know what they read. */
  readonly #noted = new Set<Trace>()

  /**
   * @param effective what the connections get
   * @param common what subjects of one configuration share
   * @param twin a subject that gets the same
   */
  constructor(
    surroundings: Surroundings,
    effective: Effective,
    common: Common = new Common(),
    twin?: Subject,
  ) {
    this.#surroundings = surroundings
    this.#effective = effective
    this.#common = common
    this.#settings = twin ? twin.#settings : new Map()
    this.#sameSettings = twin ? twin.#sameSettings : new Map()
  }

  /** All that was read so far. */
  get trace(): Trace {
    for (const trace of this.#noted) {
      this.#trace ??= new Tracing(this.#common.valuesDiffer)
      this.#trace.add(trace)
    }
    this.#noted.clear()
    return this.#trace ?? NOTHING_READ
  }

  /** The same connections seen by another question: told apart by other blocks, or one account of theirs. */
  seenBy(guards: View['guards'], account: Account | Unknown): Subject {
    const twin = new Subject(this.#surroundings, this.#effective, this.#common, this)
    twin.#guards = guards
    twin.#account = account
    return twin
  }

  setting(keyword: string): EffectiveSetting {
    const known = this.#settings.get(keyword)
    if (known) return known
    const setting = this.#effective.get(keyword)
    this.#settings.set(keyword, setting)
    return setting
  }

  /** The value of a keyword or quantity, with all that was read to get it. */
  read(name: string): Reading {
    const reading = this.#known(name) ?? this.#find(name)
    this.#note(reading.trace)
    return reading
  }

  /** The value of a keyword or quantity; cheaper where nobody asks how it came about. */
  value(name: string): Value | Unknown {
    return this.look(name).value
  }

  /** A value, and what it depends on. */
  look(name: string): Pick<Reading, 'value' | 'trace'> {
    const seen = this.#known(name) ?? this.#recalled(name) ?? this.#find(name)
    this.#note(seen.trace)
    return seen
  }

  #known(name: string): Reading | undefined {
    return this.#sameSettings.get(name) ?? this.#common.everybody.get(name) ?? this.#sameQuestion?.get(name)
  }

  #recalled(name: string): Pick<Reading, 'value' | 'trace'> | undefined {
    const { valuesDiffer } = this.#common
    if (!valuesDiffer || !this.#surroundings.dialect.quantities.has(name)) return undefined
    return this.#common.of(name).find((keyword) => this.setting(keyword))
  }

  #note(trace: Trace): void {
    if (trace !== NOTHING_READ) this.#noted.add(trace)
  }

  #find(name: string): Reading {
    const quantity = this.#surroundings.dialect.quantities.get(name)
    if (!quantity) return this.#keep(name, this.#settingAsReading(name))
    const trace = new Tracing(this.#common.valuesDiffer)
    const view = new Looking(this, this.#surroundings, this.#guards, this.#account, trace)
    const value: Value | Unknown = quantity.compute(view)
    const dependsOnNothing = trace.keywords.size === 0 && !trace.whole
    const reading: Reading = { value, reads: view.reads, trace: dependsOnNothing ? NOTHING_READ : trace }
    if (this.#common.valuesDiffer) this.#common.of(name).learn(reading, (keyword) => this.setting(keyword))
    return this.#keep(name, reading)
  }

  #keep(name: string, reading: Reading): Reading {
    const { whole, keywords } = reading.trace
    if (whole) {
      this.#sameQuestion ??= new Map()
      this.#sameQuestion.set(name, reading)
    } else if (keywords.size > 0) this.#sameSettings.set(name, reading)
    else this.#common.everybody.set(name, reading)
    return reading
  }

  #settingAsReading(keyword: string): Reading {
    const setting = this.setting(keyword)
    const { value } = setting
    const reads: Read[] = [{ kind: 'setting', setting }]
    if (!this.#common.valuesDiffer) return { value, reads, trace: NOTHING_READ }
    const trace = new Tracing()
    trace.addValue(keyword)
    return { value, reads, trace }
  }
}

/** How one quantity looks at a subject: everything that it asks for leaves a trace. */
class Looking implements View {
  readonly host: Host
  readonly config: Config
  readonly parameters: Parameters
  readonly reads: Read[] = []
  readonly trace: Tracing
  readonly #subject: Subject
  readonly #guards: View['guards'] | undefined
  readonly #account: Account | Unknown

  constructor(
    subject: Subject,
    { host, config, parameters }: Surroundings,
    guards: View['guards'] | undefined,
    account: Account | Unknown,
    trace: Tracing,
  ) {
    this.host = host
    this.config = config
    this.parameters = parameters
    this.trace = trace
    this.#subject = subject
    this.#guards = guards
    this.#account = account
  }

  get(name: string): Value | Unknown {
    const reading = this.#subject.read(name)
    this.trace.add(reading.trace)
    this.reads.push(...reading.reads)
    return reading.value
  }

  peek(name: string): Value | Unknown {
    const { value, trace } = this.#subject.look(name)
    this.trace.add(trace)
    return value
  }

  setting(keyword: string): EffectiveSetting {
    const setting = this.peekSetting(keyword)
    this.reads.push({ kind: 'setting', setting })
    return setting
  }

  peekSetting(keyword: string): EffectiveSetting {
    const { value, origins, losers } = this.#subject.setting(keyword)
    const { trace } = this
    trace.addLine(keyword)
    return {
      keyword,
      value,
      origins,
      // Which lines lost depends on blocks that decide nothing here.
      get losers() {
        if (losers.length > 0) trace.addWhole()
        return losers
      },
    }
  }

  isSet(keyword: string): boolean {
    this.trace.addValue(keyword)
    return this.#subject.setting(keyword).origins.length > 0
  }

  block(keyword: string): object | undefined {
    this.trace.addBlock(keyword)
    return this.#subject.setting(keyword).origins[0]?.guard
  }

  line(line: CitedLine): void {
    this.reads.push({ kind: 'line', line })
  }

  fact(fact: Fact): void {
    this.reads.push({ kind: 'fact', fact })
  }

  get guards(): View['guards'] {
    this.trace.addWhole()
    return this.#guards ?? { hold: [], fail: [] }
  }

  get account(): Account | Unknown {
    // Where nobody knows the accounts, it is unknown for everybody.
    if (this.#account !== UNKNOWN || this.host.accounts() !== UNKNOWN) this.trace.addWhole()
    return this.#account
  }
}
