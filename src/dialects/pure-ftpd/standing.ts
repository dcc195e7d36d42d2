import { UNKNOWN, type Unknown } from '../../host/host.ts'
import type { EffectiveSetting, Law, Setting, Value } from '../dialect.ts'
import { type DirectiveRow, directives, membersOf } from './directives.ts'
import type { AltLog, Bandwidth, Bind, Umask } from './values.ts'

/** How one directive stands while the option loop runs. */
interface Standing {
  value: Value | Unknown
  origins: Setting[]
  losers: { setting: Setting; law: Law; to: Setting | undefined }[]
  /** Lines that say no: they make no option, and so undo nothing. */
  off: Setting[]
}

/**
 * What several lines of a directive, or of directives that share variables of the daemon, make together.
 * Settings are given in the order of their options; each law is that of the option loop in ftpd.c.
 */
export class Standings {
  readonly #standings = new Map<string, Standing>()
  /** True where nobody knows in which order the daemon sees the options. */
  readonly #orderUnknown: boolean

  constructor(orderUnknown: boolean) {
    this.#orderUnknown = orderUnknown
    for (const row of directives) {
      this.#standings.set(row.name, { value: row.default, origins: [], losers: [], off: [] })
    }
  }

  /** Takes in the next setting. */
  add(row: DirectiveRow, setting: Setting): void {
    const standing = this.#of(row.name)
    if (row.kind === 'flag' && setting.value === 'no') standing.off.push(setting)
    else if (row.kind === 'flag' && setting.value === UNKNOWN) this.#addUnknownFlag(standing, setting)
    else this.#laws[row.law](row, standing, setting)
  }

  /** How a directive stands when all settings are in. */
  effective(name: string): EffectiveSetting {
    const standing = this.#standings.get(name)
    if (!standing) return { keyword: name, value: UNKNOWN, origins: [], losers: [] }
    const { value, origins, losers, off } = standing
    if (origins.length === 0 && value === 'no') return { keyword: name, value, origins: off, losers }
    const undone = off.map((setting) => ({ setting, law: 'false-undoes-nothing' as const, to: origins[0] }))
    return { keyword: name, value, origins, losers: [...losers, ...undone] }
  }

  /** What has been set for AltLog so far decides whether an unknown format is refused. */
  get logFormat(): string | undefined {
    const { value } = this.#of('AltLog')
    return typeof value === 'object' && 'format' in value && typeof value.format === 'string'
      ? value.format
      : undefined
  }

  readonly #laws: Readonly<
    Record<DirectiveRow['law'], (row: DirectiveRow, standing: Standing, setting: Setting) => void>
  > = {
    'set-once': (_, standing, setting) => this.#gather(standing, setting),
    counts: (_, standing, setting) => this.#gather(standing, setting),
    expands: (_, standing, setting) => this.#gather(standing, setting),
    'merged-into-chain': (_, standing, setting) => this.#gather(standing, setting),
    'last-value-wins': (row, standing, setting) => this.#replace(row, standing, setting),
    'last-path-of-chain': (row, standing, setting) => this.#replace(row, standing, setting),
    'first-value-wins': (_, standing, setting) => {
      const winner = standing.origins[0]
      if (winner) standing.losers.push({ setting, law: 'first-value-wins', to: winner })
      else this.#gather(standing, setting)
    },
    'none-stays': (row, standing, setting) => {
      // An unknown facility changes nothing, and nothing switches the log on again after none.
      if (setting.value === '') standing.losers.push({ setting, law: 'last-value-wins', to: undefined })
      else if (standing.value === 'none') {
        standing.losers.push({ setting, law: 'first-value-wins', to: standing.origins[0] })
      } else this.#replace(row, standing, setting)
    },
    'first-path-last-format': (_, standing, setting) => this.#addLog(standing, setting),
    'first-address-last-port': (_, standing, setting) => this.#addBind(standing, setting),
    'last-of-group-wins': (row, standing, setting) => this.#winGroup(row, standing, setting),
  }

