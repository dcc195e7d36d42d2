import { demandNoKey } from '../dialects/configuration-text.ts'
import type { Dialect, DialectName } from '../dialects/dialect.ts'
import { surest } from '../dialects/surest.ts'
import { inputFailure } from './failure.ts'

/** The dialects by name; each is loaded when a file of its kind is there. */
const loaders = {
  sshd: async () => (await import('../dialects/sshd/index.ts')).sshd,
  'pure-ftpd': async () => (await import('../dialects/pure-ftpd/index.ts')).pureFtpd,
} as const satisfies Record<DialectName, () => Promise<Dialect>>

export const DIALECT_NAMES = ['sshd', 'pure-ftpd'] as const satisfies readonly DialectName[]

export function loadDialect(name: DialectName): Promise<Dialect> {
  return loaders[name]()
}

export function allDialects(): Promise<Dialect[]> {
  return Promise.all(DIALECT_NAMES.map(loadDialect))
}

/**
 * The dialect that a file belongs to by its name, or else by its content.
 * @param shown the file as the user names it
 * @throws an input failure where neither, or both equally, tell, or it is a key
 */
export async function detectDialect(path: string, content: Uint8Array, shown: string): Promise<Dialect> {
  const text = new TextDecoder().decode(content)
  demandNoKey(text, shown)
  const likelyFirst: DialectName[] = path.includes('pure') ? ['pure-ftpd', 'sshd'] : ['sshd', 'pure-ftpd']
  const candidates: { candidate: Dialect; sure: number }[] = []
  for (const name of likelyFirst) {
    const candidate = await loadDialect(name)
    const sure = candidate.detect(path, text)
    if (sure === Number.POSITIVE_INFINITY) return candidate
    candidates.push({ candidate, sure })
  }
  const found = surest(candidates)
  if (found) return found
  throw inputFailure(
    `neither name nor content of ${shown} tells whether it is for sshd or for pure-ftpd; say --dialect sshd or --dialect pure-ftpd`,
  )
}
