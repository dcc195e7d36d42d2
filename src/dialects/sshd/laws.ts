import { asciiLowerCase } from '../../syntax/ascii.ts'
import type { Law, Value } from '../dialect.ts'
import type { SshdSetting } from './config.ts'
import type { Accumulation } from './keywords/row.ts'

/** What several lines of one keyword amount to in one pass over the file. */
export interface Outcome {
  /** `undefined` where no line sets anything. */
  value: Value | undefined
  origins: readonly SshdSetting[]
  losers: readonly Loser[]
}

export interface Loser {
  setting: SshdSetting
  law: Law
  to: SshdSetting | undefined
}

type Fields = { readonly [field: string]: unknown }

/** Applies the law of accumulation to the lines of a keyword, in the order of reading. */
export function accumulate(accumulation: Accumulation, lines: readonly SshdSetting[]): Outcome {
  switch (accumulation) {
    case 'first':
      return first(lines)
    case 'last':
      return last(lines)
    case 'append':
      return append(lines)
    case 'first-per-name':
    case 'once-per-name':
    case 'first-per-field':
      return fields(lines, 'same-name-defined-before')
    case 'first-per-key':
      return penalties(lines)
    case 'none-overwrites':
      return noneOverwrites(lines)
  }
}

function first(lines: readonly SshdSetting[]): Outcome {
  // A list without any item sets nothing.
  const [winner, ...others] = lines.filter(({ literal }) => !isEmptyList(literal))
  if (!winner) return NOTHING
  return {
    value: winner.literal,
    origins: [winner],
    losers: others.map((setting) => ({ setting, law: 'first-value-wins', to: winner })),
  }
}

/** The last line counts; what it leaves open (the rate of MaxStartups) stays from an earlier one. */
function last(lines: readonly SshdSetting[]): Outcome {
  const winner = lines.at(-1)
  if (!winner) return NOTHING
  const earlier = lines.slice(0, -1)
  let value = winner.literal
  if (isFields(value)) {
    for (const line of [...earlier].reverse()) {
      if (isFields(line.literal)) value = { ...line.literal, ...value }
    }
  }
  return {
    value,
    origins: [winner],
    losers: earlier.map((setting) => ({ setting, law: 'last-value-wins', to: winner })),
  }
}

function append(lines: readonly SshdSetting[]): Outcome {
  const [one] = lines
  if (!one) return NOTHING
  if (isFields(one.literal)) {
    const addresses = lines.flatMap(({ literal }) => addressesOf(literal))
    return { value: { addresses }, origins: lines, losers: [] }
  }
  const value = lines.flatMap(({ literal }) => (Array.isArray(literal) ? literal : []))
  return { value, origins: lines.filter((line) => !isEmptyList(line.literal)), losers: [] }
}

function isEmptyList(value: Value): boolean {
  return Array.isArray(value) && value.length === 0
}

function addressesOf(value: Value): readonly unknown[] {
  return isFields(value) && Array.isArray(value.addresses) ? value.addresses : []
}

/** For each field, the first line that has it counts. */
function fields(lines: readonly SshdSetting[], law: Law): Outcome {
  if (lines.length === 0) return NOTHING
  const value: Record<string, unknown> = {}
  const owners = new Map<string, SshdSetting>()
  const origins: SshdSetting[] = []
  const losers: Loser[] = []
  for (const line of lines) {
    let counts = false
    let owner: SshdSetting | undefined
    for (const [field, part] of Object.entries(isFields(line.literal) ? line.literal : {})) {
      owner = owners.get(field) ?? owner
      if (owners.has(field)) continue
      owners.set(field, line)
      value[field] = part
      counts = true
    }
    if (counts) origins.push(line)
    else losers.push({ setting: line, law, to: owner })
  }
  return { value, origins, losers }
}

/** PerSourcePenalties: `yes` and `no` count only before anything else; any part switches penalties on. */
function penalties(lines: readonly SshdSetting[]): Outcome {
  const value: Record<string, unknown> = {}
  const origins: SshdSetting[] = []
  const losers: Loser[] = []
  let switchedBy: SshdSetting | undefined
  for (const line of lines) {
    const { switch: word, ...parts } = isFields(line.literal) ? line.literal : {}
    let counts = false
    for (const [key, part] of Object.entries(parts)) {
      if (key in value) continue
      value[key] = part
      value.enabled = true
      switchedBy = line
      counts = true
    }
    if (word !== undefined && !('enabled' in value)) {
      value.enabled = word === 'yes'
      switchedBy = line
      counts = true
    }
    if (counts) origins.push(line)
    else losers.push({ setting: line, law: 'first-value-wins', to: switchedBy })
  }
  const winners = origins.filter((line) => line === switchedBy || !isSwitch(line))
  for (const line of origins) {
    if (!winners.includes(line)) losers.push({ setting: line, law: 'last-value-wins', to: switchedBy })
  }
  return lines.length === 0 ? NOTHING : { value, origins: winners, losers }
}

function isSwitch(line: SshdSetting): boolean {
  return isFields(line.literal) && Object.keys(line.literal).join() === 'switch'
}

/** UnusedConnectionTimeout: 0 stands for `none`, which counts wherever it stands. */
function noneOverwrites(lines: readonly SshdSetting[]): Outcome {
  const nones = lines.filter(({ text }) => asciiLowerCase(text) === 'none')
  const winner = nones.at(-1)
  if (!winner) return first(lines)
  const others = lines.filter((line) => line !== winner)
  return {
    value: 0,
    origins: [winner],
    losers: others.map((setting) => ({
      setting,
      law: setting.order < winner.order ? 'last-value-wins' : 'first-value-wins',
      to: winner,
    })),
  }
}

const NOTHING: Outcome = { value: undefined, origins: [], losers: [] }

export function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && !Array.isArray(value)
}
