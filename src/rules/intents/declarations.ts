import type { Position } from 'unist'
import type { CitedLine, Config, Criterion, Guard, Source } from '../../dialects/dialect.ts'

/** What somebody says of a set of connections: in a comment, in the project's configuration, or by the name of a block. */
export interface Declaration {
  /** Names of intents. */
  intents: readonly string[]
  /** The connections; all, where nobody says. */
  guard: Guard | undefined
  /** Where it is said. */
  line: CitedLine
}

/** A set of connections with intents, as `.conflint.yaml` has it. */
export interface DeclaredSet {
  intents: readonly string[]
  /** What the connections have in common; absent for all connections. */
  connections?: { criteria: readonly Criterion[]; text: readonly string[] }
  source: Source
  position: Position
}

/** What comments declare: the resolver reads them as settings of the keyword `intent`. */
export function declarationsIn({ settings }: Config): Declaration[] {
  return settings.flatMap((setting) =>
    setting.keyword === 'intent' && Array.isArray(setting.value)
      ? [{ intents: setting.value.map(String), guard: setting.guard, line: setting }]
      : [],
  )
}
