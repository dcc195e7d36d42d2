import type { Value } from '../dialects/dialect.ts'
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
