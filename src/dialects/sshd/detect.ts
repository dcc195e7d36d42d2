import { namesOf } from './hints.ts'
import { vocabulary } from './keywords/lookup.ts'
import { targetFor } from './releases.ts'

/** How surely a file is one of sshd's: 2 by its name or place, 1 by what stands in it, 0 not at all. */
export function detect(path: string, text: string): 0 | 1 | 2 {
  if (/(^|[/_.-])sshd_config([._@-][^/]*)?$|sshd_config\.d\/[^/]+$|(^|\/)sshd[^/]*\.conf$/.test(path))
    return 2
  const known = new Set(namesOf(vocabulary(targetFor(undefined))).map((name) => name.toLowerCase()))
  const words = text
    .slice(0, 65_536)
    .split('\n')
    .map((line) => /^\s*#?\s*([A-Za-z][A-Za-z0-9]+)[\s=]+\S/.exec(line)?.[1]?.toLowerCase())
    .filter((word) => word !== undefined)
  const hits = words.filter((word) => known.has(word) && !AMBIGUOUS.has(word)).length
  return hits >= 2 || (hits === 1 && words.length <= 3) ? 1 : 0
}

/** Words that begin a line of other files too. */
const AMBIGUOUS = new Set(['include', 'port', 'banner', 'protocol', 'compression'])
