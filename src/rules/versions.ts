import type { Versions } from './finding.ts'

/**
 * Compares two version numbers part by part, a missing part counting as 0.
 * OpenSSH's portable suffix counts as one more part: 9.9p1 < 9.9p2. Names in front (`debian-12`) are not versions.
 * @returns negative, zero or positive
 */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [parts(left), parts(right)]
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Whether a version fulfils a range such as `>=8.7 <10.1`: comparisons separated by blanks, all of which hold; `9.2` alone means exactly that. */
export function inRange(version: string, range: string): boolean {
  return range
    .trim()
    .split(/\s+/)
    .every((comparison) => {
      const [, operator = '', bound = ''] = /^(>=|<=|>|<|=)?(.*)$/.exec(comparison) ?? []
      const order = compareVersions(version, bound)
      if (operator === '>=') return order >= 0
      if (operator === '<=') return order <= 0
      if (operator === '>') return order > 0
      if (operator === '<') return order < 0
      return order === 0
    })
}

/** Since and before which version a range such as `>=9.5 <10.3` holds. */
export function versionsOfRange(range: string): Versions {
  const since = />=\s*([\d.p]+)/.exec(range)?.[1]
  const before = /<\s*([\d.p]+)/.exec(range)?.[1]
  return { ...(since !== undefined && { since }), ...(before !== undefined && { before }) }
}

function parts(version: string): number[] {
  return version.split(/[.p]/).map((part) => Number.parseInt(part, 10) || 0)
}
