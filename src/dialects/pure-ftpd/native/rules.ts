import { type DirectiveRow, directives, type Feature } from '../directives.ts'
import { atLeast } from '../versions.ts'

/**
 * The rules of the daemon's own reader in one version, in the order in which it tries them
 * (simpleconf_ftpd.h). Since 1.0.50 the rules of parts that are not compiled in are missing; before, the
 * option loop refused their options.
 */
export function rulesOf(version: string, has: (feature: Feature) => boolean): readonly DirectiveRow[] {
  const rules: DirectiveRow[] = directives.filter((row: DirectiveRow) => {
    if (!atLeast(version, row.since) || (row.until !== undefined && atLeast(version, row.until))) return false
    return row.feature === undefined || !atLeast(version, '1.0.50') || has(row.feature)
  })
  // 1.0.44 tried TLS before TLSCipherSuite, which made the latter a syntax error always.
  return atLeast(version, '1.0.45') ? rules : [...rules].sort(tlsFirst)
}

function tlsFirst(a: DirectiveRow, b: DirectiveRow): number {
  return Number(b.name === 'TLS') - Number(a.name === 'TLS')
}
