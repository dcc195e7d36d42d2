import { matchesPattern } from '../matching/patterns.ts'

/** The user's part of USER@HOST: match_user cuts at the last `@`. */
export function userPart(entry: string): string {
  const at = entry.lastIndexOf('@')
  return at === -1 ? entry : entry.slice(0, at)
}

/** The host's part of USER@HOST; undefined where the entry counts for every host, as `root@*` does (match.c match_user). */
export function hostPart(entry: string): string | undefined {
  const at = entry.lastIndexOf('@')
  const host = entry.slice(at + 1)
  return at === -1 || /^\*+$/.test(host) ? undefined : host
}

/** Only lists of users have hosts; in a group `@` is an ordinary character. */
export function nameIn(entry: string, keyword: string): string {
  return keyword.endsWith('Users') ? userPart(entry) : entry
}

/**
 * True where every text that `inner` fits is one that `outer` fits, for patterns of `*` and `?`. Sound, not complete:
 * a `*` of `inner` is only covered by a `*` of `outer`.
 */
export function contains(outer: string, inner: string): boolean {
  return outer === inner || (!(outer.includes('?') && inner.includes('*')) && matchesPattern(inner, outer))
}
