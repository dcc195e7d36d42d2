import type { Config, EffectiveSetting, Value } from '../dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../host/host.ts'
import type { Remedy } from './finding.ts'
import { namesInMessage } from './message.ts'

/**
 * Fills `{Keyword}` and `{quantity}` in the values that a remedy sets, so that they can be pasted: lists with
 * blanks between their members, and those that hold a blank in quotes. Where a value is not known, or would need more, the remedy is left to people.
 */
export function fillRemedy(remedy: Remedy, lookUp: (name: string) => Value | Unknown): Remedy {
  const { set, fix, ...rest } = remedy
  const names = namesInRemedy(remedy)
  if (!set || names.length === 0) return remedy
  const values = new Map(names.map((name) => [name, pasted(lookUp(name))]))
  if ([...values.values()].includes(undefined)) return rest
  const fill = (text: string) => text.replace(/\{([\w-]+)\}/g, (_, name: string) => values.get(name) ?? '')
  const filled = Object.entries(set).map(([keyword, value]) => [keyword, fill([value].flat().join(' '))])
  return { ...rest, set: Object.fromEntries(filled), ...(fix && { fix }) }
}

/** A remedy for everybody, or for the connections of some block, with the keywords that decide about what it sets. */
export function withKeywordsToSet(remedy: Remedy, config: Config, isForEverybody: boolean): Remedy {
  const { keywordToSet } = config
  if (!remedy.set || !keywordToSet || !(isForEverybody || remedy.for === 'everybody')) return remedy
  const set = Object.entries(remedy.set).map(([name, value]) => [keywordToSet(name, textOf(value)), value])
  return { ...remedy, set: Object.fromEntries(set) }
}

/**
 * A remedy without what it would set and a line says already for these connections; undefined where nothing is left of
 * it. To say in a line what is the default may well be a remedy.
 */
export function withoutWhatIsSet(
  remedy: Remedy,
  settingOf: (keyword: string) => EffectiveSetting,
): Remedy | undefined {
  const { set, ...rest } = remedy
  if (!set) return remedy
  const changes = Object.entries(set).filter(([keyword, wanted]) => {
    const { origins, value } = settingOf(keyword)
    const said = [
      ...(origins.length === 1 ? [origins[0]?.text] : []),
      ...(value === UNKNOWN ? [] : [textOf(value)]),
    ]
    return origins.length === 0 || !said.includes(textOf(wanted))
  })
  if (changes.length > 0) return { ...rest, set: Object.fromEntries(changes) }
  return rest.remove || rest.move || rest.replace || rest.respell ? rest : undefined
}

function textOf(value: Value): string {
  return [value].flat().join(' ')
}

/** The keywords and quantities that the values of a remedy mention in braces. */
export function namesInRemedy({ set }: Remedy): string[] {
  return Object.values(set ?? {}).flatMap((value) => namesInMessage([value].flat().join(' ')))
}

function pasted(value: Value | Unknown): string | undefined {
  if (value === UNKNOWN) return undefined
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (!Array.isArray(value) || value.length === 0 || value.some((member) => /["\\]/.test(member)))
    return undefined
  return value.map((member) => (/[\s#']/.test(member) ? `"${member}"` : member)).join(' ')
}
