import type { Value } from '../dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../host/host.ts'

const longest = 72

/** A value in words: list members with blanks between them, cut where it gets long. */
export function describeValue(value: Value | Unknown): string {
  if (value === UNKNOWN) return 'unknown'
  const text = Array.isArray(value)
    ? value.map(describePart).join(' ') || 'none'
    : typeof value === 'object'
      ? describeStructure(value)
      : String(value)
  return shortened(text)
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

/** Fills `{Keyword}` and `{quantity}` in a rule's message with values: lists as the file has them, or in words. */
export function fillMessage(template: string, lookUp: (name: string) => Value | Unknown): string {
  return template.replace(/\{([\w-]+)\}/g, (_, name: string) => {
    const value = lookUp(name)
    // Quantities have names in lower case, keywords do not.
    return Array.isArray(value) && /^[a-z]/.test(name) ? enumerate(value) : describeValue(value)
  })
}

/** The names that a message mentions in braces. */
export function namesInMessage(template: string): string[] {
  return [...template.matchAll(/\{([\w-]+)\}/g)].map(([, name = '']) => name)
}

function describeStructure(value: Value): string {
  return Object.values(value)
    .filter((part) => part !== undefined)
    .map(describePart)
    .join(':')
}

/** The parts of a structure, as deep as it goes. */
function describePart(part: unknown): string {
  if (Array.isArray(part)) return part.map(describePart).join(' ')
  return typeof part === 'object' && part !== null
    ? Object.values(part).map(describePart).join(' ')
    : String(part)
}

/** Members with commas and a last `and`; counted where they are too many to name. */
function enumerate(all: readonly string[]): string {
  const members = all.map(shortened)
  let named = members.slice(0, 1)
  while (named.length < members.length) {
    const next = members.slice(0, named.length + 1)
    if (next.join(', ').length > longest)
      return `${named.join(', ')} and ${members.length - named.length} more`
    named = next
  }
  const last = named.at(-1) ?? ''
  return named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${last}` : last
}
