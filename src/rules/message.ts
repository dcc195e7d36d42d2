import type { Value } from '../dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../host/host.ts'

const longest = 72

/** A value in words: list members with blanks between them, cut where it gets long. */
export function describeValue(value: Value | Unknown): string {
  if (value === UNKNOWN) return 'unknown'
  const text = Array.isArray(value)
    ? value.join(' ')
    : typeof value === 'object'
      ? describeStructure(value)
      : String(value)
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

/** Fills `{Keyword}` and `{quantity}` in a rule's message with values. */
export function fillMessage(template: string, lookUp: (name: string) => Value | Unknown): string {
  return template.replace(/\{([\w-]+)\}/g, (_, name: string) => describeValue(lookUp(name)))
}

/** The names that a message mentions in braces. */
export function namesInMessage(template: string): string[] {
  return [...template.matchAll(/\{([\w-]+)\}/g)].map(([, name = '']) => name)
}

function describeStructure(value: Value): string {
  return Object.values(value)
    .filter((part) => part !== undefined)
    .join(':')
}
