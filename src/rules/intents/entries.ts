import type { Dialect, Source } from '../../dialects/dialect.ts'
import type { IntentEntry } from '../rule.ts'
import type { DeclaredSet } from './declarations.ts'

/**
 * A set of connections from an entry of `.conflint.yaml`.
 * @param path the file as people name it
 * @param text its content
 * @param line where the entry stands
 * @returns what is wrong, in a few words, where the set is not understood
 */
export function declaredSet(
  entry: IntentEntry,
  { connectionSet }: Dialect,
  { path, text, line }: { path: string; text: string; line: number },
): DeclaredSet | { fault: string } {
  const source: Source = { path, text, root: { type: 'root', children: [] } }
  const written = text.split('\n')[line - 1] ?? ''
  const column = written.search(/\S|$/) + 1
  const position = { start: { line, column }, end: { line, column: written.trimEnd().length + 1 } }
  const intents = [entry.intent].flat()
  if (entry.for === 'all') return { intents, source, position }
  const attributes = Object.entries(entry.for).map(([name, value]) => [name, [value].flat().join(',')])
  const connections = connectionSet?.(Object.fromEntries(attributes)) ?? {
    fault: 'this daemon does not tell connections apart',
  }
  return 'fault' in connections ? connections : { intents, connections, source, position }
}
