import type { EffectiveSetting, Value } from '../dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../host/host.ts'
import type { Trace } from './trace.ts'

/** What something came to. */
interface Known {
  value: Value | Unknown
  trace: Trace
}

/** A keyword that was asked for, and what came of its values; or what all came to. */
type Step = { keyword: string; next: Map<unknown, Step> } | { known: Known }

/**
 * What a quantity came to, by the values that it asked for, one after the other: which one comes next follows from
 * those before. What looked at more than values is not kept.
 */
export class Recall {
  #first: Step | undefined

  /** What the same values came to before. */
  find(settingOf: (keyword: string) => EffectiveSetting): Known | undefined {
    let step = this.#first
    while (step && 'keyword' in step) step = step.next.get(keyOf(settingOf(step.keyword)))
    return step?.known
  }

  learn(known: Known, settingOf: (keyword: string) => EffectiveSetting): void {
    const { keywords, lines, blocks, whole } = known.trace
    if (whole || lines.size > 0 || blocks.size > 0) return
    const asked = [...keywords].map((keyword) => ({ keyword, key: keyOf(settingOf(keyword)) }))
    if (asked.some(({ key }) => key === undefined)) return
    const last: Step = { known: { value: known.value, trace: known.trace } }
    const [first] = asked
    if (!first) return
    this.#first ??= { keyword: first.keyword, next: new Map() }
    let step = this.#first
    for (const [at, { key }] of asked.entries()) {
      if (!('keyword' in step)) return
      const following = asked[at + 1]
      const next: Step =
        step.next.get(key) ?? (following ? { keyword: following.keyword, next: new Map() } : last)
      step.next.set(key, next)
      step = next
    }
  }
}

/** Settings are looked at again and again. */
const keys = new WeakMap<EffectiveSetting, string>()

/** The same text for equal values, where that is cheap to tell; undefined where it is not. */
function keyOf(setting: EffectiveSetting): string | undefined {
  const known = keys.get(setting)
  if (known !== undefined) return known
  const key = textOf(setting)
  if (key !== undefined) keys.set(setting, key)
  return key
}

function textOf({ value, origins }: EffectiveSetting): string | undefined {
  const set = origins.length > 0 ? 'set' : 'not set'
  if (value === UNKNOWN) return `${set} unknown`
  if (typeof value !== 'object') return `${set} ${typeof value} ${value}`
  return Array.isArray(value) ? [set, ...value].join('\0') : undefined
}
