import type { Guard } from '../dialects/dialect.ts'
import * as Bits from './bit-set.ts'
import type { FoundClass } from './cell.ts'
import type { Space } from './space.ts'

/** Exceptions that are named one by one, at most. */
const mostExceptions = 4

/**
 * The conditions of a class in words: those of the guards that hold, then, negated, those of the guards
 * that do not hold that some connections under these conditions would meet.
 */
export function describe(space: Space, { met, refused }: FoundClass): string[] {
  if (Bits.isEmpty(met)) return []
  const none = space.setOf([])
  const conditions = new Set(Bits.members(met).flatMap((guard) => textOf(space.guards[guard])))
  const exceptions = new Set<string>()
  for (const number of Bits.members(Bits.intersection(refused, space.possibleWith(met)))) {
    const own = space.setOf([number])
    // Who asks for something else can hold beside them, if at all.
    const asked = space.askAlike(met, own) ? Bits.union(met, own) : own
    if (space.find(asked, none) === undefined) continue
    const text = textOf(space.guards[number]).filter((condition) => !conditions.has(condition))
    exceptions.add(text.length === 1 ? `not ${text[0]}` : `not (${text.join(' and ')})`)
    if (exceptions.size > mostExceptions) {
      return [...conditions, ...[...exceptions].slice(0, mostExceptions - 1), 'no other Match block']
    }
  }
  return [...conditions, ...exceptions]
}

function textOf(guard: Guard | undefined): string[] {
  return (guard?.text ?? []).filter((text) => text.toLowerCase() !== 'all')
}
