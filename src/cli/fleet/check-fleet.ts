import { type Arguments, operands } from '../arguments.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { contentOf, type Source, sourcesAt } from './sources.ts'

/**
 * Judges snapshots of hosts, and whatever else the paths name.
 * @returns the exit status; or, where there are no snapshots, what was read from standard input to find that out
 */
export async function checkFleet(
  given: Arguments,
  detail: 'quiet' | 'usual' | 'verbose',
  terminal: Terminal,
): Promise<{ status: number } | { content: Uint8Array | undefined }> {
  const sources = sourcesAt(operands(given, 'path'), terminal)
  const begun = await upToFirstSnapshot(sources)
  if (begun.every((source) => 'other' in source)) return { content: contentOf(begun) }
  // What it takes to judge them is loaded only now.
  const { judgeSources } = await import('./judge-sources.ts')
  return { status: await judgeSources(chained(begun, sources), given, detail, terminal) }
}

/** What comes before the first snapshot, and that. */
async function upToFirstSnapshot(sources: AsyncIterator<Source>): Promise<Source[]> {
  const begun: Source[] = []
  for (let next = await sources.next(); !next.done; next = await sources.next()) {
    begun.push(next.value)
    if (!('other' in next.value)) break
  }
  return begun
}

async function* chained(begun: readonly Source[], rest: AsyncIterable<Source>): AsyncGenerator<Source> {
  yield* begun
  yield* rest
}
