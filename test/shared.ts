import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where recorded answers and real files lie that are no part of the repository; tests over them are skipped where they are absent. */
const shared = resolve(process.env.CONFLINT_SHARED ?? join(import.meta.dirname, '../../shared'))

export const hasShared = existsSync(join(shared, 'corpus/INDEX.tsv'))

export function inShared(...parts: string[]): string {
  return join(shared, ...parts)
}
