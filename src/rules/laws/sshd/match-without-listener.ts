import type { Criterion, Problem, Value } from '../../../dialects/dialect.ts'
import { UNKNOWN, type Unknown } from '../../../host/host.ts'
import type { LawOfTheFile } from '../laws.ts'
import { isFragment } from './lines.ts'

/** Blocks for a local port or address that sshd does not listen on. */
export const matchWithoutListener: LawOfTheFile = (config) => {
  if (isFragment(config)) return []
  const everywhere = config.effective(() => false)
  const port = everywhere.get('Port')
  const listen = everywhere.get('ListenAddress')
  const ports = listeningPorts(port.value, listen.value)
  if (ports === UNKNOWN) return []
  const addresses = addressesIn(listen.value)
  // Where every address names its port, sshd looks at no Port.
  const counts = addresses.length === 0 || addresses.some((address) => !address.port)
  const related = [...(counts ? port.origins : []), ...listen.origins].map((setting) => ({
    ...setting,
    note: 'what sshd listens on',
  }))
  const listenOn = (missed: number) => {
    const [{ host = '' } = {}] = addresses
    if (!counts) return `"ListenAddress ${host.includes(':') ? `[${host}]` : host}:${missed}"`
    return port.origins.length > 0 ? `"Port ${missed}"` : `"Port 22" and "Port ${missed}"`
  }
  return config.guards.flatMap((guard): Problem[] => {
    const line = guard.lines.at(-1)
    const missed = guard.criteria
      .map((criterion) => portOf(criterion))
      .find((port) => port && !ports.includes(port))
    if (!line || missed === undefined || guard.lines.length > 1) return []
    const message = `sshd does not listen on port ${missed}, so no connection ever fulfils this Match line; add ${listenOn(missed)}, or correct the number.`
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
  const own = addressesIn(listen).map((address) => address.port ?? 0)
  const withoutPort = own.length === 0 || own.includes(0)
  return [...own.filter((number) => number !== 0), ...(withoutPort ? general : [])]
}

function addressesIn(listen: Value | Unknown): readonly { host?: string; port?: number }[] {
  if (listen === UNKNOWN || typeof listen !== 'object' || !('addresses' in listen)) return []
  return Array.isArray(listen.addresses) ? listen.addresses : []
}
