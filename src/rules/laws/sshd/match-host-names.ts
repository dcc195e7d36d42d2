import type { Config, Guard, PatternList, Problem } from '../../../dialects/dialect.ts'
import { isHostName } from '../../../dialects/sshd/quantities/blocks.ts'
import type { LawOfTheFile } from '../laws.ts'
import { isFragment } from './lines.ts'

/** Match Host with names while sshd looks up none: it then compares with the address as text (auth.c auth_get_canonical_hostname). */
export const matchHostNames: LawOfTheFile = (config) => {
  if (!looksUpNoNames(config)) return []
  const [setting] = config.effective(() => false).get('UseDNS').origins
  const related = setting ? [{ ...setting, note: 'no name is looked up' }] : []
  return config.guards.flatMap((guard): Problem[] => {
    const line = guard.lines.at(-1)
    const name = nameIn(guard)
    if (!line || name === undefined) return []
    const message = `sshd compares Match Host with the address of the client as text, because UseDNS is off, so ${name} never matches; use Match Address, or set "UseDNS yes".`
    return [{ ...line, rule: 'sshd/match-host-without-dns', message, refused: false, related }]
  })
}

/** Whether it is certain that the host of a client is its address as text; a fragment leaves it to the main file. */
export function looksUpNoNames(config: Config): boolean {
  const { value, origins } = config.effective(() => false).get('UseDNS')
  return value === 'no' && (origins.length > 0 || !isFragment(config))
}

function nameIn({ criteria, lines }: Guard): string | undefined {
  // The criteria of the blocks around an Include come first, and are told there.
  if (lines.length > 1) return undefined
  const hosts = criteria.flatMap((criterion): PatternList[number][] =>
    criterion.kind === 'host' ? [...criterion.patterns] : [],
  )
  return hosts.find(({ pattern }) => isHostName(pattern))?.pattern
}
