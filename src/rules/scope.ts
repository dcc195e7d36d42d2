import type { ConnectionClass } from '../classes/classes.ts'
import type { Scope } from './finding.ts'

/** The published form of a class of connections; undefined for the class that no condition applies to: everybody. */
export function scopeOfClass(connectionClass: ConnectionClass): Scope | undefined {
  return [...connectionClass.holds].every(({ text }) => text.length === 0)
    ? undefined
    : describeClass(connectionClass)
}

/** A class with its conditions and its witness, whatever holds for it. */
export function describeClass({
  match,
  witness,
  spec,
}: Pick<ConnectionClass, 'match' | 'witness' | 'spec'>): Scope {
  const shown: Record<string, string | string[]> = {}
  for (const [attribute, value] of Object.entries(witness)) {
    shown[attribute] = Array.isArray(value) ? [...value] : String(value)
  }
  return { match, witness: shown, spec }
}
