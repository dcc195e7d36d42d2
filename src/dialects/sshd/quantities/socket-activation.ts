import { UNKNOWN } from '../../../host/host.ts'
import type { Quantity } from '../../dialect.ts'

/** Where systemd says that it listens itself. */
const ENABLED_SOCKETS = [
  '/etc/systemd/system/sockets.target.wants/ssh.socket',
  '/etc/systemd/system/sockets.target.wants/sshd.socket',
  '/etc/systemd/system/ssh.service.requires/ssh.socket',
]

/** Ubuntu 24.04 and later make the socket unit from sshd_config. */
const GENERATORS = [
  '/usr/lib/systemd/system-generators/sshd-socket-generator',
  '/lib/systemd/system-generators/sshd-socket-generator',
]

export const socketActivation: Quantity = {
  name: 'socket-activation',
  kind: 'enum',
  values: ['no', 'fixed', 'generated'],
  summary:
    'Whether systemd listens in the place of sshd, as far as is known: on fixed ports, or on those of sshd_config',
  reads: [],
  compute: (view) => {
    const { host } = view
    const enabled = ENABLED_SOCKETS.find((path) => isThere(host.file(path)))
    if (enabled === undefined) return 'no'
    view.fact({ keyword: 'ssh.socket', value: enabled, note: 'systemd listens, and starts sshd' })
    return GENERATORS.some((path) => isThere(host.file(path))) ? 'generated' : 'fixed'
  },
}

function isThere(facts: unknown): boolean {
  return facts !== UNKNOWN && facts !== 'missing'
}
