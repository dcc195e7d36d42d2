import type { Config, Criterion, Guard } from '../../../dialects/dialect.ts'
import { asciiLowerCase } from '../../../syntax/ascii.ts'
import { looksUpNoNames } from './match-host-names.ts'

/**
 * What Match Host asks for where no names are looked up: the address as text, which an address list compares in the same
 * way (auth.c auth_get_canonical_hostname, match.c match_hostname, addrmatch.c addr_match_list). A block with
 * names is left as it is, for its names are a mistake of their own.
 */
export function hostsAsAddresses(config: Config): (guard: Guard) => Guard {
  if (!looksUpNoNames(config)) return (guard) => guard
  return (guard) => {
    const hosts = guard.criteria.flatMap((criterion) =>
      criterion.kind === 'host' ? [...criterion.patterns] : [],
    )
    if (hosts.length === 0 || hosts.some(({ pattern }) => !isText(pattern))) return guard
    return { ...guard, criteria: guard.criteria.map(asAddress) }
  }
}

/** What an address may be written with; a name, a network and other strange patterns are told as such. */
function isText(pattern: string): boolean {
  return /^[\d.*?]+$/.test(pattern) || /^[\da-f.*?]*:[\da-f.:*?]*$/i.test(pattern)
}

function asAddress(criterion: Criterion): Criterion {
  if (criterion.kind !== 'host') return criterion
  const networks = criterion.patterns.map(({ negated, pattern }) => ({
    negated,
    pattern: asciiLowerCase(pattern),
  }))
  return { kind: 'address', networks }
}
