import type { Criterion, Problem, Value } from '../../../dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { LawOfTheFile } from '../laws.ts'
import { isFragment } from './lines.ts'

/** Blocks for a local port or address that sshd does not listen on. */
export const matchWithoutListener: LawOfTheFile = (config) => {
  if (isFragment(config)) return []
  const everywhere = config.effective(() => false)
  const ports = listeningPorts(everywhere.get('Port').value, everywhere.get('ListenAddress').value)
  if (ports === UNKNOWN) return []
  const related = ['Port', 'ListenAddress'].flatMap((keyword) =>
    everywhere.get(keyword).origins.map((setting) => ({ ...setting, note: 'what sshd listens on' })),
  )
  return config.guards.flatMap((guard): Problem[] => {
    const line = guard.lines.at(-1)
    const missed = guard.criteria
      .map((criterion) => portOf(criterion))
      .find((port) => port && !ports.includes(port))
    if (!line || missed === undefined || guard.lines.length > 1) return []
    const message = `sshd does not listen on port ${missed}, so no connection ever fulfils this Match line; add "Port ${missed}", or correct the number.`
    return [{ ...line, rule: 'sshd/match-port-not-listened', message, refused: false, related }]
  })
}

function portOf(criterion: Criterion): number | undefined {
  return criterion.kind === 'local-port' ? criterion.port : undefined
}

/** The ports of all listeners: those of ListenAddress that have one, and Port for the rest. */
function listeningPorts(port: Value | Unknown, listen: Value | Unknown): readonly number[] | Unknown {
  if (!Array.isArray(port) || listen === UNKNOWN || typeof listen !== 'object' || !('addresses' in listen))
    return UNKNOWN
  const general = port.map(Number)
  const addresses = Array.isArray(listen.addresses) ? listen.addresses : []
  const own = addresses.map((address: { port?: unknown }) => Number(address.port ?? 0))
  const withoutPort = own.length === 0 || own.includes(0)
  return [...own.filter((number) => number !== 0), ...(withoutPort ? general : [])]
}