  #of(name: string): Standing {
    const standing = this.#standings.get(name) ?? { value: UNKNOWN, origins: [], losers: [], off: [] }
    this.#standings.set(name, standing)
    return standing
  }

  #gather(standing: Standing, setting: Setting): void {
    standing.value = setting.value
    standing.origins.push(setting)
  }

  #replace(row: DirectiveRow, standing: Standing, setting: Setting): void {
    const { value } = setting
    this.#defeat(standing, 'last-value-wins', setting)
    standing.origins = [setting]
    // A mask with one side only, which a file cannot express, keeps the other side.
    const before = standing.value
    const partial = row.name === 'Umask' && typeof value === 'object' && typeof before === 'object'
    standing.value = partial ? { ...(before as Umask), ...(value as Umask) } : value
  }

  #defeat(standing: Standing, law: Law, to: Setting): void {
    standing.losers.push(...standing.origins.map((setting) => ({ setting, law, to })))
    standing.origins = []
  }

  #addUnknownFlag(standing: Standing, setting: Setting): void {
    standing.origins.push(setting)
    if (standing.value !== 'yes') standing.value = UNKNOWN
  }

  /** ftpd.c, options w, W, e, E, a, A, t, T, q, Q, 2: one variable for all members. */
  #winGroup(row: DirectiveRow, standing: Standing, setting: Setting): void {
    const rivals = membersOf(row.group ?? 'fxp').filter(({ name }) => name !== row.name)
    if (row.group === 'ratio') {
      this.#addRatio(row, standing, setting)
      return
    }
    const rates = row.group === 'bandwidth' ? this.#rates(row, setting.value) : setting.value
    for (const rival of rivals) {
      const other = this.#of(rival.name)
      if (other.origins.length === 0) continue
      if (this.#orderUnknown) {
        other.value = UNKNOWN
        standing.value = UNKNOWN
        standing.origins.push(setting)
        return
      }
      this.#defeat(other, 'last-of-group-wins', setting)
      other.value = rival.default
    }
    if (row.kind !== 'flag') this.#defeat(standing, 'last-value-wins', setting)
    standing.origins.push(setting)
    standing.value = rates
  }

  /** A rate of one side only keeps the other side, of whichever directive set it. */
  #rates(row: DirectiveRow, value: Value | Unknown): Value | Unknown {
    if (value === UNKNOWN || typeof value !== 'object') return value
    const before = [row, ...membersOf('bandwidth')]
      .map(({ name }) => this.#of(name).value)
      .find((other): other is Bandwidth => typeof other === 'object' && !Array.isArray(other))
    return { ...before, ...value }
  }

  /** The pair of numbers is one for both, and the last wins; that it is for everybody stays once it is said. */
  #addRatio(row: DirectiveRow, standing: Standing, setting: Setting): void {
    const users = this.#of('UserRatio')
    this.#defeat(standing, 'last-value-wins', setting)
    standing.origins = [setting]
    standing.value = setting.value
    if (row.name === 'UserRatio') {
      const anonymous = this.#of('AnonymousRatio')
      if (anonymous.origins.length === 0) return
      if (this.#orderUnknown) standing.value = UNKNOWN
      else this.#defeat(anonymous, 'last-of-group-wins', setting)
      anonymous.value = standing.value
    } else if (users.origins.length > 0) {
      const value = this.#orderUnknown ? UNKNOWN : setting.value
      if (!this.#orderUnknown) {
        for (const origin of users.origins) {
          users.losers.push({ setting: origin, law: 'last-of-group-wins', to: setting })
        }
      }
      users.value = value
      standing.value = value
    }
  }

  /** ftpd.c, option O: the file of the first line, the format of the last one. */
  #addLog(standing: Standing, setting: Setting): void {
    const first = standing.origins[0]
    const value = setting.value as AltLog | Unknown
    if (!first) {
      this.#gather(standing, setting)
      return
    }
    const before = standing.value as AltLog | Unknown
    for (const origin of standing.origins) {
      standing.losers.push({ setting: origin, law: 'last-value-wins', to: setting })
    }
    standing.losers.push({ setting, law: 'first-value-wins', to: first })
    standing.origins = [first, setting]
    standing.value =
      before === UNKNOWN || value === UNKNOWN ? UNKNOWN : { ...before, ...value, path: before.path }
  }

  /** ftpd.c, option S: the address that was named first, the port that was named last. */
  #addBind(standing: Standing, setting: Setting): void {
    const { origins } = standing
    const value = setting.value as Bind | Unknown
    const before = standing.value as Bind | Unknown
    if (value === UNKNOWN || before === UNKNOWN) {
      origins.push(setting)
      standing.value = UNKNOWN
      return
    }
    const owner = origins.find(({ value }) => typeof value === 'object' && 'address' in value)
    const named = value.address !== undefined
    if (named && owner) standing.losers.push({ setting, law: 'first-value-wins', to: owner })
    if (value.port !== undefined) {
      for (const origin of origins) {
        standing.losers.push({ setting: origin, law: 'last-value-wins', to: setting })
      }
    }
    standing.origins = [...(owner ? [owner] : []), setting]
    standing.value = { ...before, ...value, address: owner ? (before.address ?? '') : (value.address ?? '') }
  }
}
