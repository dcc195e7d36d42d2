import type { Feature } from './directives.ts'

/**
 * What is taken to be compiled in: all that Debian's packages have. MySQL, LDAP and PostgreSQL come with
 * packages of their own (pure-ftpd-mysql, …); who configures them has that package. Bonjour cannot be
 * compiled in: configure defines another macro than the one that its rule asks for. RFC 2640 was removed in 1.0.48.
 */
const usual: ReadonlySet<Feature> = new Set<Feature>([
  ...(['altlog', 'cookie', 'extauth', 'ldap', 'mysql', 'pam', 'peruserlimits', 'pgsql', 'puredb'] as const),
  ...([
    'quotas',
    'ratios',
    'rfc2640',
    'standalone',
    'throttling',
    'tls',
    'uploadscript',
    'virtualhosts',
  ] as const),
])

/** The parts by name, as `--pure-ftpd-features` takes them. */
export const FEATURES: readonly string[] = [...usual].sort()

/** Whether a part is compiled in. `features`: what the user says is there; all that is usual by default. */
export function featureTest(features: readonly string[] | undefined): (feature: Feature) => boolean {
  if (features === undefined) return (feature) => usual.has(feature)
  const named = new Set(features.map((feature) => feature.toLowerCase()))
  return (feature) => named.has(feature)
}
